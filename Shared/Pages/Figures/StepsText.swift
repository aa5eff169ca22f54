package import Contracts
package import Texts
import Values

/// The steps of actions in words.
package struct StepsText: Bilingual {
  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  package var header: [String] {
    [
      "action", pick("étape", "step"), pick("intitulé", "title"),
      pick("responsable", "in charge"), pick("partenaires", "partners"),
      pick("prévue le", "planned on"), pick("état", "state"),
      pick("retard (jours)", "delay (days)"),
      pick("personnes (réel / prévu)", "people (actual / planned)"),
      pick("coût (réel / prévu)", "cost (actual / planned)"), pick("financeurs", "funders"),
    ]
  }

  package func row(_ step: ListSteps.Step) -> [String] {
    [
      step.action, step.code, step.label, step.responsible, step.partners, planned(step),
      state(step),
      step.slippedDays == 0 ? "" : language.number(step.slippedDays),
      pair(step.reachedPeople.map { String($0) }, step.plannedPeople.map { String($0) }),
      pair(step.spentCost.map(euros), step.plannedCost.map(euros)), step.funders,
    ]
  }

  package var yearHeader: [String] {
    [
      "action", pick("année", "year"), pick("étapes", "steps"), pick("réalisées", "done"),
      pick("en retard", "late"), pick("abandonnées", "dropped"),
      pick("personnes déclarées (réel / prévu)", "people declared (actual / planned)"),
      pick("coût (réel / prévu)", "cost (actual / planned)"),
      pick("coûts non renseignés", "costs not given"),
    ]
  }

  package func row(_ year: ListSteps.Year) -> [String] {
    [
      year.action, String(year.year), String(year.steps), String(year.done), String(year.late),
      String(year.dropped),
      pair(language.number(year.reachedPeople), language.number(year.plannedPeople)),
      pair(euros(year.spentCost), euros(year.plannedCost)),
      missingCosts(year),
    ]
  }

  /// How many steps have no planned and no spent cost.
  private func missingCosts(_ year: ListSteps.Year) -> String {
    guard year.withoutPlannedCost + year.withoutSpentCost > 0 else { return pick("aucun", "none") }
    return pick(
      "prévus : \(year.withoutPlannedCost), réels : \(year.withoutSpentCost)",
      "planned: \(year.withoutPlannedCost), actual: \(year.withoutSpentCost)")
  }

  /// What the numbers of people are, beside those of the figures.
  var peopleNote: String {
    pick(
      "Personnes : le public déclaré pour chaque étape, additionné ; une même personne peut y être comptée plusieurs fois. "
        + "L'indicateur « personnes touchées par les formations » compte chaque personne une seule fois, d'après les présences.",
      "People: those declared for each step, added up; one person may be counted several times. "
        + "The figure “people reached by training” counts each person once, by who was present."
    )
  }

  /// A step that is late against its first day, in one line: `Action 1, Journée : prévue le 17/02/2023, réalisée le 18/04/2023 (60 jours
  /// de retard)`.
  package func slip(_ step: ListSteps.Step) -> String {
    let late = language.count(
      step.slippedDays, .init("jour de retard", "jours de retard"), .init("day late", "days late"))
    let first = day(step.firstPlannedOn)
    let putOff =
      step.firstPlannedOn == step.plannedOn
      ? "" : pick(", reportée au ", ", put off to ") + day(step.plannedOn)
    let end =
      step.doneOn.map { pick(", réalisée le ", ", done on ") + day($0) }
      ?? step.droppedOn.map { pick(", abandonnée le ", ", given up on ") + day($0) }
      ?? pick(", pas encore réalisée", ", not done yet")
    return pick(
      "Action \(step.action), \(step.label) : prévue le ",
      "Action \(step.action), \(step.label): planned for ")
      + "\(first)\(putOff)\(end) (\(late))"
  }

  /// The day for which a step is planned; nil for a step that is done or given up.
  package func event(_ step: ListSteps.Step) -> ICalendar.Event? {
    guard step.doneOn == nil, step.droppedOn == nil else { return nil }
    let who = [step.responsible, step.partners].filter { !$0.isEmpty }.joined(separator: ", ")
    return ICalendar.Event(
      about: "action-step-\(step.action)-\(step.code)", on: step.plannedOn,
      summary: pick(
        "Action \(step.action) : \(step.label)", "Action \(step.action): \(step.label)"),
      description: "\(step.code), \(state(step))\n\(who)")
  }

  private func planned(_ step: ListSteps.Step) -> String {
    let now = language.day(step.plannedOn.iso)
    guard step.firstPlannedOn != step.plannedOn else { return now }
    return "\(language.day(step.firstPlannedOn.iso)) → \(now)"
  }

  private func state(_ step: ListSteps.Step) -> String {
    let day = (step.doneOn ?? step.droppedOn).map { " \(language.day($0.iso))" } ?? ""
    return Catalogue.reason(step.state, language) + day
  }

  private func pair(_ done: String?, _ planned: String?) -> String {
    done == nil && planned == nil ? "" : "\(done ?? "–") / \(planned ?? "–")"
  }

  /// Cents are two digits, or none.
  private func euros(_ text: String) -> String {
    let cents = text.split(separator: ".").dropFirst().first?.count == 1 ? "0" : ""
    return "\(language.number(text))\(cents) €"
  }
}
