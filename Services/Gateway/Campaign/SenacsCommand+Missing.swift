import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension SenacsCommand {
  struct Missing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste qui est attendu sans réponse qui compte.",
      "Lists who is expected and has no answer that counts.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign) var campaign: String
    @Option(help: .receivedBy) var asOf: CivilDate = .today
    @OptionGroup var calendar: CalendarOptions

    func run() async throws {
      try calendar.check()
      let gateway = try options.gateway()
      let reply = try await gateway.call(
        "senacs", GetParticipation(campaign: campaign, asOf: asOf))
      // The campaign's last day, which participation does not tell, is asked for where it is written.
      let closesOn =
        calendar.ics == nil
        ? nil : try await gateway.call("senacs", ListExpected(campaign: campaign)).closesOn
      await gateway.close()
      let rows = reply.missing.map {
        [$0.code, $0.kind, $0.name, $0.commune, Catalogue.reason($0.reason, language)]
      }
      let header = headings(
        ["code", "type", "nom", "commune", "pourquoi"], ["code", "kind", "name", "commune", "why"])
      Output.table(header, rows, isFictitious: reply.fictitious)
      try calendar.write(events(reply, on: closesOn), isFictitious: reply.fictitious)
    }

    /// The campaign's last day, with who is missing; all of them have the same day.
    private func events(
      _ reply: GetParticipation.Reply, on day: CivilDate?
    ) -> [ICalendar.Event] {
      guard !reply.missing.isEmpty else { return [] }
      let names = reply.missing.map { "\($0.name) (\($0.commune))" }
      let heading = words(
        "Sans réponse qui compte au \(language.day(asOf.iso)) :",
        "Without an answer that counts on \(language.day(asOf.iso)):")
      return CampaignEvent.closing(
        campaign, on: day, description: ([heading] + names).joined(separator: "\n"))
    }
  }
}
