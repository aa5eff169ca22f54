import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension SenacsCommand {
  struct Participation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Montre la participation par type et territoire.",
      "Shows participation by kind and territory.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign) var campaign: String
    @Option(help: .receivedBy) var asOf: CivilDate = .today

    func run() async throws {
      let reply = try await options.call(
        "senacs", GetParticipation(campaign: campaign, asOf: asOf))
      let rows = reply.rows.map { row in
        [
          Catalogue.scope(row.scope, language), String(row.expected), String(row.answered),
          language.percent(row.answered, of: row.expected) ?? Words.notComputable(language),
          String(row.onTime),
          row.restatedExpected.flatMap { whole in
            row.restatedAnswered.flatMap { language.percent($0, of: whole) }
          } ?? Words.notComputable(language),
        ]
      }
      let header = headings(
        ["", "attendues", "répondu", "taux", "dans les délais", "taux redressé"],
        ["", "expected", "answered", "rate", "on time", "restated rate"])
      Output.table(header, rows, isFictitious: reply.fictitious)
      if let frozen = reply.frozen, !(reply.joined.isEmpty && reply.left.isEmpty) {
        Output.line(
          "liste figée : \(frozen) ; depuis, en plus : \(list(reply.joined)), en moins : \(list(reply.left))",
          "frozen list: \(frozen); since then joined: \(list(reply.joined)), left: \(list(reply.left))"
        )
      }
    }

    private func list(_ codes: [String]) -> String {
      codes.isEmpty ? "–" : codes.joined(separator: " ")
    }
  }
}
