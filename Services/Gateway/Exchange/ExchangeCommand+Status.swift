import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts

extension ExchangeCommand {
  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Affiche l'état du journal des événements, des livraisons et des envois.",
      "Shows the state of the log, of deliveries and of submissions.")

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let reply = try await options.call("exchange", GetExchangeStatistics())
      let rows = [
        [words("premier message conservé", "first message kept"), String(reply.firstSequence)],
        [words("dernier message", "last message"), String(reply.lastSequence)],
        [words("taille", "size"), size(reply.logBytes)],
        [words("messages par minute", "messages a minute"), number(reply.loggedLastMinute)],
        [words("abonnements", "subscriptions"), number(reply.subscriptions)],
        [words("messages non acquittés", "messages not acknowledged"), number(reply.inFlight)],
        [
          words("messages mis de côté après échec", "messages set aside after failure"),
          number(reply.dead),
        ],
        [words("envois en attente", "submissions that wait"), number(reply.pendingSubmissions)],
        [
          words("envois non pris en charge", "submissions that no service takes"),
          number(reply.deadSubmissions),
        ],
      ]
      Output.table(["", ""], rows)
    }

    private func number(_ count: Int) -> String { language.number(count) }

    /// Bytes as millions of them, with one decimal: `2,0 Mo`.
    private func size(_ bytes: Int) -> String {
      let tenths = (bytes + 50_000) / 100_000
      return "\(language.number(tenths / 10))\(words(",", "."))\(tenths % 10) \(words("Mo", "MB"))"
    }
  }
}
