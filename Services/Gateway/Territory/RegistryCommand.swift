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

  /// What lists and the page of one structure tell of it on a day.
  static func columns(on day: CivilDate) -> [ListingColumn<StructureSummary>] {
    [
      .init("structure_code", "code", "code") { .text($0.code) },
      .init("kind", "type", "kind") { .text($0.kind) },
      .init("name", "nom", "name") { .text($0.name) },
      .init("commune_code", "code Insee", "INSEE code") { .text($0.commune) },
      .init("commune", "commune", "commune") {
        .text($0.communeName, as: $0.communeName ?? $0.commune)
      },
      .init("ctcd", "territoire", "territory") { territory($0.ctcd) },
      .init("federated", "adhérente", "member") { .flag($0.federated) },
      .init(
        "active", "active au \(Language.french.day(day.iso))",
        "active on \(Language.english.day(day.iso))"
      ) { .flag($0.isActive) },
    ]
  }

  /// The Métropole or the Département in which a structure is; nil for one outside the Rhône.
  static func territory(_ ctcd: String?) -> ListingCell {
    .text(
      ctcd,
      as: ctcd.map { Catalogue.scope("ctcd:\($0)", language) }
        ?? Catalogue.reason("OUT_OF_PERIMETER", language))
  }
}

extension Bounded: ExpressibleByArgument {
  /// Reads a whole number of the type's range.
  public init?(argument: String) {
    guard let number = Int(argument), let bounded = Self(number) else { return nil }
    self = bounded
  }
}
