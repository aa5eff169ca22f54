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
      let header = headings(["empreinte", "rapport", "figé"], ["digest", "report", "frozen"])
      let shown = format == .text ? 12 : Int.max
      let rows = reports.map {
        [String($0.digest.prefix(shown)), Words.report($0.kind, $0.name, language), $0.keptAt.iso]
      }
      try format.write(reports, header, rows)
    }
  }
}
