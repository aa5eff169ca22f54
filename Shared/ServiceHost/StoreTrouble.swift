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
    func passing(
      _ code: Status.Code, reason: String, _ text: String, retryAfter milliseconds: Int = 500
    ) -> Status {
      Status(
        code, text,
        details: StatusDetails(
          reason: reason, domain: "vigie.rpc", retryDelayMilliseconds: milliseconds))
    }
    switch error {
    case .overloaded:
      return passing(
        .resourceExhausted, reason: "OVERLOADED", "the store cannot take this now: \(error)")
    case .full:
      return passing(.resourceExhausted, reason: "STORE_FULL", "\(error)", retryAfter: 5_000)
    case .unavailable:
      // The database server's own message goes to the log only.
      return passing(
        .unavailable, reason: "STORE_UNAVAILABLE",
        "the store's server cannot do this now; nothing was changed, try again")
    case .outcomeUnknown: return passing(.unavailable, reason: "OUTCOME_UNKNOWN", "\(error)")
    case .nulInText:
      return Status(
        .invalidArgument, reason: "TEXT_WITH_NUL", domain: "vigie.rpc", "\(error)",
        field: await texts.firstPath { $0.utf8.contains(0) })
    case .cannotOpen, .inUse, .newer, .failed: return nil
    }
  }
}
