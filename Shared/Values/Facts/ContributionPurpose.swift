/// What a partner's money is for. Source: acceptance/year.md.
public enum ContributionPurpose: String, Sendable, CaseIterable {
  /// The running of the structure.
  case functioning
  /// The sheet's first action.
  case action1 = "action_1"
  /// The sheet's second action.
  case action2 = "action_2"
  /// A project.
  case project
  /// Anything else.
  case other
}
