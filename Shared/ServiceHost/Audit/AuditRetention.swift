import Logging
import Storage
import Values

/// Drops lines of the audit whose time is over, a thousand at a time.
struct AuditRetention: Sendable {
  let years: Int
  let database: Database
  let signer: AuditSigner
  let logger: Logger

  /// Drops them when the service starts and once a day, until it stops.
  func run() async {
    while !Task.isCancelled {
      do {
        try await drop()
      } catch {
        logger.warning("the audit keeps lines whose time is over: \(error)")
      }
      // Days pass without an event to wait for; a cancelled sleep ends the loop.
      try? await Task.sleep(for: .seconds(86_400))
    }
  }

  /// Drops all lines whose time is over.
  ///
  /// - Throws: `StorageError`; `ConfigurationProblem` when the service's secret cannot be read or made.
  func drop() async throws {
    let first = Instant.parisMidnight(database.now.parisDay.adding(months: -12 * years))
    while try await database.write({ [signer] in
      try AuditTable.drop(before: first, signer, in: $0)
    }) {}
  }
}
