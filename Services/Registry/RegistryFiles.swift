import FactForms
import RegistryDomain
import ServiceHost
import Tabular

/// The registry's fact files. Source: acceptance/formats.md; for communes and movements INSEE's own
/// columns, code officiel géographique.
enum RegistryFiles {
  /// Every column may be empty, or absent: nothing that is published is refused.
  static let sheets = TableForm(
    "published-sheets.csv", key: PublishedSheet.fields,
    columns: PublishedSheet.fields.map { Column($0, .freeText, mayBeEmpty: true) })

  static let all: [FactFile] = [
    FactFile(
      sheets, into: RegistryStore.sheets, isReference: true, isForeign: true,
      derive: RegistryStore.cleanSheets),
    FactFile(
      FactForms.communes, into: NetworkTables.communes, isReference: true,
      publish: RegistryEvents.publishCommunes),
    FactFile(
      FactForms.movements, into: NetworkTables.movements, isReference: true,
      publish: RegistryEvents.publishMovements),
    FactFile(
      FactForms.structures, into: RegistryStore.structures, derive: RegistryStore.addStructures,
      publish: RegistryEvents.publishStructures),
    FactFile(
      FactForms.approvals, into: NetworkTables.approvals,
      publish: RegistryEvents.publishApprovals),
    FactFile(
      FactForms.people, into: RegistryStore.people,
      derive: RegistryStore.identify(in: RegistryStore.people),
      publish: RegistryEvents.publishPeople),
    FactFile(
      FactForms.mandates, into: RegistryStore.mandates, publish: RegistryEvents.publishMandates),
  ]
}
