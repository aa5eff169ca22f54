import ArgumentParser
import Contracts
import Foundation

/// The events of other services' feeds that a service could not take.
struct FeedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed",
    "Montre ce qu'un service a mis de côté du journal des autres, et le réessaie.",
    "Shows what a service set aside of the others' feeds, and tries it again.",
    subcommands: [Aside.self, Retry.self])

  static func check(_ service: String?) throws {
    guard service.map(Gateway.hosts.contains) ?? true else {
      throw ValidationError(Gateway.hosts.joined(separator: ", "))
    }
  }

  static func services(_ service: String?, _ gateway: Gateway) -> [String] {
    service.map { [$0] } ?? Gateway.hosts.filter { gateway.clients[$0] != nil }
  }
}
