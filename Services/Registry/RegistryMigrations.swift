import Storage

/// The registry's schema, step by step; a step that was released is never changed.
enum RegistryMigrations {
  static let all = [
    Migration(
      "registry-1", RegistryStore.tables.values.sorted { $0.name < $1.name }.flatMap(\.creation))
  ]
}
