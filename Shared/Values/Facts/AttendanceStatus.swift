/// Whether somebody took part in a training session. Source: acceptance/formats.md.
public enum AttendanceStatus: String, Sendable, CaseIterable {
  /// Was there.
  case present
  /// Was not.
  case absent
  /// Waits for a place.
  case waiting
}
