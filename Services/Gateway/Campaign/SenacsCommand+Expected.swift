import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension SenacsCommand {
  struct Expected: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Liste toutes les structures : attendues ou non, et pourquoi ; comme figé, et aujourd'hui.",
        "Lists all structures: expected or not, and why; as frozen, and now."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var campaign: Campaign
    @Option(help: .words("text, csv ou json.", "text, csv or json.")) var format = OutputFormat.List
      .text

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await gateway.call("senacs", ListExpected(campaign: campaign.campaign))
      await gateway.close()
      if format == .json { return Output.line(try OutputFormat.json(reply)) }
      let language = options.language
      let header =
        language == .french
        ? ["code", "type", "nom", "figé", "aujourd'hui", "premier agrément", "agrément du", "au"]
        : ["code", "kind", "name", "frozen", "now", "first approval", "approved from", "to"]
      let rows = reply.entries.map { one in
        [
          one.code, one.kind, one.name,
          one.frozen.map { Catalogue.reason($0, language) } ?? "",
          Catalogue.reason(one.state, language), one.firstApproval?.iso ?? "",
          one.approvedFrom?.iso ?? "", one.approvedTo?.iso ?? "",
        ]
      }
      if format == .csv { return Output.line(OutputFormat.csv([header] + rows)) }
      if reply.fictitious == true { Output.line(Words.fictitious(language)) }
      Output.line(Table(header: header, rows: rows).text)
      let expected = reply.entries.count { $0.state == "EXPECTED" }
      Output.line(
        language.pick(
          "\(expected) attendues sur \(reply.entries.count) ; agréments au \(reply.referenceDate.iso) et au \(reply.opensOn.iso)",
          "\(expected) expected of \(reply.entries.count); approvals on \(reply.referenceDate.iso) and on \(reply.opensOn.iso)"
        ))
    }
  }
}
