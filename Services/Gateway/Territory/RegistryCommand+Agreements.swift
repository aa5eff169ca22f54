public import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
public import Values

extension RegistryCommand {
  struct Agreements: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les conventions : état, signataires, communes, points à vérifier.",
      "Lists agreements: state, parties, communes, points to check.",
      discussion: words(
        """
        Une convention relève d'une commune ou d'un territoire si elle y porte ou si une structure signataire s'y trouve ; elle
        relève de la fédération si une structure signataire y adhère.
        """,
        """
        An agreement belongs to a commune or a territory if it holds there or if a structure among the parties is there; it belongs
        to the federation if a structure among the parties is a member.
        """))

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @Option(
      help: .words(
        "Limite le résultat aux conventions en cours qui prennent fin, ou sont résiliées, au plus tard ce jour-là.",
        "Limits the result to agreements in force that end, or are broken off, on this day or earlier.",
        .day))
    var endingBy: CivilDate?
    @Option(
      help: .words(
        "Limite le résultat à un type de convention.",
        "Limits the result to one kind of agreement.", .kind))
    var kind: AgreementKind?
    @Option(
      help: .words(
        "Limite le résultat aux conventions dont cette structure est signataire.",
        "Limits the result to agreements that this structure is a party of."),
      completion: .structures)
    var structure: String?
    @OptionGroup var places: PlaceFilters
    @OptionGroup var reasons: ReasonFilter
    @Option(help: .listFormat) var format = OutputFormat.List.text
    @OptionGroup var calendar: CalendarOptions

    func validate() throws { try reasons.check(Self.findings) }

    static var jsonSchema: JSONSchema { .listing(columns) }

    func run() async throws {
      try calendar.check()
      let first = ListAgreements(
        asOf: asOf, endingBy: endingBy, kind: kind, structure: structure,
        only: places.choice == StructureChoice() ? nil : places.choice, limit: .most)
      let pages = try await options.pages("registry", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.code : nil
      }
      let rows = pages.flatMap(\.rows).filter { reasons.shows($0.findings) }
      try format.write(rows, Self.columns, isFictitious: pages.last?.fictitious)
      try calendar.write(rows.compactMap(event), isFictitious: pages.last?.fictitious)
    }

    /// The day on which an agreement ends, by its last day or because it is broken off; nil while it is open.
    private func event(_ row: ListAgreements.Row) -> ICalendar.Event? {
      guard let day = [row.to, row.endedOn].compactMap({ $0 }).min() else { return nil }
      let kind = Catalogue.agreementKind(row.kind, language)
      let state = Catalogue.agreementState(row.state, language)
      let parties = (row.partyNames ?? row.parties).joined(separator: ", ")
      return ICalendar.Event(
        about: "agreement-end-\(row.code)", on: day,
        summary: row.endedOn == day
          ? words("Convention résiliée : \(row.title)", "Agreement broken off: \(row.title)")
          : words("Fin de convention : \(row.title)", "Agreement ends: \(row.title)"),
        description: words(
          "\(row.code) (\(kind)), \(state)\nSignataires : \(parties)",
          "\(row.code) (\(kind)), \(state)\nParties: \(parties)"))
    }

    /// What may be wrong with an agreement.
    private static let findings = ["NO_COMMUNE", "PARTIES_INCOMPLETE", "STRUCTURE_INACTIVE"]

    /// The parties, by name where it is known, with their codes.
    private static func parties(_ row: ListAgreements.Row) -> [String] {
      let names = Dictionary(zip(row.parties, row.partyNames ?? [])) { first, _ in first }
      return row.parties.map { code in names[code].map { "\($0) (\(code))" } ?? code }
    }

    private static var columns: [ListingColumn<ListAgreements.Row>] {
      [
        .text("agreement_code", "code", "code") { $0.code },
        .text("kind", "type", "kind", as: { Catalogue.agreementKind($0, language) }) { $0.kind },
        .text(nil, "intitulé", "title") { $0.title },
        .day(nil, "signée le", "signed on") { $0.signedOn },
        .day("from", "du", "from") { $0.from },
        .day("to", "au", "to") { $0.to },
        .day("ended_on", "résiliée le", "broken off on") { $0.endedOn },
        .text("state", "état", "state", as: { Catalogue.agreementState($0, language) }) {
          $0.state
        },
        .list("parties", "signataires", "parties", told: parties) { $0.parties },
        .list("communes", "communes", "communes") { $0.communes },
        .list("findings", "à vérifier", "to check", as: { Catalogue.reason($0, language) }) {
          $0.findings
        },
      ]
    }
  }
}

extension AgreementKind: ExpressibleByArgument {}
