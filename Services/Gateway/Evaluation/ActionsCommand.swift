import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

struct ActionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actions",
    "Suit les actions de la fiche action : prévu, réalisé, partenaires, public, coût, retards.",
    "Follows the action sheet's actions: planned, done, partners, audience, cost, delays.",
    discussion: words(
      "Les étapes se chargent avec vigie import action_steps.csv. Chaque report de date reste visible.",
      "Steps are loaded with vigie import action_steps.csv. Each day that is put off stays visible."
    ))

  @OptionGroup var options: GatewayOptions
  @Option(
    help: .words(
      "Date de référence : une étape prévue avant et non réalisée est en retard ; par défaut : aujourd'hui.",
      "Reference day: a step that was planned before it and is not done is late; default: today.",
      .day))
  var asOf: CivilDate?
  @Option(help: .knownOn) var knownOn: CivilDate?
  @Option(help: .listFormat) var format = OutputFormat.List.text
  @OptionGroup var calendar: CalendarOptions

  func run() async throws {
    try calendar.check()
    let reply = try await options.call(
      "evaluation", ListSteps(asOf: asOf ?? .today, knownOn: knownOn))
    let text = StepsText(language: language)
    try format.write(reply, reply.steps, Self.columns, isFictitious: reply.fictitious) {
      Output.table(text.header, reply.steps.map(text.row))
      Output.line("")
      Output.table(text.yearHeader, reply.years.map(text.row))
    }
    try calendar.write(reply.steps.compactMap(text.event), isFictitious: reply.fictitious)
  }

  /// A cell for each thing, where text has several in one.
  private static var columns: [ListingColumn<ListSteps.Step>] {
    [
      .init("action", "action", "action") { .text($0.action) },
      .init("code", "étape", "step") { .text($0.code) },
      .init("label", "intitulé", "title") { .text($0.label) },
      .init("responsible", "responsable", "in charge") { .text($0.responsible) },
      .init("partners", "partenaires", "partners") { .text($0.partners) },
      .init("funders", "financeurs", "funders") { .text($0.funders) },
      .init("firstPlannedOn", "d'abord prévue le", "first planned on") { .day($0.firstPlannedOn) },
      .init("plannedOn", "prévue le", "planned on") { .day($0.plannedOn) },
      .init("doneOn", "réalisée le", "done on") { .day($0.doneOn) },
      .init("droppedOn", "abandonnée le", "dropped on") { .day($0.droppedOn) },
      .init("state", "état", "state") {
        .text($0.state, as: Catalogue.reason($0.state, language))
      },
      .init("slippedDays", "retard (jours)", "delay (days)") { .number($0.slippedDays) },
      .init("reachedPeople", "personnes (réel)", "people (actual)") { .number($0.reachedPeople) },
      .init("plannedPeople", "personnes (prévu)", "people (planned)") { .number($0.plannedPeople) },
      .init("spentCost", "coût en euros (réel)", "cost in euros (actual)") {
        .decimal($0.spentCost)
      },
      .init("plannedCost", "coût en euros (prévu)", "cost in euros (planned)") {
        .decimal($0.plannedCost)
      },
    ]
  }
}
