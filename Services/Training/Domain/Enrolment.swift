/// A person's enrolment in a session.
public struct Enrolment: Hashable, Sendable {
  /// How far it is.
  public enum State: String, Sendable {
    /// The person has a place.
    case registered
    /// The person waits for a place.
    case waiting
    /// The person does not come.
    case cancelled
  }

  /// The person's code.
  public let personCode: String
  /// How far it is.
  public let state: State

  /// Makes an enrolment.
  public init(personCode: String, state: State) {
    self.personCode = personCode
    self.state = state
  }
}
