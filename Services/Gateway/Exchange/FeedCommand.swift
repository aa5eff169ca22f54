import ArgumentParser
import Contracts
import Foundation

/// The events of other services' feeds that a service could not take.
struct FeedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed",
    "Affiche les événements qu'un service a mis de côté, et les réessaie.",
    "Shows the events that a service set aside, and tries them again.",
    subcommands: [Aside.self, Retry.self])

  static func check(_ service: String?) throws {
    guard service.map(Gateway.hosts.contains) ?? true else {
      let known = Gateway.hosts.joined(separator: ", ")
      throw ValidationError(
        "« \(service ?? "") » n'est pas un service. Services : \(known)",
        "“\(service ?? "")” is no service. Services: \(known)")
    }
  }

  static func services(_ service: String?, _ gateway: Gateway) -> [String] {
    service.map { [$0] } ?? Gateway.hosts.filter { gateway.clients[$0] != nil }
  }
}
