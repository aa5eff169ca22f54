/// What can go wrong with a store, and what to do about it.
public enum StorageError: Error, Sendable, Hashable {
  /// The file or its folder, or the server's database, cannot be used.
  case cannotOpen(path: String, reason: String)
  /// Another process has the store.
  case inUse(path: String)
  /// The store was written by a newer program.
  case newer(path: String, migration: String)
  /// No space is left; writes work again once there is space.
  case full
  /// Too many writes wait.
  case overloaded
  /// The server does not answer, or it gave up the transaction. Nothing was changed, and the fault passes without a repair.
  case unavailable(String)
  /// The connection was lost while a change was being committed: the change is stored, or it is not.
  case outcomeUnknown
  /// A text holds the character NUL: PostgreSQL cannot keep it, and SQLite would read the text only up to it.
  case nulInText
  /// Any other failure of the database.
  case failed(String)
}

extension StorageError: CustomStringConvertible {
  /// What was attempted and what to do.
  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason):
      "cannot open the store \(path): \(reason); check where it is and its rights"
    case .inUse(let path): "the store \(path) is in use by another process; stop that one first"
    case .newer(let path, let migration):
      "the store \(path) is newer than this program (it has \(migration)); install a newer version"
    case .full: "no space is left on the store's disk; free some and try again"
    case .overloaded: "too many calls wait for the store; try again"
    case .unavailable(let reason):
      "the store's server cannot do this now: \(reason); nothing was changed, try again"
    case .outcomeUnknown:
      "the store's server was lost during the commit: the change may be there or not; "
        + "try again with the same idempotency key"
    case .nulInText:
      "a text holds the character NUL (U+0000), which the store cannot keep; remove it"
    case .failed(let text): "the store failed: \(text)"
    }
  }
}
