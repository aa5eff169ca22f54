import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import RPCContract
import Texts
import Values

extension EvaluationCommand {
  struct Declared: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Compare ce que les structures déclarent et ce qui est constaté : restitutions ouvertes, réunions de veille sociale.",
      "Compares what structures declare with what was observed: feedback sheets opened, meetings of social watch.",
      discussion: words(
        "Un écart appelle un échange avec la structure, jamais une sanction. Une structure ne voit que ses propres données.",
        "A difference calls for a talk with the structure, never a sanction. A structure sees its own data only."
      ))

    @OptionGroup var options: GatewayOptions
    @Option(help: .year) var year: Year
    @Option(help: .campaignOfYear, completion: .campaigns) var campaign: String?
    @Option(help: .factsOfDay) var asOf: CivilDate?
    @Option(help: .knownOn) var knownOn: CivilDate?
    @Option(help: .onlyStructure, completion: .structures) var structure: String?
    @OptionGroup var filters: StructureFilters
    @OptionGroup var reasons: ReasonFilter
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func validate() throws { try reasons.check(Self.knownReasons) }

    static var jsonSchema: JSONSchema { .value(CompareDeclared.Reply.self) }

    func run() async throws {
      let query = FigureQuery(year: year, campaign: campaign, asOf: asOf, knownOn: knownOn)
      let gateway = try options.gateway()
      var reply = try await gateway.call(
        "evaluation", CompareDeclared(query: query, structure: structure))
      let shown = try await filters.structures(gateway, on: asOf ?? year.lastDay)
      await gateway.close()
      reply.rows = reply.rows.filter {
        shown.shows($0.structure) && reasons.shows([$0.use, $0.veille])
      }
      let differing = reply.rows.count { row in
        [row.use, row.veille].contains { $0?.contains("_NOT_") ?? false }
          || (row.contradictedMeetings ?? 0) > 0
      }
      let part = language.part(differing, of: reply.rows.count)
      let note = words(
        "Structures à interroger : \(part). L'écart appelle un échange, jamais une sanction.",
        "Structures to be asked: \(part). A difference calls for a talk, never for a sanction.")
      try format.write(
        reply, format.ordered(reply.rows) { $0.name }, Self.columns,
        isFictitious: reply.fictitious, notes: [note])
      for part in reply.missing {
        Output.error(
          words("Indisponible : ", "missing: ")
            + Catalogue.missing(part.service, part.status, language))
      }
      if !reply.missing.isEmpty { throw ExitCode(3) }
    }

    /// What is said of a declaration beside what was observed, of use and of veille.
    private static let knownReasons = [
      "AGREES", "DECLARED_NOT_OBSERVED", "OBSERVED_NOT_DECLARED", "NO_SHEET", "NO_MEETING_NEARBY",
      "NO_ANSWER",
    ]

    private static var columns: [ListingColumn<CompareDeclared.Row>] { use + veille }

    private static var use: [ListingColumn<CompareDeclared.Row>] {
      [
        .text("structure", "code", "code") { $0.structure },
        .text("kind", "type", "kind") { $0.kind },
        .text("name", "nom", "name") { $0.name },
        .number("useLevel", "utilisation déclarée (0 à 3)", "declared use (0 to 3)", none: "–") {
          $0.useLevel
        },
        .number("daysOpened", "jours de consultation", "days of reading", none: "–") {
          $0.daysOpened
        },
        .text(
          "use", "constat sur l'utilisation", "use compared",
          as: { Catalogue.reason($0, language) }, none: "–"
        ) { $0.use },
      ]
    }

    private static var veille: [ListingColumn<CompareDeclared.Row>] {
      [
        .flag("veilleDeclared", "veille déclarée", "social watch declared", none: "–") {
          $0.veilleDeclared
        },
        .number("partnershipLevel", "intégration (0 à 3)", "partnership (0 to 3)", none: "–") {
          $0.partnershipLevel
        },
        .number("presences", "présences", "present") { $0.presences },
        .number("invitations", "invitations", "invitations") { $0.invitations },
        .text(
          "veille", "constat sur la veille", "social watch compared",
          as: { Catalogue.reason($0, language) }
        ) { $0.veille },
        .number(
          "declaredMeetings", "réunions déclarées seulement", "meetings declared only", none: "–"
        ) { $0.declaredMeetings },
        .number(
          "contradictedMeetings", "réunions contredites", "meetings contradicted", none: "–"
        ) { $0.contradictedMeetings },
        .list(
          "uses", "utilisations", "uses", separator: ", ", as: { Catalogue.use($0, language) }
        ) { $0.uses ?? [] },
      ]
    }

  }
}
