import Tabular

extension FactKind {
  /// `action_steps.csv`: what is planned and done in the sheet's actions.
  public static let steps = FactKind(
    TableForm(
      "action_steps.csv", key: ["action_code", "step_code"],
      columns: [
        Column("action_code")
          .fr("code de l'action", "Le code de l'action de la fiche action")
          .en("action code", "The code of the sheet's action"),
        Column("step_code")
          .fr("code de l'étape", "Le code de l'étape")
          .en("step code", "The step's code"),
        Column("label", .freeText)
          .fr("intitulé", "Ce qui est à faire ; texte libre")
          .en("title", "What is to be done; a free text"),
        Column("responsible", .text)
          .fr("responsable", "Qui en est responsable")
          .en("responsible", "Who is responsible"),
        Column("partners", .freeText, mayBeEmpty: true)
          .fr("partenaires", "Avec qui ; texte libre")
          .en("partners", "With whom; a free text"),
        Column("planned_on", .date)
          .fr("prévue le", "Le jour prévu")
          .en("planned on", "The day that is planned"),
        Column("done_on", .date, mayBeEmpty: true)
          .fr("réalisée le", "Le jour où l'étape a été réalisée ; vide avant")
          .en("done on", "The day on which it was done; empty before"),
        Column("dropped_on", .date, mayBeEmpty: true)
          .fr("abandonnée le", "Le jour où l'étape a été abandonnée ; vide sinon")
          .en("dropped on", "The day on which it was dropped; empty otherwise"),
        Column("planned_people", .inhabitants, mayBeEmpty: true)
          .fr("personnes prévues", "Combien de personnes sont prévues")
          .en("people planned", "How many people are planned"),
        Column("reached_people", .inhabitants, mayBeEmpty: true)
          .fr("personnes touchées", "Combien de personnes ont été touchées")
          .en("people reached", "How many people were reached"),
        Column("planned_cost", .money, mayBeEmpty: true)
          .fr("coût prévu", "Le coût prévu, en euros")
          .en("planned cost", "The planned cost, in euros"),
        Column("spent_cost", .money, mayBeEmpty: true)
          .fr("coût réel", "Ce qui a été dépensé, en euros")
          .en("spent", "What was spent, in euros"),
        Column("funders", .freeText, mayBeEmpty: true)
          .fr("financeurs", "Qui finance ; texte libre")
          .en("funders", "Who pays; a free text"),
      ]), owner: "evaluation",
    words: ("étapes des actions de la fiche action", "steps of the sheet's actions"))
}
