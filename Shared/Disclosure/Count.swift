/// The cells that a count has, of which no two have the same name: one for the whole, and the parts of each one-way breakdown of it.
public struct Layout: Sendable, Hashable {
  /// The name of the whole, such as `all`.
  public var total: String
  /// The parts of each breakdown: every member of the whole is in exactly one part of each.
  public var breakdowns: [[String]]

  /// The five scopes of the figures.
  ///
  /// Source: acceptance/indicators.md, “Scopes”.
  public static let figures = Layout(
    total: "all", breakdowns: [["kind:CS", "kind:EVS"], ["ctcd:69M", "ctcd:69D"]])

  /// All names, the whole first.
  public var scopes: [String] { [total] + breakdowns.joined() }

  /// The other parts of the breakdown that a part stands in; empty for the whole.
  func others(than part: String) -> [String] {
    breakdowns.first { $0.contains(part) }?.filter { $0 != part } ?? []
  }
}

/// A count in every cell of a layout, and how it is linked with others.
struct Count: Sendable, Hashable {
  /// What a count is about.
  enum Subject: Sendable, Hashable {
    /// Named organisations as such: that they exist, are approved or took part is public, and always shown.
    case organisations
    /// People, or what a director answers: small numbers are secret.
    case people
  }

  /// Unique among the counts that are looked at together.
  var name: String
  /// A count of at least 0 for each name of the layout.
  var cells: [String: Int]
  /// Decides whether anything is secret at all.
  var subject: Subject
  /// The count that this one lies within: its cells count some of the members of that count's. A small remainder is secret too.
  var within: String?
  /// A count of other members whose whole is no less than this one's: where nobody was there, no structure was reached.
  var atMost: String?
  /// Whether the parts of each breakdown add up to the whole; they do not where a person may be in two parts.
  var addsUp = true
  /// The group of the count. Counts of one group are shown in the same detail, because they count nearly the same.
  var group: String?
}

/// What becomes of a cell.
public enum Verdict: Sendable, Hashable {
  /// It is published.
  case shown
  /// It is secret because it is small itself, leaves a small remainder, or lies within a small number.
  case first
  /// It is hidden so that secret cells cannot be worked out.
  case second
}
