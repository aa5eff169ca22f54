/// Who took part in a diagnosis.
public enum ParticipantGroup: String, Sendable, CaseIterable {
  /// Inhabitants.
  case inhabitants
  /// Professionals.
  case professionals
  /// Partners.
  case partners
}
