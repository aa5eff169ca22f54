import ArgumentParser
import Contracts
import Foundation
import Texts
import Values

/// What services could not take of each other's feeds.
struct FeedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed",
    abstract: words(
      "Montre ce qu'un service a mis de côté du journal des autres, et le réessaie.",
      "Shows what a service set aside of the others' feeds, and tries it again."),
    subcommands: [Aside.self, Retry.self])

  struct Aside: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Montre les événements mis de côté, avec la raison.",
        "Shows the events that were set aside, with the reason."))

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words("Le service ; sinon tous.", "The service; otherwise all.")) var service: String?
    @Flag(help: .words("Avec les événements, en JSON.", "With the events, as JSON.")) var json =
      false

    func validate() throws { try FeedCommand.check(service) }

    func run() async throws {
      let gateway = try options.gateway()
      var rows: [[String]] = []
      for service in FeedCommand.services(service, gateway) {
        var last = 0
        while true {
          let page = try await gateway.call(
            service, ListSetAside(after: Bounded(clamping: last), limit: .most))
          for event in page.events {
            if json { Output.line(try FeedCommand.line(service, event)) }
            rows.append([
              service, String(event.number), event.topic,
              event.position + (event.row == 0 ? "" : " (\(event.row))"), event.setAsideAt.iso,
              String(event.attempts),
              "\(Catalogue.setAside(event.reason, Vigie.language)): \(event.text)",
            ])
          }
          guard page.events.count == 1000, let next = page.events.last?.number else { break }
          last = next
        }
      }
      await gateway.close()
      guard !json else { return }
      guard !rows.isEmpty else {
        return Output.line(words("rien n'est mis de côté", "nothing is set aside"))
      }
      let header = [
        "service", words("n°", "no."), words("type", "type"), words("événement", "event"),
        words("mis de côté", "set aside"), words("essais", "tries"), words("raison", "reason"),
      ]
      Output.line(Table(header: header, rows: rows).text)
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Réessaie ce qui est mis de côté ; ce qui ne passe toujours pas y reste.",
        "Tries again what was set aside; what still cannot be taken stays."))

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
          words(
            "\(service) : \(reply.taken) pris, \(reply.left) restent de côté",
            "\(service): \(reply.taken) taken, \(reply.left) stay aside"))
      }
      await gateway.close()
      if left > 0 { throw ExitCode(1) }
    }
  }

  private static func check(_ service: String?) throws {
    guard service.map(Gateway.hosts.contains) ?? true else {
      throw ValidationError(Gateway.hosts.joined(separator: ", "))
    }
  }

  private static func services(_ service: String?, _ gateway: Gateway) -> [String] {
    service.map { [$0] } ?? Gateway.hosts.filter { gateway.clients[$0] != nil }
  }

  private struct Line: Encodable {
    let service: String
    let event: ListSetAside.Event
  }

  private static func line(_ service: String, _ event: ListSetAside.Event) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(
      decoding: try encoder.encode(Line(service: service, event: event)), as: UTF8.self)
  }
}
