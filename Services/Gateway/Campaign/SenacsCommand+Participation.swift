import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension SenacsCommand {
  struct Participation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Affiche la participation par type de structure et par territoire.",
      "Shows participation by kind of structure and by territory.",
      discussion: words(
        """
        Avec un filtre ou un tableau croisé, les structures sont décrites à la date de référence de la campagne. Les réponses \
        dans les délais et le taux hors structures fermées ne sont alors donnés que pour l'ensemble.
        """,
        """
        With a filter or a cross table, structures are described as of the campaign's reference date. Answers on time and the \
        rate without closed structures are then given for the whole only.
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
      // The campaign's last day, which participation does not tell, is asked for where sentences name it.
      let closesOn =
        format == .text && !isFiltered && !cross.isAsked
        ? try await gateway.call("senacs", ListExpected(campaign: campaign)).closesOn : nil
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
      let missing = reply.missing.filter { shown.shows($0.code) }
      let sentences =
        said(members, missing, reply, closesOn: closesOn) + (isFiltered ? [] : changes(reply))
      try format.write(
        lines, Self.columns, isFictitious: reply.fictitious,
        title: words(
          "Campagne SENACS \(campaign), réponses reçues au \(language.day(asOf.iso))",
          "SENACS campaign \(campaign), answers received by \(language.day(asOf.iso))"),
        notes: sentences)
    }

    /// How many answered, and how many did not and why. Of those on time the service tells the whole campaign only.
    private func said(
      _ members: [ParticipationParts.Member], _ missing: [GetParticipation.Missing],
      _ reply: GetParticipation.Reply, closesOn: CivilDate?
    ) -> [String] {
      let sentences = CampaignSentences(campaign, language)
      let answers = sentences.answers(
        members.count { $0.hasAnswered }, of: members.count,
        onTime: reply.rows.first { $0.scope == "all" }?.onTime,
        closedOn: closesOn.flatMap { $0 < asOf ? $0 : nil })
      guard !members.isEmpty, !missing.isEmpty else { return [answers] }
      let list = words("Liste : ", "List: ") + "vigie senacs missing \(campaign)"
      return [answers, "\(sentences.missing(missing.map(\.reason))) \(list)"]
    }

    /// What changed since the list was frozen. The rate is that of the structures that are expected by today's facts.
    private func changes(_ reply: GetParticipation.Reply) -> [String] {
      guard let frozen = reply.frozen, !(reply.joined.isEmpty && reply.left.isEmpty) else {
        return []
      }
      let lists = [
        (words("ajoutées : ", "joined: "), reply.joined),
        (words("retirées : ", "left: "), reply.left),
      ]
      let told = lists.filter { !$0.1.isEmpty }
        .map { $0.0 + $0.1.joined(separator: ", ") }.joined(separator: words(" ; ", "; "))
      let count = CampaignSentences(campaign, language).expected(frozen)
      return [
        words(
          "Liste figée à l'ouverture : \(count). Depuis, \(told). Le taux tient compte de ces changements.",
          "List frozen at the opening: \(count). Since then \(told). The rate takes these changes into account."
        )
      ]
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
