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
      "Shows participation by kind and territory.",
      discussion: words(
        """
        Avec un filtre ou un tableau croisé, une structure attendue est décrite à la date de référence de la campagne ;
        les réponses dans les délais et le taux redressé ne sont donnés que pour l'ensemble.
        """,
        """
        With a filter or a cross table, structures are described as of the campaign's reference date; answers on time and
        the restated rate are given for the whole only.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Option(help: .receivedBy) var asOf: CivilDate = .today
    @OptionGroup var filters: StructureFilters
    @OptionGroup var cross: CrossOptions
    @Option(help: .listFormat) var format = OutputFormat.List.text

    /// Participation in one scope; what a filter cannot tell is nil.
    private struct Line {
      let scope: String
      let expected, answered: Int
      var onTime: Int?
      var restated: (answered: Int, expected: Int)?
    }

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await gateway.call(
        "senacs", GetParticipation(campaign: campaign, asOf: asOf))
      let isFiltered = filters.choice != StructureChoice()
      let shown = try await filters.structures(
        gateway, on: reply.referenceDate, isNeeded: cross.isAsked)
      await gateway.close()
      let members = ParticipationParts(reply).members.filter { shown.shows($0.code) }
      if let traits = try cross.traits(hasReasons: false) {
        return try CrossListing(
          table: ParticipationParts.table(traits, members) { shown[$0] },
          communeNames: shown.communeNames, isRate: true
        ).write(format, isFictitious: reply.fictitious)
      }
      let lines = reply.rows.map { row -> Line in
        guard !isFiltered else {
          let part = ParticipationParts.part(row.scope, members) { shown[$0] }
          return Line(scope: row.scope, expected: part.all, answered: part.counting)
        }
        var line = Line(
          scope: row.scope, expected: row.expected, answered: row.answered, onTime: row.onTime)
        if let expected = row.restatedExpected, let answered = row.restatedAnswered {
          line.restated = (answered, expected)
        }
        return line
      }
      try format.write(
        lines, Self.columns, isFictitious: reply.fictitious, notes: isFiltered ? [] : notes(reply))
    }

    /// What changed since the list was frozen.
    private func notes(_ reply: GetParticipation.Reply) -> [String] {
      guard let frozen = reply.frozen, !(reply.joined.isEmpty && reply.left.isEmpty) else {
        return []
      }
      return [
        words(
          "liste figée : \(frozen) ; depuis, en plus : \(list(reply.joined)), en moins : \(list(reply.left))",
          "frozen list: \(frozen); since then joined: \(list(reply.joined)), left: \(list(reply.left))"
        )
      ]
    }

    private func list(_ codes: [String]) -> String {
      codes.isEmpty ? "–" : codes.joined(separator: " ")
    }

    private static var columns: [ListingColumn<Line>] {
      [
        .init("scope", "périmètre", "scope") {
          .text($0.scope, as: Catalogue.scope($0.scope, language))
        },
        .init("expected", "attendues", "expected") { .number($0.expected) },
        .init("answered", "réponses", "answers") { .number($0.answered) },
        .init("rate", "taux", "rate") { rate($0.answered, of: $0.expected) },
        .init("on_time", "dans les délais", "on time") { .number($0.onTime) },
        .init(
          "restated_rate", "taux hors structures fermées", "rate without closed structures"
        ) { line in
          // Without a filter nil means that the service does not tell it.
          line.restated.map { rate($0.answered, of: $0.expected) }
            ?? .rate(0, of: 0, as: line.onTime == nil ? "" : Words.notComputable(language))
        },
      ]
    }

    private static func rate(_ answered: Int, of expected: Int) -> ListingCell {
      .rate(answered, of: expected, as: expected > 0 ? nil : Words.notComputable(language))
    }
  }
}
