import RPCContract

/// A version of the rules by which figures are counted: each decision that differs between versions, as data.
///
/// A changed rule makes a new version, and the old versions stay runnable. Because rules look their decisions up here, a newer program can
/// count a report again by the rules by which it was frozen. To add a version, add its line to ``all``, and a row to
/// Services/Evaluation/README.md.
public struct RuleBook: Sendable, Hashable {
  /// The version, as it stands in a report.
  public let version: String
  /// I4: how many months a training counts.
  public let trainedMonths: Int

  /// The version that counts for a question that names none.
  public static let inForce = "1"

  /// Every version that this program can run, the one in force first.
  public static let all = [
    // Source: acceptance/indicators.md, I4: “D − 48 months < last_day”; 48 months are the sheet's four years.
    RuleBook(version: "1", trainedMonths: 48),
    // A proposal, in force nowhere. Source: reference/domain.md §7, I4, “window parameterised”. Two years are also how long I6 takes a
    // diagnosis for fresh enough to be acquired (acceptance/indicators.md, C1 ≥ 2: + 24 months).
    RuleBook(version: "2", trainedMonths: 24),
  ]

  /// Returns the rules of a version, or those in force for nil; nil for a version that this program does not have.
  public static func named(_ version: String?) -> RuleBook? {
    all.first { $0.version == version ?? inForce }
  }
}

extension FigureQuery {
  /// Returns the rules by which the question is to be answered.
  ///
  /// - Throws: `RPCError`: INVALID_ARGUMENT, `RULES_UNKNOWN`.
  public func ruleBook() throws -> RuleBook {
    guard let book = RuleBook.named(rules) else {
      let known = RuleBook.all.map(\.version).joined(separator: ", ")
      throw RPCError(
        .invalidArgument, reason: "RULES_UNKNOWN", domain: "vigie.figures",
        "there are no rules \(rules ?? ""); known are \(known)",
        arguments: ["rules": rules ?? "", "known": known], field: "query.rules")
    }
    return book
  }
}
