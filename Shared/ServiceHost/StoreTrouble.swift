import Logging
import RPC
import RPCContract
import Storage

/// The status that a caller gets for an error of the store, and how the error is logged.
struct StoreTrouble {
  let status: Status

  /// The level at which it is logged; nil for not at all.
  let level: Logger.Level?

  /// Makes the status of an error; nil for an error that is no matter of the caller's. The request's texts show which field has a NUL.
  init?(_ error: StorageError, _ texts: RequestTexts) async {
    guard let status = await Self.status(of: error, texts) else { return nil }
    self.status = status
    level =
      switch error {
      case .full: .error
      case .unavailable, .outcomeUnknown: .warning
      default: nil
      }
  }

  private static func status(of error: StorageError, _ texts: RequestTexts) async -> Status? {
    switch error {
    case .overloaded:
      Status(
        .resourceExhausted, "the store cannot take this now: \(error)",
        details: StatusDetails(
          reason: "OVERLOADED", domain: "vigie.rpc", retryDelayMilliseconds: 500))
    case .full:
      Status(
        .resourceExhausted, "\(error)",
        details: StatusDetails(
          reason: "STORE_FULL", domain: "vigie.rpc", retryDelayMilliseconds: 5_000))
    case .unavailable:
      // The database server's own message goes to the log only.
      Status(
        .unavailable, "the store's server cannot do this now; nothing was changed, try again",
        details: StatusDetails(
          reason: "STORE_UNAVAILABLE", domain: "vigie.rpc", retryDelayMilliseconds: 500))
    case .outcomeUnknown:
      Status(
        .unavailable, "\(error)",
        details: StatusDetails(
          reason: "OUTCOME_UNKNOWN", domain: "vigie.rpc", retryDelayMilliseconds: 500))
    case .nulInText:
      Status(
        .invalidArgument, reason: "TEXT_WITH_NUL", domain: "vigie.rpc", "\(error)",
        field: await texts.firstPath { $0.utf8.contains(0) })
    case .cannotOpen, .inUse, .newer, .failed: nil
    }
  }
}
