public import RPCContract
public import Values

/// Lists the meetings of veille that concern structures: those in their commune, and those to which they were invited.
///
/// PERMISSION_DENIED with `OTHER_STRUCTURE` for a structure that asks for another or for all.
public struct ListMeetings: RPCStreamRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ListMeetings"
  /// Those who accompany structures, those who audit, and the structure itself.
  public static let roles = GetDiagnosis.roles

  /// The structure's code; absent for all.
  public var structure: String?
  /// The first and the last day.
  public var from, to: CivilDate

  /// Makes the request.
  public init(structure: String? = nil, from: CivilDate, to: CivilDate) {
    self.structure = structure
    self.from = from
    self.to = to
  }

  /// Reads the request.
  ///
  /// - Throws: `DecodingError`; it names `to` if that day lies before `from`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    structure = try container.decodeIfPresent(String.self, forKey: .structure)
    (from, to) = try container.decodeDays(from: .from, to: .to)
  }

  /// A meeting that concerns a structure.
  public struct Meeting: Codable, Sendable, Hashable {
    /// Its code, and its body's code and name.
    public var code, body, bodyName: String
    /// The day.
    public var heldOn: CivilDate
    /// `held` or `cancelled`.
    public var state: String
    /// `present`, `excused` or `absent`; no value if the structure was not invited.
    public var response: String?

    /// Makes it.
    public init(
      code: String, body: String, bodyName: String, heldOn: CivilDate, state: String,
      response: String?
    ) {
      self.code = code
      self.body = body
      self.bodyName = bodyName
      self.heldOn = heldOn
      self.state = state
      self.response = response
    }
  }

  /// A structure.
  public struct Item: Codable, Sendable {
    /// Its code.
    public var structure: String
    /// The bodies of its commune on the last day: code → name.
    public var bodies: [String: String]
    /// The meetings, by day.
    public var meetings: [Meeting]

    /// Makes an item.
    public init(structure: String, bodies: [String: String], meetings: [Meeting]) {
      self.structure = structure
      self.bodies = bodies
      self.meetings = meetings
    }
  }
}
