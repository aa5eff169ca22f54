/// The function that a mandate gives. Source: acceptance/formats.md.
public enum MandateFunction: String, Sendable, CaseIterable {
  /// The director.
  case director
  /// The *référent familles*.
  case familyReferent = "family_referent"
  /// The coordinator.
  case coordinator
  /// Any other function.
  case other
}
