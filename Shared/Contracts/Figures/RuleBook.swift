import RPCContract

/// A version of the rules by which figures are counted: each decision that differs between versions, as data.
///
/// A change of a rule is a new version, and the old ones stay runnable: where a rule looks a decision up here, a newer program makes
/// a report again by the rules that it was frozen by. To add a version: its line in ``all``, and a row in Services/Evaluation/README.md.
public struct RuleBook: Sendable, Hashable {
  /// The version, as it stands in a report.
  public let version: String
  /// I4: how many months a training counts.
  public let trainedMonths: Int

  /// The version that a question without one is counted by.
  public static let inForce = "1"

  /// Every version that this program can run, the one in force first.
  public static let all = [
    // Source: acceptance/indicators.md, I4: “D − 48 months < last_day”; 48 months are the sheet's four years.
    RuleBook(version: "1", trainedMonths: 48),
    // A proposal, in force nowhere. Source: reference/domain.md §7, I4, “window parameterised”; two years are how long I6 holds a
    // diagnosis for up to date enough to be acquired (acceptance/indicators.md, C1 ≥ 2: + 24 months).
    RuleBook(version: "2", trainedMonths: 24),
  ]

  /// The version of a name; nil for one that this program does not have.
  public static func named(_ version: String?) -> RuleBook? {
    all.first { $0.version == version ?? inForce }
  }
}

extension FigureQuery {
  /// The rules that the question is to be answered by.
  ///
  /// - Throws: `RPCError`: INVALID_ARGUMENT, `RULES_UNKNOWN`.
  public func ruleBook() throws -> RuleBook {
    guard let book = RuleBook.named(rules) else {
      let known = RuleBook.all.map(\.version).joined(separator: ", ")
      throw RPCError(
        Status(
          .invalidArgument, reason: "RULES_UNKNOWN", domain: "vigie.figures",
          "there are no rules \(rules ?? ""); known are \(known)",
          arguments: ["rules": rules ?? "", "known": known], field: "query.rules"))
    }
    return book
  }
}
