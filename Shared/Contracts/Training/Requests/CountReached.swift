public import RPCContract

/// Counts the distinct people whom trainings reached on some days, and how many of them still hold a post on the day D. The trainer's
/// report shows it beside I4, which counts structures.
public struct CountReached: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/CountReached"
  /// Those who organise trainings, those who evaluate them and those who audit; it shows counts.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]

  /// What is asked: D1 and D2, the days on which sessions end, and D.
  public var query: FigureQuery

  /// Makes the request.
  public init(query: FigureQuery) {
    self.query = query
  }

  /// The counts.
  public struct Reply: Codable, Sendable, Hashable {
    /// The people whom I2a counts by their names.
    public var people: Int
    /// How many of these hold a mandate, of any function, in a structure that is active on D.
    public var inPost: Int
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(people: Int, inPost: Int, fictitious: Bool?) {
      self.people = people
      self.inPost = inPost
      self.fictitious = fictitious
    }
  }
}
