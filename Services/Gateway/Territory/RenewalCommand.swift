import ArgumentParser
import Composition
import Pages
import RPCContract
import Values

/// `vigie renewal`: what is missing before a structure's approval ends.
struct RenewalCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "renewal",
    "Affiche ce qui manque avant la fin de l'agrément d'une structure, avec les jours restants.",
    "Shows what is missing before a structure's approval ends, with the days left.",
    discussion: words(
      """
      Les délais se comptent à rebours depuis le dernier jour de l'agrément : volets du diagnostic, 12 mois avant ; \
      rattachements, 9 ; révision, 6 ; évaluations, 4 ; évaluation finale, 3. Une convention se compte depuis son propre terme.
      """,
      """
      Days are counted back from the approval's last day: the diagnosis's parts 12 months before, links 9, the revision 6, \
      assessments 4, the final assessment 3; an agreement on its own last day.
      """))

  @OptionGroup var options: GatewayOptions
  @OptionGroup var subject: DiagnosisCommand.Subject
  @OptionGroup var writing: DiagnosisCommand.Writing
  @OptionGroup var calendar: CalendarOptions

  static var jsonSchema: JSONSchema { .value(Renewal.self) }

  func run() async throws {
    try writing.check()
    try calendar.check()
    let gateway = try options.gateway()
    let renewal = try await Renewal.read(gateway, structure: subject.structure, on: subject.day)
    await gateway.close()
    let text = RenewalText(renewal: renewal, language: language)
    try writing.format.write(
      text: text.dossier.text, html: text.dossier.html, json: OutputFormat.json(renewal),
      to: writing.out)
    try calendar.write(text.events, isFictitious: renewal.fictitious)
  }
}
