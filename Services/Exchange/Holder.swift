import Storage
import Values

/// The holder of a leased delivery: a call of one process, since several processes may serve one database.
struct Holder: Sendable, Hashable {
  /// The process.
  let replica: String
  /// The call.
  let call: Int

  /// Returns a holder for a new call in a process; the call gets a random number.
  static func next(in replica: String) -> Holder {
    Holder(replica: replica, call: .random(in: 1 ... .max))
  }

  /// A holder of no process; for tests.
  static let none = Holder(replica: "", call: 0)
}
