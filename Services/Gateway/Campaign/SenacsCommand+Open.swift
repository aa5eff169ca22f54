import ArgumentParser
import Composition
import Contracts
import Texts

extension SenacsCommand {
  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Ouvre une campagne : fige qui est attendu.", "Opens a campaign: freezes who is expected.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @OptionGroup var calendar: CalendarOptions

    func run() async throws {
      try calendar.check()
      let reply = try await options.call("senacs", OpenCampaign(campaign: campaign))
      if reply.fictitious == true { Output.line(Words.fictitious(language)) }
      let state =
        reply.wasOpen ? words("déjà ouverte", "open already") : words("ouverte", "opened")
      Output.line(
        "campagne \(campaign) \(state) : \(reply.expected) structures attendues",
        "campaign \(campaign) \(state): \(reply.expected) structures expected")
      for (reason, count) in reply.excluded.sorted(by: { $0.key < $1.key }) {
        Output.line("  \(count) \(Catalogue.reason(reason, language)) (\(reason))")
      }
      try calendar.write(
        CampaignEvent.closing(
          campaign, on: reply.closesOn,
          description: words(
            "\(reply.expected) structures attendues", "\(reply.expected) structures expected")),
        isFictitious: reply.fictitious)
    }
  }
}
