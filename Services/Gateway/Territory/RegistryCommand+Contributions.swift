import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension RegistryCommand {
  struct Contributions: AsyncParsableCommand {
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

    func run() async throws {
      if besideSenacs {
        if let structure { return try await showBeside(structure) }
        return try await listQuestions()
      }
      let reply = try await options.call(
        "registry",
        ListContributions(
          year: year, structure: structure, byPartner: structure == nil ? nil : true))
      let columns = structure == nil ? Self.columns : partnerColumns
      try format.write(reply.rows, columns, isFictitious: reply.fictitious)
    }

    private var partnerColumns: [ListingColumn<ListContributions.Row>] {
      [
        .init("partner_code", "code", "code") { .text($0.partner) },
        .init("partner", "partenaire", "partner") { .text($0.partnerName) },
        .init("kind", "type", "kind") {
          .text($0.kind, as: Catalogue.partnerKind($0.kind, language))
        },
        .init("purpose", "objet", "purpose") {
          .text($0.purpose, as: Catalogue.contributionPurpose($0.purpose, language))
        },
        .init("year", "année", "year") { _ in .number(year.value, as: String(year.value)) },
        .init("promised", "promis (€)", "promised (€)") { Self.euros($0.promised) },
        .init("paid", "versé (€)", "paid (€)") { Self.euros($0.paid) },
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
      let columns: [ListingColumn<Asked>] = [
        .init("structure_code", "code", "code") { .text($0.structure.code) },
        .init("name", "structure", "structure") { .text($0.structure.name) },
      ]
      let others = Self.besideColumns.map { column in
        ListingColumn<Asked>(column.member, column.french, column.english) { column.cell($0.row) }
      }
      try format.write(
        asked, columns + others, isFictitious: structures.contains(where: \.fictitious),
        notes: [note])
    }

    private static var columns: [ListingColumn<ListContributions.Row>] {
      [
        .init("scope", "périmètre", "scope") {
          .text($0.scope, as: Catalogue.scope($0.scope, language))
        },
        .init("kind", "type de partenaire", "kind of partner") {
          .text($0.kind, as: Catalogue.partnerKind($0.kind, language))
        },
        .init("purpose", "objet", "purpose") {
          .text($0.purpose, as: Catalogue.contributionPurpose($0.purpose, language))
        },
        .init("promised", "promis (€)", "promised (€)") { euros($0.promised) },
        .init("paid", "versé (€)", "paid (€)") { euros($0.paid) },
        .init("rows", "lignes", "rows") { .number($0.rows) },
        .init("structures", "structures", "structures") { .number($0.structures) },
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
        .init("kinds", "types de partenaire", "kinds of partners") {
          .list($0.kinds) { Catalogue.partnerKind($0, language) }
        },
        .init("promised", "promis (€)", "promised (€)") { euros($0.promised) },
        .init("paid", "versé (€)", "paid (€)") { euros($0.paid) },
        .init("declared", "déclaré à SENACS (€)", "declared to SENACS (€)") { euros($0.declared) },
        .init("field", "question SENACS", "SENACS question") { .text($0.field) },
        .init("question", "à demander", "to ask") { row in
          .text(row.question, as: row.question.map { Catalogue.reason($0, language) })
        },
      ]
    }

    /// An amount with its cents.
    private static func euros(_ amount: Quantity?) -> ListingCell {
      .amount(amount?.text(decimals: 2))
    }
  }
}
