/// What a grant lets a person act as. The names are those of the roles that keys have.
public enum GrantRole: String, Sendable, CaseIterable {
  /// The Caf's officer.
  case `operator`
  /// The federation's trainer.
  case federation
  /// Who answers for a structure.
  case structure
  /// Who reads what an operator reads.
  case auditor
}
