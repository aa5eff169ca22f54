import Tabular

extension FactKind {
  /// `tool_uses.csv`: which structure uses which tool, and when. Source: acceptance/year.md.
  ///
  /// The rows stay among the services, as those of ``tools`` do, without which they mean nothing.
  public static let toolUses = FactKind(
    TableForm(
      "tool_uses.csv", key: ["tool_code", "structure_code", "from"],
      columns: [
        Column("tool_code", reference: Reference("tools", code: "UNKNOWN_TOOL"))
          .fr("code de l'outil", "Le code de l'outil")
          .en("tool code", "The code of the tool"),
        .structureCode,
        Column("from", .date)
          .fr("du", "Le premier jour d'utilisation")
          .en("from", "The first day of the use"),
        Column("to", .date, mayBeEmpty: true)
          .fr("au", "Le dernier jour d'utilisation ; vide s'il n'y en a pas encore")
          .en("to", "The last day of the use; empty while there is none"),
      ], intervals: [("from", "to")]), owner: "registry",
    words: (
      "utilisations des outils : quelle structure, de quand à quand",
      "uses of tools: which structure, from when to when"
    ),
    event: .members(
      ["toolCode": "tool_code", "structureCode": "structure_code", "from": "from", "to": "to"],
      type: "tool-use-recorded", list: "uses", topic: "tool-uses"),
    place: .structure("structure_code"), isInternal: true)
}
