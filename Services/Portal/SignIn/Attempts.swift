import Locking
import PortalDomain
import Values

/// The limits of signing in of this process: by the network's address, by the account, and of links that are sent at the same time. They
/// stand before those of ``AttemptStore``, so that a flood of refused requests writes nothing.
final class Attempts: Sendable {
  /// The most requests of an address, and links of an account, in a quarter of an hour.
  static let mostOfAddress = 30
  static let mostOfAccount = 5
  private static let mostNames = 10_000
  /// The most pieces of work of a kind at the same time.
  private static let mostOpen = 16

  /// What is done for an address. Each has a count of its own: if mails that take long kept others from being looked up, whoever asks would
  /// see that mails went, and so that an address is known.
  enum Work: Sendable {
    case lookUp, mail
  }

  private let byAddress = Mutex(
    AttemptLimit(
      most: mostOfAddress, window: RetentionRules.attempts, names: mostNames))
  private let byAccount = Mutex(
    AttemptLimit(
      most: mostOfAccount, window: RetentionRules.attempts, names: mostNames))
  private let open = Mutex<[Work: Int]>([:])

  /// Counts a request of an address; returns whether it is within the limit of 30 a quarter of an hour.
  func allows(address: String, at now: Instant) -> Bool {
    byAddress.withLock { $0.allows(address, at: now.microseconds) }
  }

  /// Counts a link to an account; returns whether it is within the limit of 5 a quarter of an hour.
  func allows(account: String, at now: Instant) -> Bool {
    byAccount.withLock { $0.allows(account.lowercased(), at: now.microseconds) }
  }

  /// Begins a piece of work; returns false if too many are under way.
  func begin(_ work: Work) -> Bool {
    open.withLock { open in
      guard open[work, default: 0] < Self.mostOpen else { return false }
      open[work, default: 0] += 1
      return true
    }
  }

  /// Ends what ``begin(_:)`` began.
  func end(_ work: Work) { open.withLock { $0[work, default: 0] -= 1 } }
}
