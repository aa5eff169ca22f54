import ArgumentParser
import Composition
import Contracts
import Texts
import Values

extension SenacsCommand {
  struct Collection: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Dit jusqu'à quand les structures peuvent envoyer leurs réponses ; y met fin, ou la rouvre.",
      "Says until when structures can send their answers; ends that, or opens it again.",
      discussion: words(
        """
        Après le dernier jour d'une campagne, une réponse peut encore être envoyée : elle est dite en retard. Cela dure jusqu'à
        la fin de la collecte. Les fichiers chargés et les partenaires apportent des réponses après elle aussi.
        """,
        """
        After a campaign's last day an answer can still be sent: it is told as late. That lasts until the collection is ended.
        Files that are loaded and partners bring answers after it too.
        """))

    /// What becomes of the collection.
    enum Change: CaseIterable, EnumerableFlag {
      case end, reopen

      static func help(for value: Change) -> ArgumentHelp? {
        switch value {
        case .end:
          ArgumentHelp.words(
            "Terminer la collecte : plus aucune réponse n'est envoyée.",
            "End the collection: no more answers are sent.")
        case .reopen:
          ArgumentHelp.words("Rouvrir la collecte.", "Open the collection again.")
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
          "campagne \(campaign) : collecte terminée le \(endedOn)",
          "campaign \(campaign): collection ended on \(endedOn)")
      } else {
        let day = closesOn.map { words(", close le \($0)", ", closing on \($0)") } ?? ""
        Output.line(
          "campagne \(campaign)\(day) : la collecte dure, une réponse peut être envoyée",
          "campaign \(campaign)\(day): the collection goes on, answers can be sent")
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
