import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension AuditCommand {
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Montre les changements, les consultations de données de personnes et les refus : qui, quand, par quelle méthode, sur quoi.",
      "Shows changes, looks at data of people, and refusals: who, when, by which method, of what.")

    @OptionGroup var options: GatewayOptions
    @Option(
      help: .words(
        "Seulement ce qu'a fait cette clé, ou ce qui a été fait en son nom.",
        "Only what this key did, or what was done in its name.")) var who: String?
    @Option(
      help: .words(
        "Seulement ce qui concerne ce code, ce fichier ou cet import.",
        "Only what concerns this code, file or import.")) var subject: String?
    @Option(help: .words("Le premier jour.", "The first day.")) var from: CivilDate?
    @Option(help: .words("Le dernier jour.", "The last day.")) var to: CivilDate?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    private struct Line: Encodable {
      let service: String
      let line: ListAudit.Line
    }

    func validate() throws {
      guard let from, let to, to < from else { return }
      throw ValidationError("--to vient avant --from", "--to lies before --from")
    }

    func run() async throws {
      let gateway = try options.gateway(isJSON: format == .json)
      var found: [Line] = []
      for service in FeedCommand.services(nil, gateway) {
        var request = ListAudit(who: who, subject: subject, from: from, to: to)
        while true {
          let page = try await gateway.call(service, request)
          found += page.lines.map { Line(service: service, line: $0) }
          guard let next = page.next else { break }
          request.after = Bounded(clamping: next)
        }
      }
      await gateway.close()
      if found.isEmpty, format == .text {
        return Output.line("aucune ligne", "no line")
      }
      found.sort { $0.line.recordedAt < $1.line.recordedAt }
      let header = headings(
        ["quand", "service", "qui", "rôles", "méthode", "sur", "résultat"],
        ["when", "service", "who", "roles", "method", "of", "outcome"])
      try format.write(
        found, header,
        found.map { one in
          let line = one.line
          return [
            line.recordedAt.iso, one.service,
            line.caller == line.principal
              ? line.principal : "\(line.principal) (\(line.caller))",
            line.roles.joined(separator: " "), line.method,
            TerminalText.visible(line.subjects.joined(separator: " ")),
            line.outcome + (line.times.map { " ×\($0)" } ?? ""),
          ]
        })
    }
  }
}
