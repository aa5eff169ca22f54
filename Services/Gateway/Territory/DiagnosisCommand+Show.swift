import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract

extension DiagnosisCommand {
  struct Show: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche le diagnostic d'une structure : niveau, éléments d'appui et ancienneté, réponses, révisions.",
      "Shows a structure's diagnosis: level, items and their age, answers, revisions.")

    @OptionGroup var options: GatewayOptions
    @OptionGroup var subject: Subject
    @OptionGroup var writing: Writing

    static var jsonSchema: JSONSchema { .value(GetDiagnosis.Reply.self) }

    func run() async throws {
      try writing.check()
      let diagnosis = try await options.call(
        "evaluation", GetDiagnosis(structure: subject.structure, asOf: subject.day))
      let dossier = DiagnosisText(diagnosis: diagnosis, language: language).dossier
      try writing.format.write(
        text: dossier.text, html: dossier.html, json: OutputFormat.json(diagnosis), to: writing.out)
      if !diagnosis.missing.isEmpty { throw ExitCode(3) }
    }
  }
}
