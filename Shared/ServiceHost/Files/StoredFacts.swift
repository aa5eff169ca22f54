import Foundation
import Logging
import Storage
import Tabular
import Values

/// Looks for stored facts that a fact file could not bring today: versions before 0.3 took days, numbers and codes beyond their
/// bounds. Figures pass over such a fact; here it is told, beside the events that were set aside, until it is corrected.
struct StoredFacts: Sendable {
  /// What was looked over is noted by this name, so that it is done once in a store's life.
  private static let mark = "facts-0.3"
  /// The most facts that are told.
  private static let most = 1_000

  let service: String
  let files: [FactFile]
  let database: Database
  let logger: Logger

  /// Looks all facts over, where it was not done yet.
  func lookOnce() async {
    do {
      let count = try await database.write { transaction -> Int in
        guard
          try transaction.row("SELECT 1 AS n FROM storage_meta WHERE name = $1", [.text(Self.mark)])
            == nil
        else { return 0 }
        return try look(in: transaction)
      }
      guard count > 0 else { return }
      logger.error(
        """
        \(count) facts of this store are beyond what fact files may hold, so figures pass over them; \
        correct them and try again: vigie feed aside, then vigie feed retry
        """)
    } catch {
      logger.error("the stored facts cannot be looked over: \(error)")
    }
  }

  /// Looks all facts over, and tells those that are beyond their bounds in the place of those that were told before.
  ///
  /// - Returns: how many there are now.
  /// - Throws: `StorageError`.
  func look(in transaction: WriteTransaction) throws -> Int {
    try SetAsideTable.clear(service, in: transaction)
    var count = 0
    for file in files {
      let columns = file.keptColumns
      try file.table.forEach(in: transaction) { row in
        guard let (column, code) = file.form.fault(ofStored: columns, { row.text($0) }),
          count < Self.most
        else { return }
        count += 1
        let key = file.table.key.map(row.text)
        try SetAsideTable.add(
          FollowedEvent(
            position: try transaction.position(), topic: file.form.file, payload: Self.json(key),
            recordedAt: transaction.recordedAt), of: service, row: 0,
          EventFault(reason: code, "\(column) \(row.text(column))"), in: transaction)
      }
    }
    try transaction.execute(
      "INSERT INTO storage_meta (name, value) VALUES ($1, '') ON CONFLICT (name) DO NOTHING",
      [.text(Self.mark)])
    return count
  }

  private static func json(_ key: [String]) -> String {
    String(decoding: (try? JSONEncoder().encode(key)) ?? Data("[]".utf8), as: UTF8.self)
  }
}
