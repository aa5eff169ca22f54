/// Where an item of evidence comes from.
public enum EvidenceKind: String, Sendable, CaseIterable {
  /// A series of the territory.
  case series
  /// An answer to SENACS.
  case senacs
  /// A meeting of a body that watches the territory.
  case meeting
  /// A document.
  case document
}
