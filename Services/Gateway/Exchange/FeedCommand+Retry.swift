import ArgumentParser
import Composition
import Contracts

extension FeedCommand {
  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Réessaie ce qui est mis de côté ; ce qui ne passe toujours pas y reste.",
      "Tries again what was set aside; what still cannot be taken stays.")

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words("Le service ; sinon tous.", "The service; otherwise all.")) var service: String?

    func validate() throws { try FeedCommand.check(service) }

    func run() async throws {
      let gateway = try options.gateway()
      var left = 0
      for service in FeedCommand.services(service, gateway) {
        let reply = try await gateway.call(service, RetrySetAside(), timeout: .seconds(600))
        left += reply.left
        Output.line(
          "\(service) : \(reply.taken) pris, \(reply.left) restent de côté",
          "\(service): \(reply.taken) taken, \(reply.left) stay aside")
      }
      await gateway.close()
      if left > 0 { throw ExitCode(1) }
    }
  }
}
