/// What an element of a diagnosis is, in the order in which one leads to the other.
public enum ElementKind: String, Sendable, CaseIterable {
  /// A problem of the territory.
  case problem
  /// An axis of the project.
  case axis
  /// An objective of the project.
  case objective
  /// An answer to an objective.
  case answer
}
