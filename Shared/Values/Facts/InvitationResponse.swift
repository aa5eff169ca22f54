/// What came of an invitation to a meeting. Source: acceptance/formats.md.
public enum InvitationResponse: String, Sendable, CaseIterable {
  /// The structure was there.
  case present
  /// It excused itself.
  case excused
  /// It was absent without a word.
  case absent
}
