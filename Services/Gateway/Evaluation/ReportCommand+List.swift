import ArgumentParser
import Composition
import Contracts
import Pages
import Values

extension ReportCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les rapports figés.", "Lists the frozen reports.")

    @OptionGroup var options: GatewayOptions
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      let reports = try await options.call("evaluation", ListReports()).reports
      try format.write(reports, reports, columns)
    }

    private var columns: [ListingColumn<ListReports.Entry>] {
      // The beginning of a digest, by which a report is found as well, leaves room on a terminal.
      let shown = format == .text ? 12 : Int.max
      return [
        .init("digest", "empreinte", "digest") { .text(String($0.digest.prefix(shown))) },
        .init("kind", "rapport", "report") {
          .text($0.kind, as: $0.kind == "final" ? "final" : words("annuel", "yearly"))
        },
        .init("name", "période", "period") { .text($0.name) },
        .init("keptAt", "figé le", "frozen at") { .instant($0.keptAt) },
      ]
    }
  }
}
