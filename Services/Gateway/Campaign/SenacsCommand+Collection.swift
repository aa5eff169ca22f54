import ArgumentParser
import Composition
import Contracts
import Texts
import Values

extension SenacsCommand {
  struct Collection: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Affiche jusqu'à quand les structures peuvent envoyer leurs réponses ; termine la collecte, ou la rouvre.",
      "Shows until when structures can send their answers; ends the collection, or opens it again.",
      discussion: words(
        """
        Après le dernier jour de la campagne, une réponse peut encore être envoyée : elle est signalée en retard. La fin de la \
        collecte y met un terme ; ensuite, seuls les fichiers chargés et les partenaires apportent des réponses.
        """,
        """
        After a campaign's last day an answer can still be sent: it is marked as late. The end of the collection stops that; \
        afterwards answers come only from files that are loaded and from partners.
        """))

    /// What becomes of the collection.
    enum Change: CaseIterable, EnumerableFlag {
      case end, reopen

      static func help(for value: Change) -> ArgumentHelp? {
        switch value {
        case .end:
          ArgumentHelp.words(
            "Termine la collecte : plus aucune réponse ne peut être envoyée.",
            "Ends the collection: no more answers can be sent.")
        case .reopen:
          ArgumentHelp.words(
            "Rouvre la collecte.",
            "Opens the collection again.")
        }
      }
    }

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Flag(exclusivity: .exclusive) var change: Change?

    func run() async throws {
      let gateway = try options.gateway()
      let (endedOn, closesOn, isFictitious) = try await state(gateway)
      await gateway.close()
      if isFictitious == true { Output.line(Words.fictitious(language)) }
      if let endedOn {
        Output.line(
          "Campagne \(campaign) : collecte terminée le \(language.day(endedOn.iso)). Les structures n'envoient plus de réponse.",
          "Campaign \(campaign): collection ended on \(endedOn.iso). Structures send no more answers."
        )
        Output.line(
          "Pour la rouvrir : vigie senacs collection \(campaign) --reopen",
          "To open it again: vigie senacs collection \(campaign) --reopen")
      } else {
        let day =
          closesOn.map { words(" (clôture : \(language.day($0.iso)))", " (closing: \($0.iso))") }
          ?? ""
        Output.line(
          "Campagne \(campaign)\(day) : collecte ouverte. Les structures peuvent envoyer leur réponse.",
          "Campaign \(campaign)\(day): collection open. Structures can send their answers.")
      }
    }

    /// Changes the collection where that is asked, and returns how it stands.
    private func state(
      _ gateway: Gateway
    ) async throws -> (endedOn: CivilDate?, closesOn: CivilDate?, isFictitious: Bool?) {
      guard let change else {
        let reply = try await gateway.call("senacs", ListExpected(campaign: campaign))
        return (reply.collectionEndedOn, reply.closesOn, reply.fictitious)
      }
      let reply = try await gateway.call(
        "senacs", SetCollection(campaign: campaign, isEnded: change == .end))
      return (reply.endedOn, reply.closesOn, reply.fictitious)
    }
  }
}
