import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension SenacsCommand {
  struct Participation: AsyncParsableCommand, PrintsJSON {
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
      var restated: (Int, Int)?
    }

    static var jsonSchema: JSONSchema {
      .listing(columns(isFiltered: false)).or("--cross", CrossListing.schema(isRate: true))
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
        lines, Self.columns(isFiltered: isFiltered), isFictitious: reply.fictitious,
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

    /// Of the structures that a filter leaves, the service tells neither who was on time nor the rate without closed ones.
    private static func columns(isFiltered: Bool) -> [ListingColumn<Line>] {
      [
        .text("scope", "périmètre", "scope", as: { Catalogue.scope($0, language) }) { $0.scope },
        .number("expected", "attendues", "expected") { $0.expected },
        .number("answered", "réponses", "answers") { $0.answered },
        .rate("rate", "taux", "rate", none: Words.notComputable(language)) {
          ($0.answered, $0.expected)
        },
        .number("on_time", "dans les délais", "on time") { $0.onTime },
        .rate(
          "restated_rate", "taux hors structures fermées", "rate without closed structures",
          none: isFiltered ? "" : Words.notComputable(language)
        ) { $0.restated },
      ]
    }

  }
}
