import Tabular

/// Shared diagnoses and the actions that are followed: beside the agreed files, and in none of the agreed figures.
extension FactKind {
  /// `diagnosis_evidence.csv`: what a diagnosis rests on, each with its dated source.
  ///
  /// The bases are those of the sheet: reference/action-sheet.txt, “s'appuyer sur les éléments d'évaluation du précédent projet, …”.
  public static let evidence = FactKind(
    TableForm(
      "diagnosis_evidence.csv", key: ["structure_code", "item_code"],
      columns: [
        Column("structure_code", reference: structure), Column("item_code"),
        Column(
          "base",
          .choice([
            "previous_project", "problems", "potentials", "inhabitants", "professionals",
            "partners",
          ])), Column("kind", .choice(["series", "senacs", "meeting", "document"])),
        Column("source", .text), Column("dated_on", .date),
        Column("territory", .text, mayBeEmpty: true),
        Column("statement", .freeText), Column("retired_on", .date, mayBeEmpty: true),
        Column("since", .date, mayBeEmpty: true),
      ], intervals: [.init("dated_on", "retired_on")]), owner: "evaluation",
    words: ("appuis d'un diagnostic partagé", "what a shared diagnosis rests on"),
    place: .structure("structure_code"))

  /// `diagnosis_participants.csv`: who took part, counted and not named.
  public static let participants = FactKind(
    TableForm(
      "diagnosis_participants.csv", key: ["structure_code", "held_on", "audience", "way"],
      columns: [
        Column("structure_code", reference: structure), Column("held_on", .date),
        Column("audience", .choice(["inhabitants", "professionals", "partners"])),
        Column("way", .choice(["meeting", "survey", "interviews", "walk", "other"])),
        Column("people", count),
      ]), owner: "evaluation",
    words: (
      "participants à un diagnostic partagé, comptés",
      "who took part in a shared diagnosis, counted"
    ), place: .structure("structure_code"))

  /// `diagnosis_elements.csv`: problems, axes, objectives and answers, and what each is linked to.
  public static let elements = FactKind(
    TableForm(
      "diagnosis_elements.csv", key: ["structure_code", "element_code"],
      columns: [
        Column("structure_code", reference: structure), Column("element_code"),
        Column("kind", .choice(["problem", "axis", "objective", "answer"])),
        Column("label", .freeText),
        Column("linked_to", .list, mayBeEmpty: true), Column("evidence", .list, mayBeEmpty: true),
        Column("since", .date), Column("until", .date, mayBeEmpty: true),
      ], intervals: [.init("since", "until")]), owner: "evaluation",
    words: (
      "problématiques, axes, objectifs et réponses d'un diagnostic partagé",
      "problems, axes, objectives and answers of a shared diagnosis"
    ),
    place: .structure("structure_code"))

  /// `diagnosis_revisions.csv`: when a diagnosis was revised.
  public static let revisions = FactKind(
    TableForm(
      "diagnosis_revisions.csv", key: ["structure_code", "revised_on"],
      columns: [
        Column("structure_code", reference: structure), Column("revised_on", .date),
        Column("note", .freeText, mayBeEmpty: true),
      ]), owner: "evaluation",
    words: ("révisions d'un diagnostic partagé", "revisions of a shared diagnosis"),
    place: .structure("structure_code"))

  /// `action_steps.csv`: what is planned and done in the sheet's actions.
  public static let steps = FactKind(
    TableForm(
      "action_steps.csv", key: ["action_code", "step_code"],
      columns: [
        Column("action_code"), Column("step_code"), Column("label", .freeText),
        Column("responsible", .text),
        Column("partners", .freeText, mayBeEmpty: true), Column("planned_on", .date),
        Column("done_on", .date, mayBeEmpty: true), Column("dropped_on", .date, mayBeEmpty: true),
        Column("planned_people", inhabitants, mayBeEmpty: true),
        Column("reached_people", inhabitants, mayBeEmpty: true),
        Column("planned_cost", money, mayBeEmpty: true),
        Column("spent_cost", money, mayBeEmpty: true),
        Column("funders", .freeText, mayBeEmpty: true),
      ]), owner: "evaluation",
    words: ("étapes des actions de la fiche", "steps of the sheet's actions"))

  /// The files that a structure may bring about itself: its diagnosis, and its answers to the sheet's questions.
  public static let ownKinds = [evidence, participants, elements, revisions, answers]
}
