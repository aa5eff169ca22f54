import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension ReportCommand {
  struct Freeze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Fige le rapport d'une année, ou le rapport final de toutes les années de la fiche action.",
      "Freezes the report of a year, or the final one of all the action sheet's years.")

    @OptionGroup var options: GatewayOptions
    @Option(help: .year) var year: Year?
    @Flag(help: .words("Fige le rapport final.", "Freezes the final report.")) var final = false
    @OptionGroup var days: EvaluationCommand.Days
    @OptionGroup var rules: EvaluationCommand.Rules
    @Option(help: .actionSheet, completion: .file()) var sheet: String?
    @Option(
      help: .words(
        "Crée aussi la page HTML dans ce fichier.",
        "Makes the HTML page too, in this file.", .file), completion: .file())
    var html: String?
    @Option(
      help: .words(
        "Enregistre aussi dans ce fichier le document dont l'empreinte est la somme SHA-256.",
        "Writes the document whose SHA-256 the digest is to this file too.", .file),
      completion: .file())
    var out: String?

    func validate() throws {
      guard final == (year == nil), !final || days.isEmpty else {
        throw ValidationError(
          "indiquez --year ANNÉE, ou --final seul", "give --year YEAR, or --final alone")
      }
    }

    func run() async throws {
      let sheet = try ActionSheetFile.read(sheet)
      let gateway = try options.gateway()
      let reporter = Reporter(services: gateway)
      let questions =
        year.map { Reporter.year(days.query($0)) } ?? Reporter.final(sheet)
      let report = try await reporter.report(
        kind: final ? "final" : "year", questions, try await reporter.pins(),
        rules: rules.version, sheet: sheet, madeOn: Reporter.unfinished(questions, on: .today))
      let data = try report.canonical()
      let digest = try await gateway.call(
        "evaluation", KeepReport(document: String(decoding: data, as: UTF8.self))
      ).digest
      if report.fictitious == true { Output.line(Words.fictitious(language)) }
      for part in report.parts {
        if report.parts.count > 1 { Output.line("== \(part.name)") }
        ReportCommand.warn(part, of: report)
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
      Output.line("Rapport figé. Empreinte : \(digest)", "Report frozen. Digest: \(digest)")
    }
  }
}
