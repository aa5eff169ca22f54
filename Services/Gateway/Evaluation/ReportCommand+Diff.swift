import ArgumentParser
import Composition
import RPCContract
import Texts

extension ReportCommand {
  struct Diff: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Explique les différences entre deux rapports figés.",
      "Explains the differences between two frozen reports.",
      discussion: words(
        """
        Pour chaque indicateur : structures qui entrent, sortent ou changent, avec les données en cause, leur fichier et leur \
        ligne.
        """,
        "For each figure: structures that come in, go out or change, with the facts that matter, their file and their row."
      ))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Empreinte du premier rapport.", "Digest of the first report.", .digest))
    var before: String
    @Argument(help: .words("Empreinte du second rapport.", "Digest of the second report.", .digest))
    var after: String
    @Option(help: .format) var format = OutputFormat.Plain.text

    static func line(_ change: ReportChange) -> String {
      "\(change.part) · \(change.code) · \(Catalogue.scope(change.scope, language)) · "
        + "\(change.before ?? "–") → \(change.after ?? "–")"
    }

    static var jsonSchema: JSONSchema { .value([ReportChange].self) }

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
