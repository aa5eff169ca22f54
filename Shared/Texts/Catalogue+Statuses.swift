/// What is told of a call that failed without a reason that has words, and of a part of an answer that could not be had; by gRPC's names of
/// statuses, which people are never shown.
extension Catalogue {
  /// What happened to a call, and what to do.
  ///
  /// - Parameters:
  ///   - status: the status's name, such as `DEADLINE_EXCEEDED`.
  ///   - message: the service's own message, for developers and in English.
  ///   - language: the language to answer in.
  /// - Returns: sentences.
  public static func failure(
    _ status: String, message: String, _ language: Language
  ) -> String {
    if let words = failures[status] { return words.text(language) }
    let refused = language.pick(
      "Le service n'a pas accepté la demande.", "The service did not accept the request.")
    guard !message.isEmpty else { return refused }
    return refused + language.pick(" Message technique : ", " Technical message: ")
      + language.quoted(message)
  }

  /// Why a part of an answer could not be had: the service as the subject, without a full stop.
  ///
  /// - Parameters:
  ///   - service: the service's name.
  ///   - status: the status's name, such as `UNAVAILABLE`.
  ///   - language: the language to answer in.
  /// - Returns: such as `senacs ne répond pas`.
  public static func missing(
    _ service: String, _ status: String, _ language: Language
  ) -> String {
    let words = absences[status] ?? Words("ne l'a pas donné", "did not give it")
    return "\(service) \(words.text(language))"
  }

  private static let failures: [String: Words] = [
    "UNAVAILABLE": Words(
      "Le service ne répond pas. Vérifiez qu'il est démarré (vigie status), puis réessayez.",
      "The service does not answer. Check that it is started (vigie status), then try again."),
    "DEADLINE_EXCEEDED": Words(
      "Le service n'a pas répondu à temps. Réessayez ; si cela dure, prévenez votre administrateur.",
      "The service did not answer in time. Try again; if it goes on, tell your administrator."),
    "CANCELLED": Words(
      "La demande a été interrompue. Réessayez.", "The request was broken off. Try again."),
    "INTERNAL": Words(
      "Le service a rencontré une erreur. Prévenez votre administrateur, qui la trouvera dans son journal.",
      "The service met an error. Tell your administrator, who finds it in its log."),
    "UNKNOWN": Words(
      "Le service a rencontré une erreur. Prévenez votre administrateur, qui la trouvera dans son journal.",
      "The service met an error. Tell your administrator, who finds it in its log."),
    "UNIMPLEMENTED": Words(
      "Le service ne connaît pas cette demande : sa version est plus ancienne. Demandez à votre administrateur de le mettre à jour.",
      "The service does not know this request: it is of an older version. Ask your administrator to update it."
    ),
  ]

  private static let absences: [String: Words] = [
    "UNAVAILABLE": Words("ne répond pas", "does not answer"),
    "DEADLINE_EXCEEDED": Words("n'a pas répondu à temps", "did not answer in time"),
    "UNAUTHENTICATED": Words("n'autorise pas votre clé", "does not allow your key"),
    "PERMISSION_DENIED": Words("ne vous y donne pas accès", "does not give you access to it"),
    "RESOURCE_EXHAUSTED": Words("est surchargé", "has too much to do"),
    "NOT_FOUND": Words("ne connaît pas cette campagne", "does not know that campaign"),
    "FAILED_PRECONDITION": Words("compte par d'autres règles", "counts by other rules"),
  ]
}
