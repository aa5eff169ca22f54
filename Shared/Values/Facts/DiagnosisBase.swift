/// What a diagnosis rests on, in the sheet's order. Source: reference/action-sheet.txt, “s'appuyer sur les éléments
/// d'évaluation du précédent projet, …”.
public enum DiagnosisBase: String, Sendable, CaseIterable {
  /// The evaluation of the previous project.
  case previousProject = "previous_project"
  /// The territory's problems.
  case problems
  /// The territory's potentials.
  case potentials
  /// What inhabitants said.
  case inhabitants
  /// What professionals said.
  case professionals
  /// What partners said.
  case partners
}
