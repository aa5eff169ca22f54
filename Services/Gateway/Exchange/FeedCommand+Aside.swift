import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension FeedCommand {
  struct Aside: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche les événements mis de côté, avec le motif.",
      "Shows the events that were set aside, with the reason.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Service ; par défaut : tous.", "Service; default: all."))
    var service: String?
    @Flag(
      help: .words(
        "Affiche aussi le contenu des événements, en JSON.",
        "Shows what the events hold too, as JSON."))
    var json = false

    private struct Line: Codable {
      let service: String
      let event: ListSetAside.Event
    }

    func validate() throws { try FeedCommand.check(service) }

    static var jsonSchema: JSONSchema {
      .value(Line.self).described("A line for each event")
    }

    func run() async throws {
      let gateway = try options.gateway()
      var rows: [[String]] = []
      for service in FeedCommand.services(service, gateway) {
        var last = 0
        while true {
          let page = try await gateway.call(
            service, ListSetAside(after: Bounded(clamping: last), limit: .most))
          for event in page.events {
            if json { Output.data(try OutputFormat.jsonLine(Line(service: service, event: event))) }
            rows.append([
              service, String(event.number), event.topic,
              event.position + (event.row == 0 ? "" : " (\(event.row))"),
              language.moment(event.setAsideAt),
              String(event.attempts),
              "\(Catalogue.setAside(event.reason, language))\(words(" :", ":")) \(event.text)",
            ])
          }
          guard page.events.count == 1000, let next = page.events.last?.number else { break }
          last = next
        }
      }
      await gateway.close()
      guard !json else { return }
      guard !rows.isEmpty else {
        return Output.line("Aucun événement n'est mis de côté.", "No event is set aside.")
      }
      let header = headings(
        ["service", "n°", "type", "événement", "mis de côté le", "essais", "motif"],
        ["service", "no.", "type", "event", "set aside at", "tries", "reason"])
      Output.table(header, rows)
    }
  }
}
