import Tabular

extension FactKind {
  /// `approvals.csv`.
  public static let approvals = FactKind(
    TableForm(
      "approvals.csv", key: ["structure_code", "from"],
      columns: [
        .structureCode,
        Column("from", .date)
          .fr("du", "Le premier jour de l'agrément")
          .en("from", "The first day of the approval"),
        Column("to", .date, mayBeEmpty: true)
          .fr("au", "Le dernier jour de l'agrément ; vide s'il n'y en a pas encore")
          .en("to", "The last day of the approval; empty while there is none"),
        Column("families", .flag)
          .fr(
            "agrément familles",
            "S'il s'agit d'un agrément familles, qui suppose un référent familles"
          )
          .en(
            "families",
            "Whether the approval is one for families, which means a post of family referent"),
      ], intervals: [("from", "to")]), owner: "registry",
    words: ("agréments", "approvals"),
    event: .members(
      ["structureCode": "structure_code", "from": "from", "to": "to", "families": "families"],
      type: "approval-recorded", list: "approvals"), place: .structure("structure_code"),
    isFollowed: true)
}
