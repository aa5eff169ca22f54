import ArgumentParser
import Composition
import Contracts
import Pages
import Values

struct ActionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actions",
    "Les actions de la fiche : prévu, fait, par qui, pour combien, à quel coût, et ce qui glisse.",
    "The sheet's actions: planned, done, by whom, for how many, at what cost, and what slips.",
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
  @Option(help: .knownOn) var knownOn: CivilDate?
  @Option(help: .listFormat) var format = OutputFormat.List.text
  @OptionGroup var calendar: CalendarOptions

  func run() async throws {
    try calendar.check()
    let reply = try await options.call(
      "evaluation", ListSteps(asOf: asOf ?? .today, knownOn: knownOn))
    let text = StepsText(language: language)
    let years = Table(header: text.yearHeader, rows: reply.years.map(text.row))
    try format.write(
      reply, text.header, reply.steps.map(text.row), isFictitious: reply.fictitious,
      notes: ["", years.text(within: TerminalSize.columns)])
    try calendar.write(reply.steps.compactMap(text.event), isFictitious: reply.fictitious)
  }
}
