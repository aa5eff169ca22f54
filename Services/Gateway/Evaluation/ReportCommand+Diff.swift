import ArgumentParser
import Composition
import Texts

extension ReportCommand {
  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Dit quels chiffres diffèrent entre deux rapports figés, et pourquoi.",
      "Says which figures differ between two frozen reports, and why.",
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
    @Option(help: .words("text ou json.", "text or json.")) var format = OutputFormat.Plain.text

    static func line(_ change: ReportChange) -> String {
      "\(change.part) · \(change.code) · \(Catalogue.scope(change.scope, language)) · "
        + "\(change.before ?? "–") → \(change.after ?? "–")"
    }

    func run() async throws {
      let gateway = try options.gateway()
      let reporter = Reporter(services: gateway)
      let one = try await reporter.kept(before).report
      let other = try await reporter.kept(after).report
      let changes = try await ReportDiff(services: gateway, one: one, other: other).explained()
      await gateway.close()
      if format == .json { return Output.data(try OutputFormat.json(changes)) }
      if changes.isEmpty { Output.line("Indicateurs identiques.", "Both have the same figures.") }
      changes.flatMap(ReportDiffLines.lines).forEach(Output.line)
    }
  }
}
