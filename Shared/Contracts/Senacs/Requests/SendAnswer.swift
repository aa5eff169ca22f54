public import RPCContract
public import Values

/// Takes a structure's own validated answer to a campaign: its sending is its validation.
///
/// The answer is checked, told and counted as a row of `senacs-answers` is. A refused answer changes nothing. NOT_FOUND with
/// `CAMPAIGN_UNKNOWN`; FAILED_PRECONDITION with `CODEBOOK_MISSING`, and with `COLLECTION_ENDED` once the collection is ended
/// (``SetCollection``), until when a late answer is taken; PERMISSION_DENIED with `OTHER_STRUCTURE`.
public struct SendAnswer: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/SendAnswer"
  /// Who answers. Who runs campaigns loads files.
  public static let roles: Set<Role> = [.structure]
  /// It changes who has answered.
  public static let mutates = true
  /// The campaign and the structure.
  public var subjects: [String] { [campaign, structure] }
  /// The most cells of an answer.
  public static let mostCells = 2000

  /// The campaign's code.
  public var campaign: String
  /// The structure's code.
  public var structure: String
  /// Field → cell, in canonical text: numbers with a point, days as YYYY-MM-DD, `true` and `false`; ``mostCells`` at most. The campaign, the
  /// structure, the state and the day of validation are the service's to say, whatever stands here.
  public var cells: [String: String]

  /// Makes the request.
  public init(campaign: String, structure: String, cells: [String: String]) {
    self.campaign = campaign
    self.structure = structure
    self.cells = cells
  }

  /// What came of it.
  public struct Reply: Codable, Sendable, Hashable {
    /// Whether the answer is stored now, by this call or an earlier one.
    public var isTaken: Bool
    /// When it was received.
    public var receivedAt: Instant
    /// Whether that is after the campaign's last day.
    public var isLate: Bool
    /// Why it was not taken, by field; empty where it was.
    public var refused: [Finding]
    /// What is told of an answer that was taken.
    public var findings: [Finding]

    /// Makes the reply.
    public init(
      isTaken: Bool, receivedAt: Instant, isLate: Bool, refused: [Finding], findings: [Finding]
    ) {
      self.isTaken = isTaken
      self.receivedAt = receivedAt
      self.isLate = isLate
      self.refused = refused
      self.findings = findings
    }
  }
}
