import ArgumentParser
import Composition
import Contracts
import Texts

extension SenacsCommand {
  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Ouvre une campagne : fige la liste des structures attendues.",
      "Opens a campaign: freezes the list of expected structures.",
      discussion: words(
        """
        Une campagne nouvelle est d'abord enregistrée, avec ses dates ; elle peut reprendre le questionnaire d'une autre :
        vigie senacs open 2026 --reference 2026-01-01 --opens 2026-04-01 --closes 2026-06-30 --codebook-of 2025
        La liste des structures attendues est figée à l'ouverture et ne change plus.
        """,
        """
        A new campaign is recorded first, with its days; it may take over another one's codebook:
        vigie senacs open 2026 --reference 2026-01-01 --opens 2026-04-01 --closes 2026-06-30 --codebook-of 2025
        The list of the structures expected is frozen when it opens, and does not change afterwards.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @OptionGroup var new: NewCampaign
    @OptionGroup var calendar: CalendarOptions

    func run() async throws {
      try calendar.check()
      let gateway = try options.gateway()
      try await new.record(campaign, gateway)
      let reply = try await gateway.call("senacs", OpenCampaign(campaign: campaign))
      await gateway.close()
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
