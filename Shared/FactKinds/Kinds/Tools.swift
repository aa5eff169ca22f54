import Tabular
import Values

extension FactKind {
  /// `tools.csv`: tools for watching the territory and diagnosing it. Source: acceptance/year.md.
  ///
  /// The rows stay among the services: a tool may be shared on request only, or not at all, and its owner may change that at any time.
  public static let tools = FactKind(
    TableForm(
      "tools.csv", key: ["tool_code"],
      columns: [
        Column("tool_code", example: "O01")
          .fr("code de l'outil", "Le code de l'outil")
          .en("tool code", "The code of the tool"),
        Column("title", .text)
          .fr("intitulé", "L'intitulé de l'outil")
          .en("title", "The tool's title"),
        Column("kind", .oneOf(ToolKind.self))
          .fr("type", "Enquête, entretien, statistiques, carte, atelier, veille sociale ou autre")
          .en(
            "kind", "A survey, an interview, statistics, a map, a workshop, social watch or another"
          ),
        Column("owner_structure_code", mayBeEmpty: true, reference: .structure)
          .fr(
            "code de la structure propriétaire",
            "Le code de la structure à laquelle l'outil appartient ; vide s'il n'appartient à aucune"
          )
          .en(
            "owner's structure code",
            "The code of the structure that owns the tool; empty where none does"),
        Column("sharing", .oneOf(ToolSharing.self))
          .fr("partage", "Libre, sur demande ou réservé (private)")
          .en("sharing", "Open to everybody, on request, or not shared"),
      ], isReferredTo: true), owner: "registry",
    words: (
      "outils de veille sociale et de diagnostic", "tools for watching and diagnosing territories"
    ),
    event: .members(
      [
        "code": "tool_code", "title": "title", "kind": "kind",
        "ownerStructureCode": "owner_structure_code", "sharing": "sharing",
      ], type: "tool-recorded", list: "tools"), place: .structure("owner_structure_code"),
    isInternal: true)
}
