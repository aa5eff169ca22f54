import ArgumentParser
import Composition
import Contracts
import Pages
import ServiceKit
import Texts
import Values

extension SenacsCommand {
  struct Expected: AsyncParsableCommand {
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
        .init("code", "code", "code") { .text($0.code) },
        .init("kind", "type", "kind") { .text($0.kind) },
        .init("name", "nom", "name") { .text($0.name) },
        .init("frozen", "à l'ouverture (figé)", "when opened (frozen)") { one in
          .text(one.frozen, as: one.frozen.map { Catalogue.reason($0, language) })
        },
        .init("state", "aujourd'hui", "now") {
          .text($0.state, as: Catalogue.reason($0.state, language))
        },
        .init("firstApproval", "premier agrément", "first approval") { .day($0.firstApproval) },
        .init("approvedFrom", "agrément en cours du", "approved from") { .day($0.approvedFrom) },
        .init("approvedTo", "au", "to") { .day($0.approvedTo) },
      ]
    }

    /// Source: acceptance/indicators.md, “details of I1”.
    private static let states = [
      "EXPECTED", "OUT_OF_PERIMETER", "NO_APPROVAL_AT_REFERENCE", "NO_APPROVAL_AT_OPENING",
      "FIRST_APPROVAL_TOO_RECENT", "CLOSED_BEFORE_OPENING",
    ]
  }
}
