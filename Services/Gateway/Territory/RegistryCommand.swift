public import ArgumentParser
import Contracts
import Texts
public import Values

struct RegistryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry",
    "Affiche les structures, leurs agréments, leurs conventions, leurs financements et leurs outils.",
    "Shows structures, their approvals, agreements, funding and tools.",
    subcommands: [
      List.self, Show.self, Sheets.self, Approvals.self, Agreements.self, Coverage.self,
      Contributions.self, Partners.self, Tools.self, Duplicates.self, MandateCommand.self,
    ])

  /// What lists and the page of one structure tell of it on a day; nil for any day.
  static func columns(on day: CivilDate?) -> [ListingColumn<StructureSummary>] {
    [
      .text("structure_code", "code", "code") { $0.code },
      .text("kind", "type", "kind") { $0.kind },
      .text("name", "nom", "name") { $0.name },
      .text("commune_code", "code Insee", "INSEE code") { $0.commune },
      .text("commune", "commune", "commune") { $0.communeName },
      territory { $0.ctcd },
      .flag("federated", "adhérente", "member") { $0.federated },
      .flag(
        "active", day.map { "active au \(Language.french.day($0.iso))" } ?? "active ce jour-là",
        day.map { "active on \(Language.english.day($0.iso))" } ?? "active on that day"
      ) { $0.isActive },
    ]
  }

  /// The column of the Métropole or the Département in which a row's structure is; null for one outside the Rhône.
  static func territory<Row>(_ ctcd: @escaping (Row) -> String?) -> ListingColumn<Row> {
    .text(
      "ctcd", "territoire", "territory", as: { Catalogue.scope("ctcd:\($0)", language) },
      none: Catalogue.reason("OUT_OF_PERIMETER", language), ctcd)
  }
}

extension Bounded: ExpressibleByArgument {
  /// Of a year, those around the present one; of any other number none.
  public static var defaultCompletionKind: CompletionKind {
    guard Bounds.self == YearBounds.self else { return .default }
    let year = CivilDate.today.year
    return .list((year - 4...year + 1).map(String.init))
  }

  /// Reads a whole number of the type's range.
  public init?(argument: String) {
    guard let number = Int(argument), let bounded = Self(number) else { return nil }
    self = bounded
  }
}
