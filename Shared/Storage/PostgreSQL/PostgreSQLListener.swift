import Foundation
import Synchronization
import Values

/// Learns of other replicas' commits. The server's announcements are a hint; a look at the store each second finds the commits whose
/// announcement was missed.
final class PostgreSQLListener: Sendable {
  /// How long it waits for an announcement before it looks at the store, in milliseconds.
  private static let look = 1000

  private let address: PostgreSQLAddress
  private let isStopped = Atomic(false)
  private let own = Atomic<Int32>(0)

  init(_ address: PostgreSQLAddress) { self.address = address }

  /// Sets the server's process whose announcements are ignored: that of this replica's own writer.
  func ignore(_ process: Int32) { own.store(process, ordering: .relaxed) }

  /// Starts a thread of its own, which waits for the server most of the time.
  func start(_ announce: @escaping @Sendable (FeedPosition) -> Void) {
    Thread.detachNewThread { [self] in run(announce) }
  }

  /// Stops the thread, which ends after its present wait: within a second while it is connected.
  func stop() { isStopped.store(true, ordering: .relaxed) }

  private func run(_ announce: (FeedPosition) -> Void) {
    var connection: PostgreSQLConnection?
    var last: Instant?
    while !isStopped.load(ordering: .relaxed) {
      do {
        let listening = try connection ?? listen()
        connection = listening
        let store = ReadTransaction(listening)
        let recorded = try store.lastRecordedAt()
        if recorded != last { announce(try store.position()) }
        last = recorded
        try listening.waitForAnnouncement(
          milliseconds: Self.look, ignoring: { own.load(ordering: .relaxed) })
      } catch {
        // After any error another connection is tried half a second later.
        connection = nil
        Thread.sleep(forTimeInterval: 0.5)
      }
    }
  }

  private func listen() throws -> PostgreSQLConnection {
    let connection = try PostgreSQLConnection(address)
    try connection.command("LISTEN \(address.channel)")
    return connection
  }
}
