public import RPCContract

/// Tells what is known of each expected structure before it answers: from the registry, and from its last counting answer.
///
/// A structure's key gets its own only; PERMISSION_DENIED with `OTHER_STRUCTURE` where it asks for another.
public struct PrepareForms: RPCStreamRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/PrepareForms"
  /// Who runs campaigns, and who answers.
  public static let roles: Set<Role> = [.operator, .structure]
  /// The forms have the last answers.
  public static let tellsOfPeople = true
  /// The campaign, and the structure where one is named.
  public var subjects: [String] { [campaign] + (structure.map { [$0] } ?? []) }

  /// The campaign's code.
  public var campaign: String
  /// The one structure that is meant; absent for all expected ones. One that is not expected finds nothing.
  public var structure: String?

  /// Makes the request.
  public init(campaign: String, structure: String? = nil) {
    self.campaign = campaign
    self.structure = structure
  }

  /// A structure.
  public struct Item: Codable, Sendable {
    /// The structure's code.
    public var structureCode: String
    /// The organisation's name.
    public var name: String
    /// Field → cell, in canonical text: numbers with a point, days as YYYY-MM-DD, `true` and `false`.
    public var values: [String: String]
    /// The fields whose value comes from the registry → what the last answer said there, empty for nothing; absent from earlier versions.
    public var fromRegistry: [String: String]?
    /// The campaign of the answer from which values come; absent if all come from the registry.
    public var lastCampaign: String?
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes an item.
    public init(
      structureCode: String, name: String, values: [String: String],
      fromRegistry: [String: String]? = nil, lastCampaign: String?, fictitious: Bool?
    ) {
      self.structureCode = structureCode
      self.name = name
      self.values = values
      self.fromRegistry = fromRegistry
      self.lastCampaign = lastCampaign
      self.fictitious = fictitious
    }
  }
}
