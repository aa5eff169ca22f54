import ArgumentParser
import Composition
import Contracts
import Pages
import Values

extension ReportCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words("Liste les rapports figés.", "Lists the frozen reports."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("text, csv ou json.", "text, csv or json.")) var format = OutputFormat.List
      .text

    func run() async throws {
      let gateway = try options.gateway()
      let reports = try await gateway.call("evaluation", ListReports()).reports
      await gateway.close()
      if format == .json { return Output.line(try OutputFormat.json(reports)) }
      let header = [
        words("empreinte", "digest"), words("rapport", "report"), words("figé", "frozen"),
      ]
      let rows = reports.map { [$0.digest, "\($0.kind) \($0.name)", $0.keptAt.iso] }
      if format == .csv { return Output.line(OutputFormat.csv([header] + rows)) }
      Output.line(
        Table(header: header, rows: rows.map { [String($0[0].prefix(12)), $0[1], $0[2]] }).text)
    }
  }
}
