import ArgumentParser
import Composition
import Contracts
import Texts
import Values

/// `vigie fragile`: the structures with at least two reasons to look after them.
struct FragileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fragile",
    "Liste les structures actives fragiles : au moins deux raisons de les accompagner.",
    "Lists fragile active structures: at least two reasons to look after them.",
    discussion: words(
      """
      Les raisons : l'agrément prend fin dans moins de 12 mois ; la direction est vacante, par intérim ou en poste depuis moins
      de 12 mois ; en poste, personne n'est formé (I4).
      """,
      """
      The reasons: the approval ends in less than 12 months; the director's post is vacant, held by an interim or for less than
      12 months; nobody in post is trained (I4).
      """))

  @OptionGroup var options: GatewayOptions
  @Option(help: .dayAsked) var asOf: CivilDate = .today
  @OptionGroup var filters: StructureFilters
  @OptionGroup var reasons: ReasonFilter
  @OptionGroup var cross: CrossOptions
  @Option(help: .listFormat) var format = OutputFormat.List.text

  func validate() throws { try reasons.check(Self.knownReasons) }

  func run() async throws {
    let gateway = try options.gateway()
    let fragile = try await Fragile.read(gateway, on: asOf)
    await gateway.close()
    let shown = try await filters.structures(options, on: asOf, isNeeded: cross.isAsked)
    let rows = fragile.rows.filter {
      shown.shows($0.structure.structure) && reasons.shows($0.reasons)
    }
    let isCrossed = try cross.write(
      rows, shown, format, isFictitious: fragile.fictitious, code: { $0.structure.structure })
    guard !isCrossed else { return }
    let note = words(
      "\(rows.count) structures fragiles, le \(asOf.iso)",
      "\(rows.count) fragile structures, on \(asOf.iso)")
    try format.write(rows, Self.columns, isFictitious: fragile.fictitious, notes: [note])
  }

  /// Source: acceptance/year.md, “Fragile”.
  private static let knownReasons = ["APPROVAL_ENDS", "NEW_DIRECTOR", "NOBODY_TRAINED"]

  private static var columns: [ListingColumn<Fragile.Row>] {
    [
      .init("structure_code", "code", "code") { .text($0.structure.structure) },
      .init("director", "direction", "director") { .text($0.structure.director) },
      .init("ends_on", "agrément jusqu'au", "approved until") { .text($0.structure.endsOn?.iso) },
      .init("reasons", "pourquoi", "why") { row in
        .list(row.reasons, separator: words(" ; ", "; ")) { why($0, row) }
      },
    ]
  }

  /// A reason in words; of a director's post what it is: vacant, held by an interim, or new.
  private static func why(_ reason: String, _ row: Fragile.Row) -> String {
    let code = reason == "NEW_DIRECTOR" ? row.structure.directorReason ?? reason : reason
    return Catalogue.reason(code, language)
  }
}
