import FactKinds
import ServiceHost
import Storage

/// The events that the registry publishes: facts with codes and identifiers, never names of people. It follows no feed.
enum RegistryEvents {
  /// Publishes all structures once more, with the traits that version 0.1 did not publish; done once in a store's life.
  static func announceTraits(_ transaction: WriteTransaction) throws {
    let name = "structure traits"
    guard try RegistryStore.begin(announcement: name, in: transaction) else { return }
    let table = RegistryStore.structures
    let rows = try table.compactMap(in: transaction) { row in
      Dictionary(uniqueKeysWithValues: (table.key + table.values).map { ($0, row.text($0)) })
    }
    for start in stride(from: 0, to: rows.count, by: 500) {
      try FactFile(.structures).publish(
        Array(rows[start..<min(start + 500, rows.count)]),
        fictitious: rows[start]["fictitious"] == "true", transaction)
    }
  }
}
