import ArgumentParser

/// The option of a list whose rows have reasons that says which reasons it shows.
struct ReasonFilter: ParsableArguments {
  @Option(
    help: .words(
      "Limite le résultat à ce motif, par son code ; peut être répété.",
      "Limits the result to this reason, by its code; may be repeated.", .reason))
  var reason: [String] = []

  /// Refuses a reason that the list does not know, and names those that it knows.
  ///
  /// - Throws: `ValidationError`.
  func check(_ known: [String]) throws {
    guard let wrong = reason.first(where: { !known.contains($0) }) else { return }
    let list = known.isEmpty ? "–" : known.joined(separator: ", ")
    throw ValidationError(
      "--reason : « \(wrong) » n'est pas un motif de cette liste. Motifs : \(list)",
      "--reason: “\(wrong)” is no reason of this list. Reasons: \(list)")
  }

  /// Whether a row is shown that has these reasons.
  func shows(_ reasons: [String?]) -> Bool {
    reason.isEmpty || reasons.contains { $0.map(reason.contains) ?? false }
  }
}
