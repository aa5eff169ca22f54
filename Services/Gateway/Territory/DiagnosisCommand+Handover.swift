import ArgumentParser
import Composition
import Pages

extension DiagnosisCommand {
  struct Handover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Le dossier pour la direction suivante ; personne n'y est nommé.",
      "The file for the next director; nobody is named in it.")

    @OptionGroup var options: GatewayOptions
    @OptionGroup var subject: Subject
    @OptionGroup var writing: Writing

    func run() async throws {
      try writing.check()
      let gateway = try options.gateway()
      let handover = try await Composition.Handover.read(
        gateway, structure: subject.structure, day: subject.day)
      await gateway.close()
      let dossier = HandoverText(handover: handover, language: language).dossier
      try writing.format.write(
        text: dossier.text, html: dossier.html, json: OutputFormat.json(handover), to: writing.out)
      if !handover.missing.isEmpty { throw ExitCode(3) }
    }
  }
}
