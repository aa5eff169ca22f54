import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension AuditCommand {
  struct Show: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche les modifications, les consultations de données nominatives et les refus : quand, par qui, comment, sur quoi.",
      "Shows changes, looks at data of people, and refusals: when, by whom, by which method, about what."
    )

    @OptionGroup var options: GatewayOptions
    @Option(
      help: .words(
        "Limite le résultat à ce qu'a fait cette clé, ou à ce qui a été fait en son nom.",
        "Limits the result to what this key did, or what was done in its name.", .key))
    var who: String?
    @Option(
      help: .words(
        "Limite le résultat à ce code, ce fichier ou ce chargement.",
        "Limits the result to this code, file or import.", .code))
    var subject: String?
    @Option(help: .firstDay) var from: CivilDate?
    @Option(help: .lastDay) var to: CivilDate?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    private struct Line: Codable {
      let service: String
      let line: ListAudit.Line
    }

    func validate() throws {
      guard let from, let to, to < from else { return }
      throw ValidationError(
        "--to (\(language.day(to.iso))) précède --from (\(language.day(from.iso)))",
        "--to (\(to)) lies before --from (\(from))")
    }

    static var jsonSchema: JSONSchema { .value([Line].self) }

    func run() async throws {
      let gateway = try options.gateway(isJSON: format == .json)
      var found: [Line] = []
      let haveAllAnswered = try await gateway.askEveryHost { service in
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
        if haveAllAnswered {
          Output.line(
            "Aucune ligne du journal d'audit ne correspond.", "No line of the audit fits.")
        }
      } else {
        found.sort { $0.line.recordedAt < $1.line.recordedAt }
        try format.write(found, found, Self.columns, isFictitious: nil) {
          Output.table(found, Self.shown)
        }
      }
      if !haveAllAnswered { throw ExitCode(3) }
    }

    private static var time: ListingColumn<Line> {
      .instant("recordedAt", "date et heure", "when") { $0.line.recordedAt }
    }
    private static var service: ListingColumn<Line> {
      .text("service", "service", "service") { $0.service }
    }
    private static var roles: ListingColumn<Line> {
      .list("roles", "rôles", "roles", separator: " ") { $0.line.roles }
    }
    private static var method: ListingColumn<Line> {
      .text(
        "method", "opération", "operation",
        told: { Catalogue.audited($0.line.method, outcome: $0.line.outcome, language) }
      ) { $0.line.method }
    }
    private static var subjects: ListingColumn<Line> {
      .list("subjects", "concerne", "concerns", separator: " ") { $0.line.subjects }
    }

    /// What files tell: one thing a cell.
    private static var columns: [ListingColumn<Line>] {
      [
        time, service,
        .text("principal", "par qui", "by whom") { $0.line.principal },
        .text("caller", "clé qui a appelé", "key that called") { $0.line.caller },
        roles, method, subjects,
        .text("outcome", "résultat", "outcome", as: { Catalogue.auditOutcome($0, language) }) {
          $0.line.outcome
        },
        .number("times", "nombre de fois", "times") { $0.line.times ?? 1 },
      ]
    }

    /// What a table on a terminal tells, in fewer columns.
    private static var shown: [ListingColumn<Line>] {
      [
        time, service,
        .text(nil, "par qui", "by whom") { author($0.line) },
        roles, method, subjects,
        .text(nil, "résultat", "outcome") { outcome($0.line) },
      ]
    }

    /// How a line ended, and how often where it was repeated: `refusé (12 fois)`.
    private static func outcome(_ line: ListAudit.Line) -> String {
      let word = Catalogue.auditOutcome(line.outcome, language)
      guard let times = line.times else { return word }
      let count = language.count(times, .init("fois", "fois"), .init("time", "times"))
      return "\(word) (\(count))"
    }

    /// Who made a change: a principal, and the service that called in its name if one did.
    private static func author(_ line: ListAudit.Line) -> String {
      guard line.caller != line.principal else { return line.principal }
      return words(
        "\(line.principal), par \(line.caller)", "\(line.principal), through \(line.caller)")
    }
  }
}
