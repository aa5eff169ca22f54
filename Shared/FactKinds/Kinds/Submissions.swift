import RPCContract
import Tabular
import Values

extension FactKind {
  /// `submissions.csv`.
  public static let submissions = FactKind(
    TableForm(
      "submissions.csv", key: ["submission_code"],
      columns: [
        Column("campaign", reference: Reference("campaigns", code: "UNKNOWN_CAMPAIGN"))
          .fr("campagne", "Le code de la campagne SENACS, par exemple 2025")
          .en("campaign", "The code of the SENACS campaign, such as 2025"),
        .structureCode,
        Column("submission_code")
          .fr("code de la réponse", "Le code de la réponse")
          .en("answer code", "The code of the answer"),
        Column("received_at", .instant)
          .fr("reçue le", "Le moment où la réponse a été reçue")
          .en("received at", "When it was received"),
        Column("status", .oneOf(SubmissionStatus.self))
          .fr("état de la réponse", "Si la réponse est un brouillon ou validée")
          .en("state of the answer", "Whether the answer is a draft or validated"),
        Column("base_items", .count, mayBeEmpty: true)
          .fr("questions du socle", "Le nombre de questions du socle commun")
          .en("base items", "How many items of the common base the form has"),
        Column("base_items_answered", .count, mayBeEmpty: true)
          .fr("questions renseignées", "Le nombre de questions du socle qui sont renseignées")
          .en("items answered", "How many of them are answered"),
      ], parts: [("base_items_answered", "base_items")]), owner: "senacs",
    words: (
      "réponses à SENACS, avec leur degré de remplissage",
      "answers to SENACS, with how far they are filled in"
    ),
    event: .rows(type: "questionnaire-submitted"), place: .structure("structure_code"),
    submittedBy: [.operator, .partner])
}
