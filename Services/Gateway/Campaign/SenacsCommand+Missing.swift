import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension SenacsCommand {
  struct Missing: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les structures attendues sans réponse retenue.",
      "Lists the expected structures that have no answer that counts.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Option(help: .receivedBy) var asOf: CivilDate = .today
    @OptionGroup var filters: StructureFilters
    @OptionGroup var reasons: ReasonFilter
    @OptionGroup var cross: CrossOptions
    @Option(help: .listFormat) var format = OutputFormat.List.text
    @OptionGroup var calendar: CalendarOptions

    func validate() throws { try reasons.check(SenacsCommand.absences) }

    static var jsonSchema: JSONSchema {
      .listing(columns).or("--cross", CrossListing.schema(hasReasons: true))
    }

    func run() async throws {
      try calendar.check()
      let gateway = try options.gateway()
      var reply = try await gateway.call(
        "senacs", GetParticipation(campaign: campaign, asOf: asOf))
      // The campaign's last day, which participation does not tell, is asked for where it is written.
      let closesOn =
        calendar.ics == nil
        ? nil : try await gateway.call("senacs", ListExpected(campaign: campaign)).closesOn
      let shown = try await filters.structures(
        gateway, on: reply.referenceDate, isNeeded: cross.isAsked)
      await gateway.close()
      let areAllAnswered = reply.missing.isEmpty
      reply.missing = reply.missing.filter {
        shown.shows($0.code) && reasons.shows([$0.reason])
      }
      let isCrossed = try cross.write(
        reply.missing, shown, format, isFictitious: reply.fictitious, code: { $0.code },
        reason: { $0.reason })
      if !isCrossed {
        try format.write(
          format.ordered(reply.missing) { $0.name }, Self.columns, isFictitious: reply.fictitious,
          notes: [note(reply.missing, areAllAnswered: areAllAnswered)])
      }
      try calendar.write(events(reply, on: closesOn), isFictitious: reply.fictitious)
    }

    /// How many structures the list has, and why; that all answered is said of the campaign, never of what a filter leaves.
    private func note(
      _ missing: [GetParticipation.Missing], areAllAnswered: Bool
    ) -> String {
      guard areAllAnswered || !missing.isEmpty else {
        return words(
          "Aucune structure ne correspond à ces critères.", "No structure fits these filters.")
      }
      return CampaignSentences(campaign, language).missing(missing.map(\.reason))
    }

    private static var columns: [ListingColumn<GetParticipation.Missing>] {
      [
        .text("structure_code", "code", "code") { $0.code },
        .text("kind", "type", "kind") { $0.kind },
        .text("name", "nom", "name") { $0.name },
        .text("commune", "commune", "commune") { $0.commune },
        .text("reason", "motif", "reason", as: { Catalogue.reason($0, language) }) { $0.reason },
      ]
    }

    /// The campaign's last day, with who is missing; all of them have the same day.
    private func events(
      _ reply: GetParticipation.Reply, on day: CivilDate?
    ) -> [ICalendar.Event] {
      guard !reply.missing.isEmpty else { return [] }
      let names = reply.missing.map { "\($0.name) (\($0.commune))" }
      let heading = words(
        "Structures attendues sans réponse retenue au \(language.day(asOf.iso)) :",
        "Expected structures without an answer that counts on \(language.day(asOf.iso)):")
      return CampaignEvent.closing(
        campaign, on: day, description: ([heading] + names).joined(separator: "\n"))
    }
  }
}
