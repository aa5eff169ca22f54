import ArgumentParser
import Composition
import Contracts
import Pages
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
  @Option(help: .words("text, csv ou json.", "text, csv or json.")) var format = OutputFormat.List
    .text

  func run() async throws {
    let gateway = try options.gateway()
    let reply = try await gateway.call(
      "evaluation", ListSteps(asOf: asOf ?? .today, knownOn: knownOn))
    await gateway.close()
    if format == .json { return Output.line(try OutputFormat.json(reply)) }
    let text = StepsText(language: options.language)
    if format == .csv {
      return Output.line(OutputFormat.csv([text.header] + reply.steps.map(text.row)))
    }
    if reply.fictitious == true { Output.line(Words.fictitious(options.language)) }
    Output.line(Table(header: text.header, rows: reply.steps.map(text.row)).text)
    Output.line("")
    Output.line(Table(header: text.yearHeader, rows: reply.years.map(text.row)).text)
  }
}
