import Foundation
import Synchronization
import Values

/// Learns of other replicas' commits: the server's announcements are a hint, a look each second makes sure.
final class PostgreSQLListener: Sendable {
  /// How long it relies on announcements.
  private static let look = 1000

  private let address: PostgreSQLAddress
  private let isStopped = Atomic(false)
  private let own = Atomic<Int32>(0)

  init(_ address: PostgreSQLAddress) { self.address = address }

  /// Passes announcements of a process over: this one's own writer.
  func ignore(_ process: Int32) { own.store(process, ordering: .relaxed) }

  /// Begins, on a thread of its own, which is in the server's hands most of the time.
  func start(_ tell: @escaping @Sendable (FeedPosition) -> Void) {
    Thread.detachNewThread { [self] in run(tell) }
  }

  /// Ends within a second.
  func stop() { isStopped.store(true, ordering: .relaxed) }

  private func run(_ tell: (FeedPosition) -> Void) {
    var connection: PostgreSQLConnection?
    var last: String?
    while !isStopped.load(ordering: .relaxed) {
      do {
        let listening = try connection ?? listen()
        connection = listening
        let recorded = try listening.first(
          "SELECT value FROM storage_meta WHERE name = 'recorded'", [])?.text("value")
        if recorded != last { tell(try ReadTransaction(listening).position()) }
        last = recorded
        try listening.waitForAnnouncement(
          milliseconds: Self.look, ignoring: { own.load(ordering: .relaxed) })
      } catch {
        // Whatever it was, another connection is tried a little later.
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
