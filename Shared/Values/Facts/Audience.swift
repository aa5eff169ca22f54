/// In what capacity somebody takes part in a training session. Source: acceptance/formats.md.
public enum Audience: String, Sendable, CaseIterable {
  /// Of a structure's staff.
  case employee
  /// A volunteer of a structure.
  case volunteer
  /// Of a partner.
  case partner
}
