import Contracts
import Locking
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Values

/// Says whose a request is. There is no other place that does.
final class Visitors: Sendable {
  /// How long an answer of the registry counts: less than the second within which a post that ends, ends its sessions.
  private static let fresh: Duration = .milliseconds(500)
  /// How long a session goes on while the registry does not answer, in microseconds. Services still check each call by what they know.
  private static let patience: Int64 = 3_600_000_000
  /// How old the note of the last request may be, in microseconds.
  private static let noted: Int64 = 60_000_000
  /// The most sessions whose answer is kept.
  private static let mostChecked = 4096

  private let host: ServiceHost
  private let calls: PersonCalls
  private let checked = Mutex<[String: ContinuousClock.Instant]>([:])

  init(_ host: ServiceHost, _ calls: PersonCalls) {
    self.host = host
    self.calls = calls
  }

  /// Returns the session of a browser; nil where nobody has signed in, where the session is over, and where its post or grant has ended.
  ///
  /// - Throws: `StorageError`.
  func session(of browser: SecretToken) async throws -> Session? {
    let now = host.database.now
    guard
      let session = try await host.database.read({
        try PortalStore.session(browser, in: $0)
      }), !session.isOver(at: now)
    else { return nil }
    if isFresh(browser) { return session }
    do {
      let way = session.way
      let reply = try await calls.ask(
        CheckSignIn(person: session.person, role: way.role, structure: way.structure))
      guard reply.isAllowed else {
        try await host.database.write { try PortalStore.end(browser, in: $0) }
        return nil
      }
    } catch is RPCError {
      let last = session.seenAt.adding(microseconds: Self.patience)
      return now < last ? session : nil
    }
    note(browser)
    if session.seenAt.adding(microseconds: Self.noted) < now {
      try await host.database.write { try PortalStore.see(browser, in: $0) }
    }
    return session
  }

  private func isFresh(_ browser: SecretToken) -> Bool {
    guard let last = checked.withLock({ $0[browser.hash] }) else { return false }
    return ContinuousClock.now - last < Self.fresh
  }

  private func note(_ browser: SecretToken) {
    checked.withLock { checked in
      let now = ContinuousClock.now
      if checked.count >= Self.mostChecked {
        checked = checked.filter { now - $0.value < Self.fresh }
        if checked.count >= Self.mostChecked { checked.removeAll() }
      }
      checked[browser.hash] = now
    }
  }
}
