import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension SenacsCommand {
  struct Expected: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste toutes les structures : attendues ou non, et pourquoi ; comme figé, et aujourd'hui.",
      "Lists all structures: expected or not, and why; as frozen, and now.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign) var campaign: String
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      let reply = try await options.call("senacs", ListExpected(campaign: campaign))
      let header = headings(
        ["code", "type", "nom", "figé", "aujourd'hui", "premier agrément", "agrément du", "au"],
        ["code", "kind", "name", "frozen", "now", "first approval", "approved from", "to"])
      let rows = reply.entries.map { one in
        [
          one.code, one.kind, one.name,
          one.frozen.map { Catalogue.reason($0, language) } ?? "",
          Catalogue.reason(one.state, language), one.firstApproval?.iso ?? "",
          one.approvedFrom?.iso ?? "", one.approvedTo?.iso ?? "",
        ]
      }
      let expected = reply.entries.count { $0.state == "EXPECTED" }
      let note = words(
        "\(expected) attendues sur \(reply.entries.count) ; agréments au \(reply.referenceDate.iso) et au \(reply.opensOn.iso)",
        "\(expected) expected of \(reply.entries.count); approvals on \(reply.referenceDate.iso) and on \(reply.opensOn.iso)"
      )
      try format.write(reply, header, rows, isFictitious: reply.fictitious, notes: [note])
    }
  }
}
