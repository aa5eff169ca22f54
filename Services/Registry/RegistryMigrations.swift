import FactKinds
import ServiceHost
import Storage

/// The registry's schema, step by step; a step that was released is never changed.
enum RegistryMigrations {
  /// The table of structures as step `registry-1` made it.
  private static let structures1 = HistoryTable(
    "structures", key: ["structure_code"],
    values: [
      "id", "kind", "name", "manager_siren", "siret", "commune_code", "commune_as_of",
      "federated", "zone", "qpv", "closed_on", "fictitious",
    ])

  static let all = [
    Migration(
      "registry-1",
      structures1.creation
        + ([.approvals, .communes, .mandates, .movements, .people] as [FactKind])
        .flatMap { HistoryTable($0).creation } + RegistryStore.sheets.creation),
    // Names what has been published once more since the program publishes more of it.
    Migration("registry-2", ["CREATE TABLE announcements (name TEXT NOT NULL PRIMARY KEY)"]),
    // Structures in time: a record's key is a code and the day from which the record holds.
    Migration("registry-3", HistoryTable(.structures).creation(keepingRowsOf: structures1)),
    Migration("registry-4", HistoryTable(.grants).creation),
    Migration(
      "registry-5",
      ([
        .partners, .agreements, .agreementParties, .agreementCommunes, .contributions, .tools,
        .toolUses,
      ] as [FactKind]).flatMap { HistoryTable($0).creation }),
    Migration("registry-6", HistoryTable(.merges).creation),
  ]
}
