import FactKinds
import ServiceHost
import Storage

/// What the registry tells others: facts with codes and identifiers, never names of people. It
/// listens to nobody.
enum RegistryEvents {
  /// Tells all structures once more, with the traits that version 0.1 kept to itself; once in a store's life.
  static func announceTraits(_ transaction: WriteTransaction) throws {
    let name = "structure traits"
    let known = try transaction.row(
      "SELECT name FROM announcements WHERE name = $1", [.text(name)])
    guard known == nil else { return }
    try transaction.execute("INSERT INTO announcements (name) VALUES ($1)", [.text(name)])
    let table = RegistryStore.structures
    var rows: [[String: String]] = []
    try table.forEach(in: transaction) { row in
      rows.append(
        Dictionary(
          uniqueKeysWithValues: (table.key + table.values).map { ($0, row.text($0)) }))
    }
    for start in stride(from: 0, to: rows.count, by: 500) {
      try FactFile(.structures).publish(
        Array(rows[start..<min(start + 500, rows.count)]),
        fictitious: rows[start]["fictitious"] == "true", transaction)
    }
  }
}
