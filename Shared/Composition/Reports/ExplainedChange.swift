package import Contracts
package import Values

/// A figure that is not the same in two reports, and why: who came in, went out or counts otherwise, and by which records.
package struct ExplainedChange: Encodable {
  /// What was asked otherwise, such as the rules or a day.
  package struct Asked: Encodable, Hashable {
    package let what, before, after: String
  }

  /// How somebody stands in a figure.
  package struct Standing: Encodable, Hashable {
    package var counts, of: Quantity
    package var reasons: [String]

    package var isInside: Bool { counts > Quantity(0) || of > Quantity(0) }
  }

  /// A record of which two versions were known, or one.
  package struct Record: Encodable {
    package let file: String
    package let key: [String]
    package let before, after: ReadFacts.Fact?
  }

  /// Somebody who stands otherwise.
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
  /// The record that says it, where it counts nobody.
  package var record: Record?
  /// Whether it is a figure, or stands beside them.
  package var isFigure = true
  /// Whether there were more members than a service tells, so that some may be missing here.
  package var isCut = false
}
