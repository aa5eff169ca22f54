import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension RegistryCommand {
  struct Contributions: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Additionne ce que les partenaires ont promis et versé pour une année, par périmètre, type de partenaire et objet.",
      "Adds up what partners promised and paid for a year, by scope, kind of partner and purpose.",
      discussion: words(
        "Une cellule vide n'est pas un zéro : une somme ne compte que les montants renseignés, et reste vide s'il n'y en a aucun.",
        "An empty cell is not zero: a sum counts the rows that say the amount, and stays empty if none does."
      ))

    @OptionGroup var options: GatewayOptions
    @Option(
      help: .words(
        "Année des financements, par exemple 2025.",
        "Year of the funding, such as 2025.", .year))
    var year: Year
    @Option(
      help: .words(
        "Affiche ce que cette structure a reçu, partenaire par partenaire.",
        "Shows what this structure received, partner by partner."),
      completion: .structures)
    var structure: String?
    @Flag(
      help: .words(
        """
        Compare avec ce que la structure déclare à SENACS pour l'année ; sans --structure, liste ce qui est à demander aux \
        structures actives au 31 décembre.
        """,
        """
        Compares with what the structure declares to SENACS for the year; without --structure, lists what is to be asked of \
        the structures active on 31 December.
        """
      ))
    var besideSenacs = false
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema {
      .listing(columns)
        .or("--structure", .listing(partnerColumns(.least)))
        .or("--beside-senacs", .listing(askedColumns))
        .or("--structure and --beside-senacs", .listing(besideColumns))
    }

    func run() async throws {
      if besideSenacs {
        if let structure { return try await showBeside(structure) }
        return try await listQuestions()
      }
      let reply = try await options.call(
        "registry",
        ListContributions(
          year: year, structure: structure, byPartner: structure == nil ? nil : true))
      let columns = structure == nil ? Self.columns : Self.partnerColumns(year)
      try format.write(reply.rows, columns, isFictitious: reply.fictitious)
    }

    private static func partnerColumns(
      _ year: Year
    ) -> [ListingColumn<ListContributions.Row>] {
      [
        .text("partner_code", "code", "code") { $0.partner },
        .text("partner", "partenaire", "partner") { $0.partnerName },
        .text("kind", "type", "kind", as: { Catalogue.partnerKind($0, language) }) { $0.kind },
        .text("purpose", "objet", "purpose", as: { Catalogue.contributionPurpose($0, language) }) {
          $0.purpose
        },
        .number("year", "année", "year", as: { String($0) }) { _ in year.value },
        .amount("promised", "promis (€)", "promised (€)") { euros($0.promised) },
        .amount("paid", "versé (€)", "paid (€)") { euros($0.paid) },
      ]
    }

    /// A structure of which something is to be asked.
    private struct Asked {
      let structure: StructureSummary
      let row: FundingBeside.Row
    }

    /// Looks at the active structures one after another, which takes two calls for each, and tells those rows only that are questions.
    private func listQuestions() async throws {
      let gateway = try options.gateway()
      let structures = try await gateway.structures(
        on: year.lastDay, only: StructureChoice(active: true))
      var asked: [Asked] = []
      for structure in format.ordered(structures, by: { $0.name }) {
        let beside = try await FundingBeside.read(gateway, of: structure.code, in: year)
        asked += beside.rows.filter { $0.question != nil }
          .map { Asked(structure: structure, row: $0) }
      }
      await gateway.close()
      let count = asked.map(\.structure.code).once.count
      let note = words(
        "Structures à interroger : \(language.part(count, of: structures.count)). L'écart appelle un échange, jamais une sanction.",
        "Structures to be asked: \(language.part(count, of: structures.count)). A difference calls for a talk, never for a sanction."
      )
      try format.write(
        asked, Self.askedColumns, isFictitious: structures.contains(where: \.fictitious),
        notes: [note])
    }

    private static var askedColumns: [ListingColumn<Asked>] {
      let structure: [ListingColumn<Asked>] = [
        .text("structure_code", "code", "code") { $0.structure.code },
        .text("name", "structure", "structure") { $0.structure.name },
      ]
      return structure + besideColumns.map { $0.of(\Asked.row) }
    }

    private static var columns: [ListingColumn<ListContributions.Row>] {
      [
        .text("scope", "périmètre", "scope", as: { Catalogue.scope($0, language) }) { $0.scope },
        .text(
          "kind", "type de partenaire", "kind of partner",
          as: { Catalogue.partnerKind($0, language) }
        ) {
          $0.kind
        },
        .text("purpose", "objet", "purpose", as: { Catalogue.contributionPurpose($0, language) }) {
          $0.purpose
        },
        .amount("promised", "promis (€)", "promised (€)") { euros($0.promised) },
        .amount("paid", "versé (€)", "paid (€)") { euros($0.paid) },
        .number("rows", "lignes", "rows") { $0.rows },
        .number("structures", "structures", "structures") { $0.structures },
      ]
    }

    private func showBeside(_ structure: String) async throws {
      let gateway = try options.gateway()
      let beside = try await FundingBeside.read(gateway, of: structure, in: year)
      await gateway.close()
      let note =
        if let campaign = beside.campaign, let day = beside.receivedOn {
          words(
            "Réponse à la campagne SENACS \(campaign), reçue le \(language.day(day.iso)).",
            "Answer to the SENACS campaign \(campaign), received on \(day.iso).")
        } else {
          words(
            "Aucune réponse à SENACS pour l'année \(year).", "No answer to SENACS about \(year).")
        }
      try format.write(
        beside.rows, Self.besideColumns, isFictitious: beside.fictitious, notes: [note])
    }

    private static var besideColumns: [ListingColumn<FundingBeside.Row>] {
      [
        .list(
          "kinds", "types de partenaire", "kinds of partners",
          as: { Catalogue.partnerKind($0, language) }
        ) {
          $0.kinds
        },
        .amount("promised", "promis (€)", "promised (€)") { euros($0.promised) },
        .amount("paid", "versé (€)", "paid (€)") { euros($0.paid) },
        .amount("declared", "déclaré à SENACS (€)", "declared to SENACS (€)") {
          euros($0.declared)
        },
        .text(
          "field", "question SENACS", "SENACS question", told: { $0.labels?[language.rawValue] }
        ) { $0.field },
        .text("question", "à demander", "to ask", as: { Catalogue.reason($0, language) }) {
          $0.question
        },
      ]
    }

    /// An amount with its cents.
    private static func euros(_ amount: Quantity?) -> String? { amount?.text(decimals: 2) }
  }
}
