import ArgumentParser
import Composition
import Contracts
import Disclosure
import Foundation
import Pages
import RPCContract
import ServiceKit
import Values

extension ReportCommand {
  struct Show: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche un rapport figé.",
      "Shows a frozen report.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .digest) var digest: String
    @Option(
      help: .words(
        "Crée la page HTML dans ce fichier.",
        "Makes the HTML page in this file.", .file), completion: .file())
    var html: String?
    @Flag(
      help: .words(
        "Affiche la version publiable : petits nombres masqués, aucune structure nommée.",
        "Shows what may be published: small numbers suppressed, no structure named."))
    var `public` = false
    @Option(
      help: .words(
        "Format ; json : le document lui-même, ou les tableaux publiables.",
        "Format; json: the document itself, or the public tables."))
    var format = OutputFormat.Plain.text

    static var jsonSchema: JSONSchema {
      .value(Report.self).or("--public", .value([PublishedPage.Listing].self))
    }

    func run() async throws {
      let gateway = try options.gateway()
      let (report, reply) = try await Reporter(services: gateway).kept(digest)
      if `public` {
        let published = try await PublicReport(
          report, keptAt: reply.keptAt, Publisher(services: gateway, language: language))
        await gateway.close()
        return try show(published)
      }
      if format == .json {
        await gateway.close()
        return Output.data(reply.document)
      }
      if report.fictitious == true { Output.line(Words.fictitious(language)) }
      let years = report.parts.last?.name ?? ""
      let name =
        report.kind == "final"
        ? words("Rapport final", "Final report") : words("Rapport \(years)", "Report \(years)")
      let moment = language.moment(reply.keptAt)
      Output.line(
        "\(name), figé le \(moment). Empreinte : \(reply.digest)",
        "\(name), frozen on \(moment). Digest: \(reply.digest)")
      for part in report.parts {
        Output.line("== \(part.name)")
        ReportCommand.warn(part, of: report)
      }
      if let html {
        try await ReportCommand.write(
          report, reply.digest, keptAt: reply.keptAt, to: html, gateway)
      }
      await gateway.close()
    }

    /// Writes what may be published, and tells the pilot on standard error what is left out.
    private func show(_ published: PublicReport) throws {
      if format == .json {
        Output.data(try OutputFormat.json(published.pages.map(\.listing)))
      } else {
        Output.data(published.pages.map(\.text).joined(separator: "\n\n"))
      }
      if !published.leftOut.isEmpty {
        let names = published.leftOut.joined(separator: ", ")
        Output.error(
          "Non publiable (période incomplète ou déjà couverte, ou année non terminée) : \(names)",
          "Not to be published (a period that is incomplete or covered already, or a year that was not over): \(names)"
        )
      }
      for problem in published.differences.map(\.problem) {
        Output.error(problem.french, problem.english)
      }
      for year in published.years {
        for refusal in year.refusals {
          Output.error(
            "\(year.part.name) : tableau \(refusal.table.name) non publié.",
            "\(year.part.name): table \(refusal.table.name) not published.")
        }
      }
      guard let html else { return }
      let page = PublicReportPage(published: published, language: language)
      try OutputFile.write(page.html, to: html, isPublic: true)
      Output.data(URL(fileURLWithPath: html).path)
    }
  }
}
