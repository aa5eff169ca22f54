import ArgumentParser
import Contracts
import Foundation
import ServiceKit
import Texts
import Values

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: words(
      "Fige des rapports, les relit, les refait et les compare.",
      "Freezes reports, reads them, makes them again and compares them."),
    discussion: words(
      """
      Un rapport figé dit ce que chaque service savait à ce moment, et porte une empreinte : refait plus tard, aussi après des
      corrections, il donne la même.
      """,
      """
      A frozen report says what each service knew at that moment, and has a digest: made again later, also after corrections, it
      comes out with the same one.
      """),
    subcommands: [Freeze.self, List.self, Show.self, Verify.self, Diff.self])

  struct Digest: ParsableArguments {
    @Argument(
      help: .words("L'empreinte, ou son début.", "The digest, or its beginning.")) var digest:
      String
  }

  /// Writes a report's page.
  static func write(
    _ report: Report, _ digest: String, to path: String, _ language: Language
  ) throws {
    guard let last = report.parts.last else { return }
    let reply = FiguresReply(
      figures: last.figures, positions: report.pins.mapValues(\.position),
      fictitious: report.fictitious)
    var page = ReportPage(
      reply: reply, query: last.query, language: language, writtenOn: nil, observed: nil)
    page.digest = digest
    page.trajectory = report.parts.count > 1 ? Array(report.parts.dropLast()) : []
    try Data(page.html.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    Output.line(URL(fileURLWithPath: path).path)
  }

  struct Freeze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Fige le rapport d'une année, ou le rapport final 2023-2026.",
        "Freezes the report of a year, or the final one of 2023-2026."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("L'année Y.", "The year Y.")) var year: Int?
    @Flag(help: .words("Le rapport final.", "The final report.")) var final = false
    @OptionGroup var days: EvaluationCommand.Days
    @Option(help: .words("Écrire aussi cette page HTML.", "Write this HTML page too.")) var html:
      String?
    @Option(
      help: .words(
        "Écrire aussi le document, dont l'empreinte est la somme SHA-256, dans ce fichier.",
        "Write the document too, whose SHA-256 the digest is, into this file.")) var out: String?

    func validate() throws {
      guard final == (year == nil), !final || days.isEmpty else {
        throw ValidationError(words("--year A, ou --final seul", "--year Y, or --final alone"))
      }
      if let year, !(1900...2999).contains(year) { throw ValidationError("--year : 1900…2999") }
    }

    func run() async throws {
      let gateway = try options.gateway()
      let reporter = Reporter(gateway: gateway)
      let questions =
        year.map { Reporter.year(days.query($0)) } ?? Reporter.final()
      let report = try await reporter.report(
        kind: final ? "final" : "year", questions, try await reporter.pins())
      let data = try report.canonical()
      let digest = try await gateway.call(
        "evaluation", KeepReport(document: String(decoding: data, as: UTF8.self))
      ).digest
      await gateway.close()
      let language = options.language
      if report.fictitious == true { Output.line(Words.fictitious(language)) }
      for part in report.parts {
        if report.parts.count > 1 { Output.line("== \(part.name)") }
        let reply = FiguresReply(figures: part.figures, positions: [:], fictitious: nil)
        FigureLines(reply: reply, language: language).lines.forEach(Output.line)
      }
      Output.line(language.pick("aucune cible fixée", "no target set"))
      if let out { try data.write(to: URL(fileURLWithPath: out), options: .atomic) }
      if let html { try ReportCommand.write(report, digest, to: html, language) }
      Output.line(language.pick("figé : \(digest)", "frozen: \(digest)"))
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words("Liste les rapports figés.", "Lists the frozen reports."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("text, csv ou json.", "text, csv or json.")) var format = ListForm.text

    func run() async throws {
      let gateway = try options.gateway()
      let reports = try await gateway.call("evaluation", ListReports()).reports
      await gateway.close()
      if format == .json { return Output.line(try ListForm.json(reports)) }
      let header = [
        words("empreinte", "digest"), words("rapport", "report"), words("figé", "frozen"),
      ]
      let rows = reports.map { [$0.digest, "\($0.kind) \($0.name)", $0.keptAt.iso] }
      if format == .csv { return Output.line(ListForm.csv([header] + rows)) }
      Output.line(
        Table(header: header, rows: rows.map { [String($0[0].prefix(12)), $0[1], $0[2]] }).text)
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words("Relit un rapport figé.", "Reads a frozen report."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var digest: Digest
    @Option(help: .words("Écrire cette page HTML.", "Write this HTML page.")) var html: String?
    @Option(
      help: .words("text, ou json : le document même.", "text, or json: the document itself."))
    var format = Format.text

    func run() async throws {
      let gateway = try options.gateway()
      let (report, reply) = try await Reporter(gateway: gateway).kept(digest.digest)
      await gateway.close()
      if format == .json { return Output.line(reply.document) }
      let language = options.language
      if report.fictitious == true { Output.line(Words.fictitious(language)) }
      Output.line("\(reply.digest), \(reply.keptAt.iso)")
      for part in report.parts {
        Output.line("== \(part.name)")
        let figures = FiguresReply(figures: part.figures, positions: [:], fictitious: nil)
        FigureLines(reply: figures, language: language).lines.forEach(Output.line)
      }
      if let html { try ReportCommand.write(report, reply.digest, to: html, language) }
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Refait un rapport figé, de ce qui était su alors, et compare les empreintes.",
        "Makes a frozen report again, of what was known then, and compares the digests."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var digest: Digest

    func run() async throws {
      let gateway = try options.gateway()
      let reporter = Reporter(gateway: gateway)
      let (report, reply) = try await reporter.kept(digest.digest)
      let again = try await reporter.again(report)
      await gateway.close()
      let made = try again.digest()
      guard made != reply.digest else {
        return Output.line(words("le même : \(made)", "the same: \(made)"))
      }
      for change in ReportChange.between(report, again) { Output.line(Diff.line(change)) }
      throw ConfigurationProblem(
        "refait, il a l'empreinte \(made), pas \(reply.digest)",
        "made again it has the digest \(made), not \(reply.digest)")
    }
  }

  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Dit quels chiffres diffèrent entre deux rapports figés ; vigie explain dit pourquoi.",
        "Says which figures differ between two frozen reports; vigie explain says why."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("L'empreinte du premier.", "The first one's digest.")) var before: String
    @Argument(help: .words("L'empreinte du second.", "The second one's digest.")) var after: String
    @Option(help: .words("text ou json.", "text or json.")) var format = Format.text

    static func line(_ change: ReportChange) -> String {
      "\(change.part) · \(change.code) · \(Catalogue.scope(change.scope, Vigie.language)) · "
        + "\(change.before ?? "–") → \(change.after ?? "–")"
    }

    func run() async throws {
      let gateway = try options.gateway()
      let reporter = Reporter(gateway: gateway)
      let one = try await reporter.kept(before).report
      let other = try await reporter.kept(after).report
      let changes = ReportChange.between(one, other)
      await gateway.close()
      if format == .json { return Output.line(try ListForm.json(changes)) }
      if changes.isEmpty { Output.line(words("mêmes chiffres", "the same figures")) }
      changes.map(Self.line).forEach(Output.line)
    }
  }
}
