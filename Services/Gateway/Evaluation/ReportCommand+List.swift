import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Values

extension ReportCommand {
  struct List: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les rapports figés.", "Lists the frozen reports.")

    @OptionGroup var options: GatewayOptions
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema { .value([ListReports.Entry].self) }

    func run() async throws {
      let reports = try await options.call("evaluation", ListReports()).reports
      try format.write(reports, reports, columns)
    }

    private var columns: [ListingColumn<ListReports.Entry>] {
      // The beginning of a digest, by which a report is found as well, leaves room on a terminal.
      let shown = format == .text ? 12 : Int.max
      return [
        .text("digest", "empreinte", "digest") { String($0.digest.prefix(shown)) },
        .text(
          "kind", "rapport", "report", as: { $0 == "final" ? "final" : words("annuel", "yearly") }
        ) { $0.kind },
        .text("name", "période", "period") { $0.name },
        .instant("keptAt", "figé le", "frozen at") { $0.keptAt },
      ]
    }
  }
}
