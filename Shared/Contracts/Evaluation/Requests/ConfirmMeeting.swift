public import RPCContract
public import Values

/// Confirms what a structure declares of a meeting of veille: records the body's meeting on that day, if there is none, and the structure's
/// response, as `veille_meetings.csv` and `veille_attendance.csv` would. From then on the figures count it.
///
/// What it records is one step, which `vigie.files.v1/UndoImport` takes back. NOT_FOUND with `DECLARATION_UNKNOWN` where the structure
/// declares nothing of that body and day; FAILED_PRECONDITION with `MEETING_NOT_HELD` where the body's record says that the meeting of
/// that day was cancelled, and with `MEETING_TO_COME` for a day after today.
public struct ConfirmMeeting: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ConfirmMeeting"
  /// Who decides what was observed.
  public static let roles: Set<Role> = [.operator]
  /// It records facts.
  public static let mutates = true
  /// The structure and the body.
  public var subjects: [String] { [structure, body] }

  /// The structure's code, and the body's.
  public var structure, body: String
  /// The day of the meeting.
  public var heldOn: CivilDate

  /// Makes the request.
  public init(structure: String, body: String, heldOn: CivilDate) {
    self.structure = structure
    self.body = body
    self.heldOn = heldOn
  }

  /// What stands now.
  public struct Reply: Codable, Sendable, Hashable {
    /// The meeting's code. That of a new meeting is the body's code, `-` and the day, such as `B03-2025-05-15`; then `-2`, `-3` and so on
    /// where another meeting has that code.
    public var meeting: String
    /// Whether the meeting was not known before.
    public var isNewMeeting: Bool
    /// The response that the body's record had of the structure; absent where it had none.
    public var before: String?
    /// The response that stands now: the declared one.
    public var response: String
    /// The name by which `vigie undo` takes it back; absent where all of it was recorded before.
    public var importID: String?

    /// Makes the reply.
    public init(
      meeting: String, isNewMeeting: Bool, before: String?, response: String, importID: String?
    ) {
      self.meeting = meeting
      self.isNewMeeting = isNewMeeting
      self.before = before
      self.response = response
      self.importID = importID
    }
  }
}
