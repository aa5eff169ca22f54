import ArgumentParser
import Composition
import Pages
import RPCContract

extension DiagnosisCommand {
  struct Handover: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Prépare le dossier de passation de direction : équipe, conventions, financements, diagnostic, formations, contacts.",
      "Prepares the hand-over file for the next director: team, agreements, funding, diagnosis, trainings, contacts."
    )

    @OptionGroup var options: GatewayOptions
    @OptionGroup var subject: Subject
    @Flag(
      help: .words(
        "Ne nomme personne : le dossier peut alors circuler.",
        "Names nobody: the file may then be passed on."))
    var withoutNames = false
    @OptionGroup var writing: Writing

    static var jsonSchema: JSONSchema { .value(Composition.Handover.self) }

    func run() async throws {
      try writing.check()
      let gateway = try options.gateway()
      let handover = try await Composition.Handover.read(
        gateway, structure: subject.structure, day: subject.day, namesPeople: !withoutNames,
        contacts: gateway.contacts)
      await gateway.close()
      let dossier = HandoverText(handover: handover, language: language).dossier
      try writing.format.write(
        text: dossier.text, html: dossier.html, json: OutputFormat.json(handover), to: writing.out)
      if !handover.missing.isEmpty { throw ExitCode(3) }
    }
  }
}
