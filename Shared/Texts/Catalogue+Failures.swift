/// The words for refusals that concern a program more than a person, and for failures that have no reason of their own; `{name}` stands for
/// an argument, and `{message}` for what the service says to developers, in English. The status's code follows them where they are shown.
extension Catalogue {
  static let protocolRefusals: [String: Words] = [
    "BAD_FIELD": Words(
      "Le service refuse la demande : la valeur de « {field} » n'est pas permise.", "{message}"),
    "BAD_FIELD scope": Words(
      "Périmètre inconnu : « {scope} ». Périmètres : {scopes}",
      "Unknown scope: “{scope}”. Scopes: {scopes}"),
    "BAD_FIELD beginning": Words(
      "Écrivez au moins une lettre ou un chiffre du nom, et {most} caractères au plus.",
      "Write at least a letter or a digit of the name, and {most} characters at most."),
    "BAD_HEADER": Words("L'en-tête de l'appel est illisible pour le service.", "{message}"),
    "BAD_MESSAGE": Words("Le service ne peut pas lire la demande.", "{message}"),
    "CONTENT_TYPE_UNKNOWN": Words(
      "Le service ne lit pas les messages de ce format.", "{message}"),
    "PROTOCOL": Words("L'appel ne suit pas les règles de l'échange entre programmes.", "{message}"),
    "WIRE_VERSION": Words(
      "Ce programme et le service n'ont pas la même version du protocole : mettez-les à jour.",
      "This program and the service speak different versions of the wire: bring both up to date."),
    "ROUTING_ID_CHOSEN": Words(
      "Le programme appelant choisit lui-même son identifiant de routage : retirez ce réglage.",
      "The calling program chooses its routing id itself: leave that option unset."),
    "KEY_CHANGED": Words(
      "Les droits de cette clé viennent de changer : relancez la commande.",
      "The rights of this key have just changed: run the command again."),
    "TOO_MANY_CONNECTIONS": Words(
      "Cette clé a trop de connexions ouvertes : fermez-en, ou réessayez dans quelques secondes.",
      "This key has too many open connections: end some, or try again in a few seconds."),
    "IDEMPOTENCY_KEY_NEEDED": Words(
      "Cet appel enregistre quelque chose : il lui faut une clé anti-doublon, de 128 octets au plus.",
      "This call changes something: it needs an idempotency key of 128 bytes at most."),
    "QUOTA": Words(
      "Cette clé a atteint sa limite au service d'échange : réessayez plus tard.",
      "This key has reached its limit at the exchange: try again later."),
    "SCHEMA_UNKNOWN": Words(
      "Le service d'échange ne connaît pas ce schéma. Schémas : vigie describe --asyncapi",
      "The exchange does not know this schema. Schemas: vigie describe --asyncapi"),
    "SUBMISSION_UNKNOWN": Words(
      "Cette clé n'a pas d'envoi de ce numéro.", "This key has no submission of that number."),
    "SUBSCRIPTION_DIFFERS": Words(
      "Cet abonnement existe déjà avec d'autres options : supprimez-le, ou choisissez un autre nom.",
      "This subscription exists with other options: delete it, or choose another name."),
    "SUBSCRIPTION_UNKNOWN": Words(
      "Cette clé n'a pas d'abonnement « {subscription} ».",
      "This key has no subscription “{subscription}”."),
    "TERRITORIES_UNKNOWN": Words(
      "Le service d'échange n'a pas encore reçu les communes du registre : réessayez.",
      "The exchange has not received the registry's communes yet: try again."),
    "TOO_MANY_SUBSCRIPTIONS": Words(
      "Cette clé a le plus grand nombre d'abonnements permis : supprimez-en un.",
      "This key has as many subscriptions as it may: delete one."),
    "UPLOAD_UNKNOWN": Words(
      "Le service n'a plus ce fichier : envoyez-le à nouveau.",
      "The service does not have this file any more: send it again."),
    "UPLOAD_TAKEN": Words(
      "Ce fichier a déjà été chargé : envoyez-le à nouveau pour le vérifier.",
      "This file was loaded already: send it again to check it."),
    "COPY_UNDER_WAY": Words(
      "Une sauvegarde de ce service est déjà en cours : réessayez quand elle sera terminée.",
      "A copy of this service is being made already: try again once it is done."),
    "SERVICE_SILENT": Words(
      "Le service {service} ne répond pas : réessayez.",
      "The service {service} does not answer: try again."),
    // By the status's code, where it has no reason.
    "CANCELLED": Words("L'appel a été annulé.", "{message}"),
    "UNKNOWN": Words("Erreur inconnue dans le service.", "{message}"),
    "UNAUTHENTICATED": Words("Le service refuse cette clé.", "{message}"),
    "PERMISSION_DENIED": Words("Cette clé n'a pas accès à ce qui est demandé.", "{message}"),
    "DEADLINE_EXCEEDED": Words(
      "Le service n'a pas répondu dans le délai : réessayez.", "{message}"),
    "RESOURCE_EXHAUSTED": Words("La demande dépasse une limite du service.", "{message}"),
    "UNIMPLEMENTED": Words(
      "Ce service n'a pas cette fonction : sa version est peut-être plus ancienne.", "{message}"),
    "INTERNAL": Words(
      "Erreur dans le service : son journal en donne la cause. Prévenez l'administrateur.",
      "{message}"),
    "UNAVAILABLE": Words("Le service ne répond pas : réessayez.", "{message}"),
    "DATA_LOSS": Words(
      "Le service a des données illisibles. Prévenez l'administrateur.", "{message}"),
  ]

  /// What a refusal or a failure means and what to do, in words for every status.
  ///
  /// - Parameters:
  ///   - reason: the status's stable reason; nil where it has none.
  ///   - code: the status's code, such as `UNAVAILABLE`.
  ///   - arguments: the reason's arguments by name.
  ///   - field: the member of the request that is wrong; nil where none is named.
  ///   - message: what the service says to developers.
  ///   - language: the language to answer in.
  /// - Returns: words that end with a full stop, or with what is to be typed or chosen from.
  public static func failure(
    _ reason: String?, _ code: String, _ arguments: [String: String], field: String?,
    message: String, _ language: Language
  ) -> String {
    var arguments = arguments
    arguments["message"] = message
    if let field { arguments["field"] = field }
    let keys = [reason.flatMap { reason in field.map { "\(reason) \($0)" } }, reason, code]
    for key in keys.compactMap(\.self) {
      if let words = refusal(key, arguments, language) { return words }
    }
    return language.pick("Demande refusée par le service.", message)
  }
}
