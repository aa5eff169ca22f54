/// The words of tools.
extension Catalogue {
  /// What a tool is.
  public static let toolKind = Vocabulary([
    "survey": Words("enquête", "survey"), "interview": Words("entretiens", "interviews"),
    "statistics": Words("statistiques", "statistics"), "map": Words("carte", "map"),
    "workshop": Words("atelier", "workshop"), "veille": Words("veille sociale", "social watch"),
    "other": Words("autre", "other"),
  ])

  /// Who may have a tool.
  public static let toolSharing = Vocabulary([
    "open": Words("libre", "open"), "on_request": Words("sur demande", "on request"),
    "private": Words("réservé", "private"),
  ])
}
