import Tabular
import Values

extension FactKind {
  /// `diagnosis_evidence.csv`: what a diagnosis rests on, each with its dated source.
  ///
  /// The bases are those of the sheet: reference/action-sheet.txt, “s'appuyer sur les éléments d'évaluation du précédent projet, …”.
  public static let evidence = FactKind(
    TableForm(
      "diagnosis_evidence.csv", key: ["structure_code", "item_code"],
      columns: [
        .structureCode,
        Column("item_code")
          .fr(
            "code de l'élément d'appui", "Le code de ce sur quoi le diagnostic repose"
          )
          .en("item code", "The code of what the diagnosis rests on"),
        Column("base", .oneOf(DiagnosisBase.self))
          .fr("volet", "Le volet du diagnostic, selon la fiche action, que l'élément appuie")
          .en("base", "Which base of the sheet it serves"),
        Column("kind", .oneOf(EvidenceKind.self))
          .fr("type de source", "De quel type est la source")
          .en("kind of source", "Of which kind the source is"),
        Column("source", .text)
          .fr(
            "source",
            "D'où vient l'élément : le code d'une série ou d'une réunion, une campagne et une question, un document"
          )
          .en(
            "source",
            "Where it comes from: the code of a series or a meeting, a campaign and a question, a document"
          ),
        Column("dated_on", .date)
          .fr("daté du", "Le jour de la source")
          .en("dated on", "The source's day"),
        Column("territory", .text, mayBeEmpty: true)
          .fr(
            "territoire",
            "La commune ou le quartier dont il est question ; vide s'il s'agit de la commune de la structure"
          )
          .en(
            "territory", "The commune or neighbourhood that it is about; empty for the structure's"),
        Column("statement", .freeText)
          .fr("constat", "Ce que dit l'élément d'appui ; texte libre")
          .en("statement", "What it says; a free text"),
        Column("retired_on", .date, mayBeEmpty: true)
          .fr("retiré le", "Le premier jour où l'élément ne sert plus ; vide tant qu'il sert")
          .en("retired on", "The day from which it is not used any more"),
        Column("since", .date, mayBeEmpty: true)
          .fr("depuis", "Le jour à partir duquel l'élément vaut")
          .en("since", "The day from which it holds"),
      ], intervals: [("dated_on", "retired_on")]), owner: "evaluation",
    words: ("éléments d'appui d'un diagnostic partagé", "what a shared diagnosis rests on"),
    place: .structure("structure_code"))
}
