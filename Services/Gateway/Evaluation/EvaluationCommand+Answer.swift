import ArgumentParser
import Composition
import Contracts
import FactKinds
import Foundation
import Pages
import RPC
import ServiceKit
import Tabular
import Texts
import Values

extension EvaluationCommand {
  /// Answers the sheet's questions for one structure. A question that is not answered here keeps its last answer for that year.
  struct Answer: AsyncParsableCommand {
    private static let keys = ["year", "structure_code", "answered_on"]
    private static let fields = FactKind.answers.form.columns.map(\.name).filter {
      !keys.contains($0)
    }

    static let configuration = CommandConfiguration(
      "Enregistre les réponses d'une structure aux questions de la fiche action.",
      "Records a structure's answers to the action sheet's questions.",
      discussion: words(
        "Questions : \(fields.joined(separator: ", ")). Séparez les codes d'une liste par un espace.",
        "Questions: \(fields.joined(separator: ", ")). Separate the codes of a list by a space."
      ))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .structureCode, completion: .structures) var structure: String
    @Argument(
      help: .words(
        "Réponses, sous la forme QUESTION=RÉPONSE, par exemple senacs_use_level=2.",
        "Answers, as QUESTION=ANSWER, such as senacs_use_level=2.", .answer))
    var answers: [String]
    @Option(help: .year) var year: Year
    @Option(
      help: .words(
        "Date de la réponse ; par défaut : aujourd'hui.",
        "Day of the answer; default: today.", .day))
    var on: CivilDate?
    @Flag(
      help: .words(
        "Accepte aussi un code qui n'est dans aucune liste connue.",
        "Accepts a code too that is on no known list."))
    var newCode = false

    /// Refuses an unknown code of an open list unless `--new-code` is given, because the code may be mistyped.
    private func confirm(_ field: String, _ codes: String) throws {
      let lists = [
        "training_actions": Catalogue.action.codes, "senacs_uses": Catalogue.use.codes,
      ]
      guard let known = lists[field], !newCode,
        let code = codes.split(separator: " ").first(where: { !known.contains(String($0)) })
      else { return }
      let list = known.joined(separator: ", ")
      throw ConfigurationProblem(
        "« \(code) » n'est pas un code connu de \(field). Codes connus : \(list). Si ce nouveau code est voulu, ajoutez --new-code.",
        "“\(code)” is no known code of \(field). Known codes: \(list). If the new code is meant, add --new-code."
      )
    }

    func run() async throws {
      let gateway = try options.gateway()
      var row = Dictionary(uniqueKeysWithValues: Self.fields.map { ($0, "") })
      for try await item in try gateway.stream("evaluation", ReadLatestAnswers(year: year))
      where item.structureCode == structure {
        row.merge(item.answer.filter { Self.fields.contains($0.key) }) { $1 }
      }
      for answer in answers {
        let parts = answer.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          .map(String.init)
        guard parts.count == 2, row[parts[0]] != nil else {
          throw ConfigurationProblem(
            "« \(answer) » : écrivez QUESTION=RÉPONSE. Questions : \(Self.fields.joined(separator: ", ")).",
            "“\(answer)”: write QUESTION=ANSWER. Questions: \(Self.fields.joined(separator: ", "))."
          )
        }
        try confirm(parts[0], parts[1])
        row[parts[0]] = parts[1]
      }
      row["year"] = year.description
      row["structure_code"] = structure
      row["answered_on"] = (on ?? .today).iso
      let reply = try await gateway.call(
        "evaluation", RecordDiagnosis(file: FactKind.answers.file, rows: [row]))
      await gateway.close()
      FindingLines.write(
        refused: reply.refused,
        // Findings about earlier answers were shown when those answers were given.
        findings: reply.findings.filter { finding in
          answers.contains { $0.hasPrefix("\(finding.column)=") }
        })
      if !reply.refused.isEmpty { throw ExitCode(1) }
      Output.line(
        reply.counts.unchanged > 0
          ? words("Réponse déjà enregistrée.", "The answer was recorded before.")
          : words("Réponse enregistrée.", "The answer is recorded."))
    }
  }
}
