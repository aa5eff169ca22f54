import ArgumentParser
import Composition
import Contracts
import Texts

extension FeedCommand {
  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Réessaie les événements mis de côté ; ceux qui échouent encore restent de côté.",
      "Tries the events again that were set aside; those that still cannot be taken stay aside.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Service ; par défaut : tous.", "Service; default: all."))
    var service: String?

    func validate() throws { try FeedCommand.check(service) }

    func run() async throws {
      let gateway = try options.gateway()
      var left = 0
      for service in FeedCommand.services(service, gateway) {
        let reply = try await gateway.call(service, RetrySetAside(), timeout: .seconds(600))
        left += reply.left
        let taken = language.count(
          reply.taken, .init("événement repris", "événements repris"),
          .init("event taken", "events taken"))
        let stay = language.form(
          reply.left, .init("reste mis de côté", "restent mis de côté"),
          .init("stays aside", "stay aside"))
        Output.line(
          "\(service)\(words(" :", ":")) \(taken), \(language.number(reply.left)) \(stay).")
      }
      await gateway.close()
      if left > 0 { throw ExitCode(1) }
    }
  }
}
