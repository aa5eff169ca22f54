import FactKinds
import Foundation
import Storage
import Synchronization
import Testing
import Values

@testable import ServiceHost

/// A store in a file of its own, whose clock stands still until a test moves it.
final class Store: Sendable {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "vigie-host-\(UUID().uuidString)")
  let database: Database
  private let clock: Clock

  private final class Clock: Sendable {
    let now: Mutex<Instant>
    init(_ now: Instant) { self.now = Mutex(now) }
  }

  init(_ kinds: [FactKind], at start: String = "2026-01-01T12:00:00Z") throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let clock = Clock(try #require(Instant(start)))
    self.clock = clock
    database = try Database(
      path: folder.appending(path: "store.sqlite").path,
      migrations: ImportTables.migrations + SetAsideTable.migrations + AuditTable.migrations
        + [Migration("kinds", kinds.flatMap { HistoryTable($0).creation })],
      clock: { clock.now.withLock { $0 } })
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Moves the clock on.
  func pass(_ time: Duration) {
    clock.now.withLock { $0 = $0.adding(microseconds: time.components.seconds * 1_000_000) }
  }
}
