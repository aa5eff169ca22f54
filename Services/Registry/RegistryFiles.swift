import FactKinds
import RegistryDomain
import ServiceHost
import Tabular

/// The registry's fact files. Source: acceptance/formats.md; for communes and movements INSEE's own
/// columns, code officiel géographique.
enum RegistryFiles {
  /// Sheets as SENACS publishes them. Every column may be empty or absent, so that no published sheet is refused.
  static let sheets = FactKind(
    TableForm(
      "published-sheets.csv", key: PublishedSheet.fields,
      columns: PublishedSheet.fields.map { Column($0, .freeText, mayBeEmpty: true) }),
    owner: "registry",
    words: ("fiches publiées par SENACS", "sheets as SENACS publishes them"), isReference: true)

  /// Returns the registry's files in a catalogue, and the published sheets.
  static func all(_ catalogue: FactCatalogue) -> [FactFile] {
    catalogue.files(
      of: "registry",
      deriving: [
        FactKind.structures.name: StructureRemarks.derive,
        FactKind.merges.name: RegistryStore.checkMerges,
      ],
      concluding: [
        FactKind.structures.name: StructureRemarks.conclude,
        FactKind.mandates.name: MandateRemarks.conclude,
      ])
      + [
        FactFile(
          sheets, into: RegistryStore.sheets, isForeign: true, derive: RegistryStore.cleanSheets)
      ]
  }
}
