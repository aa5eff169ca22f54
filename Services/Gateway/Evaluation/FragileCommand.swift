import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

/// `vigie fragile`: the structures with at least two reasons to look after them.
struct FragileCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "fragile",
    "Liste les structures actives fragiles : au moins deux motifs de les accompagner.",
    "Lists fragile active structures: at least two reasons to look after them.",
    discussion: words(
      """
      Motifs : l'agrément prend fin dans moins de 12 mois ; la direction est vacante, assurée par intérim ou en poste depuis \
      moins de 12 mois ; aucune personne en poste n'est formée (I4).
      """,
      """
      Reasons: the approval ends in less than 12 months; the director's post is vacant, held by an interim or for less than 12 \
      months; nobody in post is trained (I4).
      """))

  @OptionGroup var options: GatewayOptions
  @Option(help: .dayAsked) var asOf: CivilDate = .today
  @OptionGroup var filters: StructureFilters
  @OptionGroup var reasons: ReasonFilter
  @OptionGroup var cross: CrossOptions
  @Flag(help: .contacts) var contacts = false
  @Option(help: .listFormat) var format = OutputFormat.List.text
  @OptionGroup var calendar: CalendarOptions

  func validate() throws { try reasons.check(Self.knownReasons) }

  static var jsonSchema: JSONSchema {
    .listing(columns, optional: ListingColumn<Fragile.Row>.contact([:]) { $0.structure.director })
      .or("--cross", CrossListing.schema(hasReasons: true))
  }

  func run() async throws {
    try calendar.check()
    let gateway = try options.gateway()
    let fragile = try await Fragile.read(gateway, on: asOf)
    let shown = try await filters.structures(gateway, on: asOf, isNeeded: cross.isAsked)
    let rows = fragile.rows.filter {
      shown.shows($0.structure.structure) && reasons.shows($0.reasons)
    }
    // A cross table names nobody, so nobody's name is asked for.
    let directors = cross.isAsked ? [] : rows.compactMap(\.structure.director)
    let found = contacts ? try await Contacts.read(gateway, of: directors) : [:]
    await gateway.close()
    let more: [ListingColumn<Fragile.Row>] =
      contacts ? ListingColumn.contact(found) { $0.structure.director } : []
    let isCrossed = try cross.write(
      rows, shown, format, isFictitious: fragile.fictitious, code: { $0.structure.structure },
      reasons: { $0.reasons })
    if !isCrossed {
      try format.write(
        format.ordered(rows) { $0.structure.name ?? $0.structure.structure },
        Self.columns + more, isFictitious: fragile.fictitious, notes: [note(rows.count)])
    }
    try calendar.write(rows.compactMap(event), isFictitious: fragile.fictitious)
  }

  private func note(_ count: Int) -> String {
    let structures = language.count(
      count, .init("structure fragile", "structures fragiles"),
      .init("fragile structure", "fragile structures"))
    return structures + words(" au ", " on ") + language.day(asOf.iso) + "."
  }

  /// The day on which the approval ends; nil while it is open. `registry approvals` writes the same event.
  private func event(_ row: Fragile.Row) -> ICalendar.Event? {
    row.structure.endsOn.map { day in
      let code = row.structure.structure
      let (name, commune) = (row.structure.name ?? code, row.structure.commune ?? "")
      let reasons = row.reasons.map { Self.why($0, row) }.joined(separator: ", ")
      return ICalendar.Event(
        about: "approval-end-\(code)", on: day,
        summary: words("Fin d'agrément : \(name)", "Approval ends: \(name)"),
        description: words(
          "\(code), \(commune) : dernier jour de l'agrément.\nStructure fragile : \(reasons)",
          "\(code), \(commune): last day of the approval.\nFragile structure: \(reasons)"))
    }
  }

  /// Source: acceptance/year.md, “Fragile”.
  private static let knownReasons = ["APPROVAL_ENDS", "NEW_DIRECTOR", "NOBODY_TRAINED"]

  private static var columns: [ListingColumn<Fragile.Row>] {
    [
      .text("structure_code", "code", "code") { $0.structure.structure },
      .text("director", "direction", "director") { $0.structure.director },
      .day("ends_on", "agrément jusqu'au", "approved until") { $0.structure.endsOn },
      .list(
        "reasons", "motifs", "reasons", separator: words(" ; ", "; "),
        told: { row in row.reasons.map { why($0, row) } }
      ) { $0.reasons },
      .text(nil, "structure", "structure") { $0.structure.name },
      .text(nil, "commune", "commune") { $0.structure.commune },
    ]
  }

  /// A reason in words; of a director's post what it is: vacant, held by an interim, or new.
  private static func why(_ reason: String, _ row: Fragile.Row) -> String {
    let code = reason == "NEW_DIRECTOR" ? row.structure.directorReason ?? reason : reason
    return Catalogue.reason(code, language)
  }
}
