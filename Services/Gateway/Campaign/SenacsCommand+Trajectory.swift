import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import RPCContract
import Texts
import Values

extension SenacsCommand {
  struct Trajectory: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche l'évolution de la participation, campagne par campagne.",
      "Shows how participation changed from campaign to campaign.")

    @OptionGroup var options: GatewayOptions
    @Option(help: .receivedBy) var asOf: CivilDate = .today
    @Option(
      help: .words(
        "Critère : federation, zone, qpv ou size, à la place du type et du territoire.",
        "Trait: federation, zone, qpv or size, instead of kind and territory.", .trait))
    var by: String?
    @Option(help: .format) var format = OutputFormat.Plain.text

    func validate() throws {
      if let by, !["federation", "zone", "qpv", "size"].contains(by) {
        throw ValidationError(
          "--by accepte federation, zone, qpv ou size.",
          "--by takes federation, zone, qpv or size.")
      }
    }

    static var jsonSchema: JSONSchema { .value(GetTrajectory.Reply.self) }

    func run() async throws {
      let reply = try await options.call("senacs", GetTrajectory(asOf: asOf, by: by))
      if format == .json { return Output.data(try OutputFormat.json(reply)) }
      func rate(_ answered: Int, _ expected: Int) -> String {
        language.percent(answered, of: expected) ?? Words.notComputable(language)
      }
      let rows = reply.rows.map { row in
        [
          row.campaign, String(row.dataYear), String(row.collectionYear),
          Catalogue.scope(row.scope, language), "\(row.answered)/\(row.expected)",
          rate(row.answered, row.expected), rate(row.onTime, row.expected),
          rate(row.restatedAnswered, row.restatedExpected),
        ]
      }
      let header = headings(
        [
          "campagne", "année des données", "année de collecte", "périmètre", "réponses", "taux",
          "taux dans les délais", "taux hors structures fermées",
        ],
        [
          "campaign", "year of data", "year collected", "scope", "answers", "rate", "rate on time",
          "rate without closed structures",
        ])
      Output.table(header, rows, isFictitious: reply.fictitious)
      if by == "size" {
        Output.line(
          "La taille n'est connue que pour les structures qui ont déjà répondu : voir aussi la ligne « taille non renseignée ».",
          "The size is known only of structures that have answered before: see the line “size unknown” too."
        )
      }
    }

  }
}
