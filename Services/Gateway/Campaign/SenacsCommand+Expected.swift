import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import ServiceKit
import Texts
import Values

extension SenacsCommand {
  struct Expected: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste toutes les structures, attendues ou non, avec le motif, à l'ouverture et aujourd'hui.",
      "Lists all structures, expected or not, with the reason, when the campaign opened and today.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Option(
      help: .words(
        "Limite le résultat à cette structure ; peut être répété.",
        "Limits the result to this structure; may be repeated."), completion: .structures)
    var structure: [String] = []
    @OptionGroup var filters: StructureFilters
    @OptionGroup var reasons: ReasonFilter
    @OptionGroup var cross: CrossOptions
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func validate() throws { try reasons.check(Self.states) }

    static var jsonSchema: JSONSchema {
      .value(ListExpected.Reply.self).or("--cross", CrossListing.schema(hasReasons: true))
    }

    func run() async throws {
      let gateway = try options.gateway()
      var reply = try await gateway.call("senacs", ListExpected(campaign: campaign))
      if let unknown = structure.first(where: { code in
        !reply.entries.contains { $0.code == code }
      }) {
        throw ConfigurationProblem(
          "Aucune structure ne porte le code \(unknown) au \(language.day(reply.referenceDate.iso)). Liste : vigie registry list",
          "No structure has the code \(unknown) on \(reply.referenceDate.iso). List: vigie registry list"
        )
      }
      let shown = try await filters.structures(
        gateway, on: reply.referenceDate, isNeeded: cross.isAsked)
      await gateway.close()
      reply.entries = reply.entries.filter {
        shown.shows($0.code) && reasons.shows([$0.state])
          && (structure.isEmpty || structure.contains($0.code))
      }
      let isCrossed = try cross.write(
        reply.entries, shown, format, isFictitious: reply.fictitious, code: { $0.code },
        reason: { $0.state })
      guard !isCrossed else { return }
      let expected = reply.entries.count { $0.state == "EXPECTED" }
      let note = CampaignSentences(campaign, language).expected(
        expected, of: reply.entries.count, reference: reply.referenceDate, opening: reply.opensOn)
      try format.write(
        reply, format.ordered(reply.entries) { $0.name }, Self.columns,
        isFictitious: reply.fictitious, notes: [note])
    }

    private static var columns: [ListingColumn<ListExpected.Entry>] {
      [
        .text("code", "code", "code") { $0.code },
        .text("kind", "type", "kind") { $0.kind },
        .text("name", "nom", "name") { $0.name },
        .text(
          "frozen", "à l'ouverture (figé)", "when opened (frozen)",
          as: { Catalogue.reason($0, language) }
        ) { $0.frozen },
        .text("state", "aujourd'hui", "now", as: { Catalogue.reason($0, language) }) { $0.state },
        .day("firstApproval", "premier agrément", "first approval") { $0.firstApproval },
        .day("approvedFrom", "agrément en cours du", "approved from") { $0.approvedFrom },
        .day("approvedTo", "au", "to") { $0.approvedTo },
      ]
    }

    /// Source: acceptance/indicators.md, “details of I1”.
    private static let states = [
      "EXPECTED", "OUT_OF_PERIMETER", "NO_APPROVAL_AT_REFERENCE", "NO_APPROVAL_AT_OPENING",
      "FIRST_APPROVAL_TOO_RECENT", "CLOSED_BEFORE_OPENING",
    ]
  }
}
