import FactKinds
import RegistryDomain
import ServiceHost
import Tabular

/// The registry's fact files. Source: acceptance/formats.md; for communes and movements INSEE's own
/// columns, code officiel géographique.
enum RegistryFiles {
  /// Every column may be empty, or absent: nothing that is published is refused.
  static let sheets = FactKind(
    TableForm(
      "published-sheets.csv", key: PublishedSheet.fields,
      columns: PublishedSheet.fields.map { Column($0, .freeText, mayBeEmpty: true) }),
    owner: "registry",
    words: ("fiches publiées par SENACS", "sheets as SENACS publishes them"), isReference: true)

  /// Those of a catalogue, and the sheets.
  static func all(_ catalogue: FactCatalogue) -> [FactFile] {
    catalogue.files(
      of: "registry", deriving: [FactKind.structures.name: StructureRemarks.derive],
      concluding: [FactKind.structures.name: StructureRemarks.conclude])
      + [
        FactFile(
          sheets, into: RegistryStore.sheets, isForeign: true, derive: RegistryStore.cleanSheets)
      ]
  }
}
