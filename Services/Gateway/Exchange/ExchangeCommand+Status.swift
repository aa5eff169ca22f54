import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract

extension ExchangeCommand {
  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Affiche l'état du journal des événements, des livraisons et des envois.",
      "Shows the state of the log, of deliveries and of submissions.")

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let reply = try await options.call("exchange", GetExchangeStatistics())
      let rows = [
        [words("premier message gardé", "first message kept"), String(reply.firstSequence)],
        [words("dernier message", "last message"), String(reply.lastSequence)],
        [words("octets", "bytes"), String(reply.logBytes)],
        [
          words("messages par minute", "messages a minute"), String(reply.loggedLastMinute),
        ],
        [words("abonnements", "subscriptions"), String(reply.subscriptions)],
        [words("en attente de réponse", "without an answer"), String(reply.inFlight)],
        [words("lettres mortes", "dead letters"), String(reply.dead)],
        [words("dépôts en attente", "submissions that wait"), String(reply.pendingSubmissions)],
        [
          words("dépôts qu'aucun service ne prend", "submissions no service takes"),
          String(reply.deadSubmissions),
        ],
      ]
      Output.table(["", ""], rows)
    }
  }
}
