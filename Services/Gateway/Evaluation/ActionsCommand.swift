import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

struct ActionsCommand: AsyncParsableCommand, PrintsJSON {
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

  static var jsonSchema: JSONSchema { .value(ListSteps.Reply.self) }

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
      .text("action", "action", "action") { $0.action },
      .text("code", "étape", "step") { $0.code },
      .text("label", "intitulé", "title") { $0.label },
      .text("responsible", "responsable", "in charge") { $0.responsible },
      .text("partners", "partenaires", "partners") { $0.partners },
      .text("funders", "financeurs", "funders") { $0.funders },
      .day("firstPlannedOn", "d'abord prévue le", "first planned on") { $0.firstPlannedOn },
      .day("plannedOn", "prévue le", "planned on") { $0.plannedOn },
      .day("doneOn", "réalisée le", "done on") { $0.doneOn },
      .day("droppedOn", "abandonnée le", "dropped on") { $0.droppedOn },
      .text("state", "état", "state", as: { Catalogue.reason($0, language) }) { $0.state },
      .number("slippedDays", "retard (jours)", "delay (days)") { $0.slippedDays },
      .number("reachedPeople", "personnes (réel)", "people (actual)") { $0.reachedPeople },
      .number("plannedPeople", "personnes (prévu)", "people (planned)") { $0.plannedPeople },
      .decimal("spentCost", "coût en euros (réel)", "cost in euros (actual)") { $0.spentCost },
      .decimal("plannedCost", "coût en euros (prévu)", "cost in euros (planned)") {
        $0.plannedCost
      },
    ]
  }
}
