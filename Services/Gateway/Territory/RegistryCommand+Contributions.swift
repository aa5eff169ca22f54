import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension RegistryCommand {
  struct Contributions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Additionne ce que les partenaires ont promis et versé pour l'année, par périmètre, type de partenaire et objet.",
      "Adds up what partners promised and paid for a year, by scope, kind of partner and purpose.",
      discussion: words(
        "Une cellule vide n'est pas zéro : une somme ne compte que les lignes où le montant est renseigné, et reste vide s'il ne l'est nulle part.",
        "An empty cell is not zero: a sum counts the rows that say the amount, and stays empty if none does."
      ))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("L'année Y.", "The year Y.")) var year: Year
    @Option(
      help: .words("Ce qu'une structure a reçu.", "What one structure received."))
    var structure: String?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      let reply = try await options.call(
        "registry", ListContributions(year: year, structure: structure))
      try format.write(reply.rows, Self.columns, isFictitious: reply.fictitious)
    }

    private static var columns: [ListingColumn<ListContributions.Row>] {
      [
        .init("scope", "périmètre", "scope") {
          .text($0.scope, as: Catalogue.scope($0.scope, language))
        },
        .init("kind", "partenaires", "partners") {
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

    /// An amount with its cents; without thousands set apart, so that spreadsheets read it.
    private static func euros(_ amount: Quantity?) -> ListingCell {
      let text = amount?.text(decimals: 2)
      return .text(text, as: text.map(language.decimal))
    }
  }
}
