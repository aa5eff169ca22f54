import Storage

/// The table that notes what a service's copy of the network was filled with later. Each thing is filled in once in the store's life.
enum NetworkNotesTable {
  /// The addition of version 0.2: a structure's federation, zone and QPV.
  static let traits = "structure traits"
  /// The addition of version 0.3: several rows of a structure over time, and records that are withdrawn.
  static let time = "structures in time"
  /// What people may do, which the registry may have told before this service understood it.
  static let grants = "grants"
  /// Which entries of people are one person, likewise.
  static let merges = "merges"

  /// The migration steps for a projection of version 0.1. A projection without structures has nothing to fill in, and notes so at once.
  static let steps =
    ["CREATE TABLE network_notes (name TEXT NOT NULL PRIMARY KEY)"] + [note(traits)]
  /// The migration step for a projection of version 0.2.
  static let stepsInTime = [note(time)]
  /// The migration step for a projection without grants.
  static let stepsOfGrants = [note(grants)]
  /// The migration step for a projection without merges.
  static let stepsOfMerges = [note(merges)]

  private static func note(_ name: String) -> String {
    """
    INSERT INTO network_notes (name) SELECT '\(name)'
    WHERE NOT EXISTS (SELECT 1 FROM structures)
    """
  }

  /// Returns the names of the things that are filled in.
  static func names(in transaction: ReadTransaction) throws -> Set<String> {
    Set(try transaction.rows("SELECT name FROM network_notes").map { $0.text("name") })
  }

  static func add(_ name: String, in transaction: WriteTransaction) throws {
    try transaction.execute(
      "INSERT INTO network_notes (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", [.text(name)])
  }

  /// Gives the present version of a structure its traits, if it has none of them yet.
  static func fill(
    _ key: [String], with cells: [String: String], in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      UPDATE structures SET federated = $1, zone = $2, qpv = $3 WHERE structure_code = $4
      AND valid_from = $5 AND is_current = 1 AND federated = '' AND zone = '' AND qpv = ''
      """,
      [
        .text(cells["federated"] ?? ""), .text(cells["zone"] ?? ""), .text(cells["qpv"] ?? ""),
        .text(key[0]), .text(key[1]),
      ])
  }
}
