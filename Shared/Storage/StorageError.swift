import GRDB

/// What can go wrong with a store, and what to do about it.
public enum StorageError: Error, Sendable, Hashable {
  /// The file or its folder cannot be used.
  case cannotOpen(path: String, reason: String)
  /// Another process has the store.
  case inUse(path: String)
  /// The store was written by a newer program.
  case newer(path: String, migration: String)
  /// No space is left; it heals when there is some again.
  case full
  /// Too many writes wait.
  case overloaded
  /// Any other failure of the database.
  case failed(String)

  static func of(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    if error.resultCode == .SQLITE_FULL { return StorageError.full }
    return StorageError.failed(error.message ?? "SQLite error \(error.resultCode.rawValue)")
  }
}

extension StorageError: CustomStringConvertible {
  /// What was attempted and what to do.
  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason):
      "cannot open the store \(path): \(reason); check the path and its rights"
    case .inUse(let path): "the store \(path) is in use by another process; stop that one first"
    case .newer(let path, let migration):
      "the store \(path) is newer than this program (it has \(migration)); install a newer version"
    case .full: "no space is left on the store's disk; free some and try again"
    case .overloaded: "too many writes wait; try again"
    case .failed(let text): "the store failed: \(text)"
    }
  }
}
