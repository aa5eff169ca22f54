import ArgumentParser
import Composition
import Contracts
import Pages

extension DiagnosisCommand {
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Le diagnostic d'une structure : niveau, éléments et leur âge, réponses, révisions.",
        "A structure's diagnosis: level, items and their age, answers, revisions."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var subject: Subject
    @OptionGroup var writing: Writing

    func run() async throws {
      try writing.check()
      let gateway = try options.gateway()
      let diagnosis = try await gateway.call(
        "evaluation", GetDiagnosis(structure: subject.structure, asOf: subject.day))
      await gateway.close()
      let text = DiagnosisText(diagnosis: diagnosis, language: options.language)
      try writing.write(text.dossier, json: OutputFormat.json(diagnosis))
      if !diagnosis.missing.isEmpty { throw ExitCode(3) }
    }
  }
}
