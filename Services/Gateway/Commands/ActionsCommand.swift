import ArgumentParser
import Contracts
import Foundation
import Texts
import Values

struct ActionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actions",
    abstract: words(
      "Les actions de la fiche : prévu, fait, par qui, pour combien, à quel coût, et ce qui glisse.",
      "The sheet's actions: planned, done, by whom, for how many, at what cost, and what slips."),
    discussion: words(
      "Les étapes se chargent par vigie import action_steps.csv ; chaque report d'une date reste visible.",
      "Steps are loaded with vigie import action_steps.csv; each day that is put off stays visible."
    ))

  @OptionGroup var options: GatewayOptions
  @Option(
    help: .words(
      "Le jour : ce qui était prévu avant et n'est pas fait est en retard ; sinon aujourd'hui.",
      "The day: what was planned before it and is not done is late; default today."))
  var asOf: CivilDate?
  @Option(
    help: .words(
      "Seulement ce qui était enregistré à la fin de ce jour.",
      "Only what was recorded by the end of this day.")) var knownOn: CivilDate?
  @Option(help: .words("text, csv ou json.", "text, csv or json.")) var format = ListForm.text

  func run() async throws {
    let gateway = try options.gateway()
    let reply = try await gateway.call(
      "evaluation", ListSteps(asOf: asOf ?? .today, knownOn: knownOn))
    await gateway.close()
    if format == .json { return Output.line(try ListForm.json(reply)) }
    let text = StepsText(language: options.language)
    if format == .csv {
      return Output.line(ListForm.csv([text.header] + reply.steps.map(text.row)))
    }
    if reply.fictitious == true { Output.line(Words.fictitious(options.language)) }
    Output.line(Table(header: text.header, rows: reply.steps.map(text.row)).text)
    Output.line("")
    Output.line(Table(header: text.yearHeader, rows: reply.years.map(text.row)).text)
  }
}

/// The steps of actions in words.
struct StepsText {
  let language: Language

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  var header: [String] {
    [
      "action", pick("étape", "step"), pick("quoi", "what"), pick("par qui", "by whom"),
      pick("avec qui", "with whom"), pick("prévu", "planned"), pick("état", "state"),
      pick("glissement", "slip"), pick("personnes", "people"), pick("coût", "cost"),
      pick("financeurs", "funders"),
    ]
  }

  func row(_ step: ListSteps.Step) -> [String] {
    [
      step.action, step.code, step.label, step.responsible, step.partners, planned(step),
      state(step),
      step.slippedDays == 0 ? "" : pick("\(step.slippedDays) j", "\(step.slippedDays) d"),
      pair(step.reachedPeople.map { String($0) }, step.plannedPeople.map { String($0) }),
      pair(step.spentCost.map(euros), step.plannedCost.map(euros)), step.funders,
    ]
  }

  var yearHeader: [String] {
    [
      "action", pick("année", "year"), pick("étapes", "steps"), pick("faites", "done"),
      pick("en retard", "late"), pick("abandonnées", "dropped"), pick("personnes", "people"),
      pick("coût", "cost"), pick("sans coût connu", "cost not known"),
    ]
  }

  func row(_ year: ListSteps.Year) -> [String] {
    [
      year.action, String(year.year), String(year.steps), String(year.done), String(year.late),
      String(year.dropped), pair(String(year.reachedPeople), String(year.plannedPeople)),
      pair(euros(year.spentCost), euros(year.plannedCost)),
      pick(
        "\(year.withoutPlannedCost) prévus, \(year.withoutSpentCost) dépensés",
        "\(year.withoutPlannedCost) planned, \(year.withoutSpentCost) spent"),
    ]
  }

  /// A step that slipped, in one line.
  func slip(_ step: ListSteps.Step) -> String {
    "\(step.action) \(step.code), \(step.label): \(planned(step)), \(state(step)), "
      + pick("\(step.slippedDays) jours", "\(step.slippedDays) days")
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
