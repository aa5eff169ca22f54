import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts

extension SenacsCommand {
  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Ouvre une campagne et fige la liste des structures attendues.",
      "Opens a campaign and freezes the list of expected structures.",
      discussion: words(
        """
        Une nouvelle campagne est d'abord enregistrée, avec ses dates ; elle peut reprendre le questionnaire d'une autre :
        vigie senacs open 2026 --reference 2026-01-01 --opens 2026-04-01 --closes 2026-06-30 --codebook-of 2025
        Après l'ouverture, la liste des structures attendues ne change plus.
        """,
        """
        A new campaign is recorded first, with its days; it may take over another one's codebook:
        vigie senacs open 2026 --reference 2026-01-01 --opens 2026-04-01 --closes 2026-06-30 --codebook-of 2025
        After the opening the list of expected structures does not change any more.
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
      let dataYear = try await dataYear(gateway)
      await gateway.close()
      if reply.fictitious == true { Output.line(Words.fictitious(language)) }
      let about = dataYear.map { words(" (données \($0))", " (data of \($0))") } ?? ""
      if reply.wasOpen {
        Output.line(
          "La campagne SENACS \(campaign) était déjà ouverte\(about).",
          "SENACS campaign \(campaign) was open already\(about).")
      } else {
        Output.line(
          "Campagne SENACS \(campaign) ouverte\(about).",
          "SENACS campaign \(campaign) is open\(about).")
      }
      let sentences = CampaignSentences(campaign, language)
      let expected = sentences.expected(reply.expected)
      Output.line(
        "\(expected) ; cette liste est figée et ne changera plus.",
        "\(expected); this list is frozen and will not change any more.")
      if let others = sentences.notExpected(reply.excluded) {
        Output.line(
          "\(others) Détail : vigie senacs expected \(campaign)",
          "\(others) In detail: vigie senacs expected \(campaign)")
      }
      if dataYear == nil {
        Output.line(
          "La campagne n'a pas encore de questionnaire. Pour le définir : vigie senacs codebook \(campaign) --set FICHIER",
          "The campaign has no codebook yet. To set it: vigie senacs codebook \(campaign) --set FILE"
        )
      }
      try calendar.write(
        CampaignEvent.closing(campaign, on: reply.closesOn, description: expected),
        isFictitious: reply.fictitious)
    }

    /// The year of the campaign's data, which its codebook tells; nil while it has none.
    private func dataYear(_ gateway: Gateway) async throws -> Int? {
      do {
        return try await gateway.call("senacs", GetCodebook(campaign: campaign)).dataYear
      } catch let error as RPCError where error.status.details?.reason == "CODEBOOK_MISSING" {
        return nil
      }
    }
  }
}
