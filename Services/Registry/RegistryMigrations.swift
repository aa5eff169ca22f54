import Storage

/// The registry's schema, step by step; a step that was released is never changed.
enum RegistryMigrations {
  static let all = [
    Migration(
      "registry-1", RegistryStore.tables.values.sorted { $0.name < $1.name }.flatMap(\.creation)),
    // What has been told anew since the program knows more of it.
    Migration("registry-2", ["CREATE TABLE announcements (name TEXT NOT NULL PRIMARY KEY)"]),
  ]
}
