import FactKinds
import Foundation
import Logging
import Storage
import Tabular
import Values

/// Looks for stored facts that a fact file could not bring today: versions before 0.3 took days, numbers and codes beyond their
/// bounds.
///
/// Figures skip such a fact. It is listed with the events that were set aside until it is corrected.
struct StoredFacts: Sendable {
  /// The name under which the store notes that its facts were checked, so that the check runs once in a store's life.
  private static let mark = "facts-0.3"
  /// The most facts that are listed.
  private static let most = 1_000

  let service: String
  let files: [FactFile]
  let database: Database
  let logger: Logger

  /// A fact that is beyond its bounds.
  private typealias Fault = (file: String, key: [String], reason: EventFault)

  /// Checks all facts, unless the store notes that this was done.
  func lookOnce() async {
    do {
      let isDone = try await database.read {
        try $0.row("SELECT 1 AS n FROM storage_meta WHERE name = $1", [.text(Self.mark)]) != nil
      }
      guard !isDone else { return }
      let count = try await look()
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

  /// Checks all facts, and replaces the list of those that are beyond their bounds. Writers do not wait for the check.
  ///
  /// - Returns: how many there are now, ``most`` at most.
  /// - Throws: `StorageError`.
  func look() async throws -> Int {
    let faults = try await database.read { try find(in: $0) }
    try await database.write { try keep(faults, in: $0) }
    return faults.count
  }

  private func find(in transaction: ReadTransaction) throws -> [Fault] {
    var faults: [Fault] = []
    for file in files {
      let columns = Set(file.keptColumns)
      try file.table.forEach(in: transaction) { row in
        guard faults.count < Self.most,
          let (column, code) = file.kind.form.fault(ofStored: columns, { row.text($0) })
        else { return }
        let key = file.table.key.map(row.text)
        let reason = EventFault(
          reason: code, "\(column) \(row.text(column)), of \(key.joined(separator: " "))")
        faults.append((file.kind.file, key, reason))
      }
    }
    return faults
  }

  private func keep(_ faults: [Fault], in transaction: WriteTransaction) throws {
    try SetAsideTable.clear(service, in: transaction)
    for fault in faults {
      let key = (try? JSONEncoder().encode(fault.key)) ?? Data("[]".utf8)
      try SetAsideTable.add(
        FollowedEvent(
          position: try transaction.position(), topic: fault.file,
          payload: String(decoding: key, as: UTF8.self), recordedAt: transaction.recordedAt),
        of: service, row: 0, fault.reason, in: transaction)
    }
    try transaction.execute(
      "INSERT INTO storage_meta (name, value) VALUES ($1, '') ON CONFLICT (name) DO NOTHING",
      [.text(Self.mark)])
  }
}
