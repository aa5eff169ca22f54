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
      "action", pick("étape", "step"), pick("quoi", "what"), pick("par qui", "by whom"),
      pick("avec qui", "with whom"), pick("prévu", "planned"), pick("état", "state"),
      pick("glissement", "slip"), pick("personnes", "people"), pick("coût", "cost"),
      pick("financeurs", "funders"),
    ]
  }

  package func row(_ step: ListSteps.Step) -> [String] {
    [
      step.action, step.code, step.label, step.responsible, step.partners, planned(step),
      state(step),
      step.slippedDays == 0 ? "" : pick("\(step.slippedDays) j", "\(step.slippedDays) d"),
      pair(step.reachedPeople.map { String($0) }, step.plannedPeople.map { String($0) }),
      pair(step.spentCost.map(euros), step.plannedCost.map(euros)), step.funders,
    ]
  }

  package var yearHeader: [String] {
    [
      "action", pick("année", "year"), pick("étapes", "steps"), pick("faites", "done"),
      pick("en retard", "late"), pick("abandonnées", "dropped"),
      pick("personnes déclarées (réel / prévu)", "people declared (reached / planned)"),
      pick("coût (réel / prévu)", "cost (spent / planned)"),
      pick("coûts non renseignés", "cost not given"),
    ]
  }

  package func row(_ year: ListSteps.Year) -> [String] {
    [
      year.action, String(year.year), String(year.steps), String(year.done), String(year.late),
      String(year.dropped),
      pair(language.number(year.reachedPeople), language.number(year.plannedPeople)),
      pair(euros(year.spentCost), euros(year.plannedCost)),
      pick(
        "prévus : \(year.withoutPlannedCost), réels : \(year.withoutSpentCost)",
        "planned: \(year.withoutPlannedCost), spent: \(year.withoutSpentCost)"),
    ]
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

  /// A step behind its plan, in one line.
  package func slip(_ step: ListSteps.Step) -> String {
    let late = language.count(
      step.slippedDays, .init("jour de retard", "jours de retard"), .init("day late", "days late"))
    let outcome: String
    if let done = step.doneOn.map({ language.day($0.iso) }) {
      outcome = pick("réalisée le \(done) (\(late))", "done on \(done) (\(late))")
    } else if step.state == "LATE" {
      outcome = pick("non réalisée (\(late))", "not done (\(late))")
    } else {
      let later = language.count(
        step.slippedDays, .init("jour plus tard", "jours plus tard"),
        .init("day later", "days later"))
      let day = language.day(step.plannedOn.iso)
      outcome = pick("reportée au \(day) (\(later))", "put off to \(day) (\(later))")
    }
    let first = language.day(step.firstPlannedOn.iso)
    return pick(
      "Action \(step.action), étape \(step.code) (\(step.label)) : prévue le \(first), \(outcome).",
      "Action \(step.action), step \(step.code) (\(step.label)): planned for \(first), \(outcome).")
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
