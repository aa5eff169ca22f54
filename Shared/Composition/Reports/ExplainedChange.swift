package import Contracts
package import Values

/// A figure that differs between two reports, and why: who came in, went out or counts differently, and by which records.
package struct ExplainedChange: Encodable {
  /// A difference between the questions of the two reports, such as the rules or a day.
  package struct Asked: Encodable, Hashable {
    package let what, before, after: String
  }

  /// How a member counts in a figure.
  package struct Standing: Encodable, Hashable {
    package var counts, of: Quantity
    package var reasons: [String]

    package var isInside: Bool { counts > Quantity(0) || of > Quantity(0) }
  }

  /// A record that the reports knew in two versions, or that only one of them knew.
  package struct Record: Encodable {
    package let file: String
    package let key: [String]
    package let before, after: ReadFacts.Fact?
  }

  /// A member who counts differently.
  package struct Member: Encodable {
    package let structure, person: String?
    /// `came_in`, `went_out` or `changed`.
    package let what: String
    package let before, after: Standing?
    package var records: [Record] = []
  }

  package let part, code, scope: String
  package let before, after: String?
  package let asked: [Asked]
  package var members: [Member] = []
  /// The record behind the change, where the value counts nobody.
  package var record: Record?
  /// Whether it is a figure; false for a value beside the figures.
  package var isFigure = true
  /// Whether there were more members than a service lists, so that some may be missing here.
  package var isCut = false
}
