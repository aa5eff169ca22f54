import ArgumentParser
import Contracts
import Disclosure
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
    _ report: Report, _ digest: String, keptAt: Instant, to path: String, _ gateway: Gateway
  ) async throws {
    guard let last = report.parts.last else { return }
    let answering = AnsweringParts(report.parts)
    let language = gateway.language
    var query = last.query
    (query.pins, query.rules) = (report.pins, report.rules)
    let reply = FiguresReply(
      figures: answering.figures, positions: report.pins.mapValues(\.position),
      fictitious: report.fictitious)
    var page = ReportPage(
      sheet: report.evaluated, reply: reply, query: last.query, language: language,
      rules: report.rules, writtenOn: keptAt.parisDay, unfinishedOn: report.madeOn, observed: nil)
    page.answering = answering
    page.digest = digest
    page.beside = report.beside
    page.trajectory = report.parts.count > 1 ? Array(report.parts.dropLast()) : []
    page.places = await PlaceSection.read(gateway, query, last.figures, language)
    try OutputFile.write(page.html, to: path)
    Output.line(URL(fileURLWithPath: path).path)
  }

  /// Writes a part's figures and what was wanted of them.
  static func tell(_ part: Report.Part, of report: Report, _ language: Language) {
    let isOverall = AnsweringParts.isOverall(part)
    let reply = FiguresReply(
      figures: part.figures.filter { !isOverall || $0.code.hasPrefix("I2") }, positions: [:],
      fictitious: nil)
    FigureLines(reply: reply, language: language).lines.forEach(Output.line)
    if isOverall {
      Output.line(
        language.pick(
          "les autres chiffres sont ceux de chaque année",
          "the other figures are those of each year"))
    }
    if !(report.evaluated.targets ?? []).isEmpty {
      TargetStatus.lines(part.figures, in: part.query, report.evaluated, language)
        .forEach(Output.line)
    }
  }

  struct Freeze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Fige le rapport d'une année, ou le rapport final de toutes les années de la fiche.",
        "Freezes the report of a year, or the final one of all the sheet's years."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("L'année Y.", "The year Y.")) var year: Year?
    @Flag(help: .words("Le rapport final.", "The final report.")) var final = false
    @OptionGroup var days: EvaluationCommand.Days
    @OptionGroup var rules: EvaluationCommand.Rules
    @OptionGroup var sheetOption: EvaluationCommand.SheetOption
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
    }

    func run() async throws {
      let sheet = try sheetOption.sheet()
      let gateway = try options.gateway()
      let reporter = Reporter(gateway: gateway)
      let questions =
        year.map { Reporter.year(days.query($0)) } ?? Reporter.final(sheet)
      let report = try await reporter.report(
        kind: final ? "final" : "year", questions, try await reporter.pins(),
        rules: rules.version, sheet: sheet, madeOn: Reporter.unfinished(questions, on: .today))
      let data = try report.canonical()
      let digest = try await gateway.call(
        "evaluation", KeepReport(document: String(decoding: data, as: UTF8.self))
      ).digest
      let language = options.language
      if report.fictitious == true { Output.line(Words.fictitious(language)) }
      for part in report.parts {
        if report.parts.count > 1 { Output.line("== \(part.name)") }
        ReportCommand.tell(part, of: report, language)
      }
      if (sheet.targets ?? []).isEmpty { Output.line(TargetStatus.none(language)) }
      if let day = report.madeOn {
        Output.line(
          Words.unfinished(report.parts.last?.query.year ?? .least, on: day.iso, language))
      }
      if let out { try OutputFile.write(String(decoding: data, as: UTF8.self), to: out) }
      if let html {
        let keptAt = try await reporter.kept(digest).reply.keptAt
        try await ReportCommand.write(report, digest, keptAt: keptAt, to: html, gateway)
      }
      await gateway.close()
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
    @Flag(
      help: .words(
        "Seulement ce qui peut être publié : petits nombres secrets, aucune structure nommée.",
        "Only what may be published: small numbers secret, no structure named."))
    var `public` = false
    @Option(
      help: .words(
        "text, ou json : le document même, ou les tableaux publics.",
        "text, or json: the document itself, or the public tables."))
    var format = Format.text

    func run() async throws {
      let gateway = try options.gateway()
      let (report, reply) = try await Reporter(gateway: gateway).kept(digest.digest)
      let language = options.language
      if `public` {
        let published = try await PublicReport(report, keptAt: reply.keptAt, gateway)
        await gateway.close()
        return try show(published)
      }
      if format == .json {
        await gateway.close()
        return Output.line(reply.document)
      }
      if report.fictitious == true { Output.line(Words.fictitious(language)) }
      Output.line("\(reply.digest), \(reply.keptAt.iso)")
      for part in report.parts {
        Output.line("== \(part.name)")
        ReportCommand.tell(part, of: report, language)
      }
      if let html {
        try await ReportCommand.write(
          report, reply.digest, keptAt: reply.keptAt, to: html, gateway)
      }
      await gateway.close()
    }

    /// Writes what may be published; what is left out is told to the pilot.
    private func show(_ published: PublicReport) throws {
      if format == .json {
        Output.line(try ListForm.json(published.pages.map(\.listing)))
      } else {
        Output.line(published.pages.map(\.text).joined(separator: "\n\n"))
      }
      if !published.leftOut.isEmpty {
        let names = published.leftOut.joined(separator: ", ")
        Output.error(
          words(
            "non publié, période qui en recouvre d'autres ou année qui n'était pas terminée : \(names)",
            "not published, a period that overlaps others or a year that was not over: \(names)"))
      }
      for problem in published.differences.map(\.problem) {
        Output.error(words(problem.french, problem.english))
      }
      for year in published.years {
        for refusal in year.refusals {
          Output.error(
            words(
              "\(year.part.name) : tableau \(refusal.table.name) non publié",
              "\(year.part.name): table \(refusal.table.name) not published"))
        }
      }
      guard let html else { return }
      let page = PublicReportPage(published: published, language: options.language)
      try OutputFile.write(page.html, to: html, isPublic: true)
      Output.line(URL(fileURLWithPath: html).path)
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
        "Dit quels chiffres diffèrent entre deux rapports figés, et pourquoi.",
        "Says which figures differ between two frozen reports, and why."),
      discussion: words(
        """
        Pour chaque chiffre : qui entre, sort ou compte autrement, et par quels enregistrements : leur clé, ce qui a changé, le
        fichier et la ligne, ou le message, d'où vient chaque version.
        """,
        """
        For each figure: who came in, went out or counts otherwise, and by which records: their key, what changed, and the file
        and row, or the message, that each version came from.
        """))

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
      let changes = try await ReportDiff(gateway: gateway, one: one, other: other).explained()
      await gateway.close()
      if format == .json { return Output.line(try ListForm.json(changes)) }
      if changes.isEmpty { Output.line(words("mêmes chiffres", "the same figures")) }
      let lines = ReportDiffLines(language: options.language)
      for change in changes { lines.lines(change).forEach(Output.line) }
    }
  }
}
