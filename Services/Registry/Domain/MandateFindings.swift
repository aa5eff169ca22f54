public import CentreNetwork
public import Values

/// What is to be looked at in mandates: two directors at once, a structure that is closed, a second open post.
///
/// Each may be right, so a mandate with findings counts like any other. Finding them takes one pass through the mandates in order of their
/// first day: a file may bring 100,000.
public struct MandateFindings: Sendable {
  /// Something to look at in a mandate.
  public struct Finding: Sendable, Hashable {
    /// `DIRECTORS_OVERLAP`, `SECOND_OPEN_POST` or `STRUCTURE_CLOSED`.
    public let code: String
    /// The column of `mandates.csv` that shows it.
    public let column: String
    /// The cell of that column.
    public let value: String
    /// The other directors' codes, the other structures' codes, or the day on which the structure closed.
    public let beside: [String]
  }

  /// The most structures that are told of somebody with several open posts.
  private static let mostStructures = 5

  /// A function of a person, wherever they hold it.
  private struct Post: Hashable {
    let person: String
    let function: MandateFunction

    init(_ mandate: Mandate) {
      (person, function) = (mandate.personCode, mandate.function)
    }
  }

  private let closings: [String: CivilDate]
  /// A director's mandate → people who direct the same structure on some of its days.
  private let directors: [Mandate: Set<String>]
  /// A post → the structures in which the person holds it without an end, in order; one more than is told.
  private let openPosts: [Post: [String]]

  /// Takes mandates.
  ///
  /// - Parameters:
  ///   - mandates: in any order; all those of the structures and of the people that are asked about.
  ///   - closings: structure's code → the first day on which it is closed; open structures are absent.
  public init(_ mandates: [Mandate], closings: [String: CivilDate]) {
    self.closings = closings
    let lasting = mandates.filter { !$0.interim }
    var directors: [Mandate: Set<String>] = [:]
    let ofDirectors = lasting.filter { $0.function == .director }
    for some in Dictionary(grouping: ofDirectors, by: \.structureCode).values {
      directors.merge(Self.overlaps(of: some)) { $0.union($1) }
    }
    self.directors = directors
    openPosts = Dictionary(grouping: lasting.filter { $0.period.to == nil }, by: Post.init)
      .mapValues { posts in
        Array(Set(posts.map(\.structureCode)).sorted().prefix(Self.mostStructures + 1))
      }
  }

  /// Returns what is to be looked at in one of the mandates.
  public func of(_ mandate: Mandate) -> [Finding] {
    var findings: [Finding] = []
    let (from, to) = (mandate.period.from, mandate.period.to)
    if let others = directors[mandate], !others.isEmpty {
      findings.append(
        Finding(
          code: "DIRECTORS_OVERLAP", column: "from", value: from.iso, beside: others.sorted()))
    }
    if !mandate.interim, to == nil {
      let others = (openPosts[Post(mandate)] ?? []).filter { $0 != mandate.structureCode }
      if !others.isEmpty {
        findings.append(
          Finding(
            code: "SECOND_OPEN_POST", column: "structure_code", value: mandate.structureCode,
            beside: Array(others.prefix(Self.mostStructures))))
      }
    }
    // A mandate that ends on the closing day is no finding: many take that day for the last open one.
    if let closing = closings[mandate.structureCode],
      from >= closing || to.map({ $0 > closing }) ?? true
    {
      let isLater = from >= closing
      findings.append(
        Finding(
          code: "STRUCTURE_CLOSED", column: isLater ? "from" : "to",
          value: isLater ? from.iso : to?.iso ?? "", beside: [closing.iso]))
    }
    return findings
  }

  /// Returns for each mandate up to two people who hold the post on some of its days too: of those who came before, the one who stays
  /// longest; of those who come later, the first. A person's own mandates may overlap.
  private static func overlaps(of mandates: [Mandate]) -> [Mandate: Set<String>] {
    let sorted = mandates.sorted { $0.period.from < $1.period.from }
    var found: [Mandate: Set<String>] = [:]
    // The one of the mandates so far that lasts longest, and the longest of another person.
    var (longest, second): (Mandate?, Mandate?) = (nil, nil)
    for mandate in sorted {
      let other = longest?.personCode == mandate.personCode ? second : longest
      if let other, end(of: other) >= mandate.period.from {
        found[mandate, default: []].insert(other.personCode)
      }
      if isLonger(mandate, than: longest) {
        if longest?.personCode != mandate.personCode { second = longest }
        longest = mandate
      } else if longest?.personCode != mandate.personCode, isLonger(mandate, than: second) {
        second = mandate
      }
    }
    // The next mandate, and the next one of another person than that.
    var (next, afterNext): (Mandate?, Mandate?) = (nil, nil)
    for mandate in sorted.reversed() {
      let other = next?.personCode == mandate.personCode ? afterNext : next
      if let other, end(of: mandate) >= other.period.from {
        found[mandate, default: []].insert(other.personCode)
      }
      if next?.personCode != mandate.personCode { afterNext = next }
      next = mandate
    }
    return found
  }

  private static func isLonger(_ mandate: Mandate, than other: Mandate?) -> Bool {
    other.map { end(of: mandate) > end(of: $0) } ?? true
  }

  /// The last day; for an open mandate the last of all days.
  private static func end(of mandate: Mandate) -> CivilDate { mandate.period.to ?? .latest }
}
