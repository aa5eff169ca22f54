public import RPCContract

/// Counts the sessions on whose lists some people stand, each code by itself as it was recorded, whatever was merged.
public struct CountTrainings: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/CountTrainings"
  /// Who decides whether two entries are one person.
  public static let roles = GetEntries.roles
  /// It tells of single people.
  public static let tellsOfPeople = true
  /// The people.
  public var subjects: [String] { people }
  /// The most people of a call.
  public static let maxPeople = 100

  /// Their codes; ``maxPeople`` at most.
  public var people: [String]

  /// Makes the request.
  public init(people: [String]) {
    self.people = people
  }

  /// A person's sessions.
  public struct Row: Codable, Sendable, Hashable {
    /// The person's code.
    public var person: String
    /// On how many sessions' lists the code stands.
    public var sessions: Int
    /// At how many of these the person was there for at least a half-day.
    public var present: Int

    /// Makes a row.
    public init(person: String, sessions: Int, present: Int) {
      self.person = person
      self.sessions = sessions
      self.present = present
    }
  }

  /// The counts.
  public struct Reply: Codable, Sendable {
    /// One row for each code, in the order asked for.
    public var rows: [Row]

    /// Makes the reply.
    public init(rows: [Row]) { self.rows = rows }
  }
}
