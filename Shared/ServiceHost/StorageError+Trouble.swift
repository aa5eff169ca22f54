import Logging
import RPC
import RPCContract
import Storage

extension StorageError {
  /// Returns the status that a caller gets, and the level at which the error is logged, nil for not at all. Nil for an error that is no
  /// matter of the caller's. The request's texts show which field has a NUL.
  func trouble(_ texts: RequestTexts) async -> (status: Status, level: Logger.Level?)? {
    func passing(
      _ code: Status.Code, reason: String, _ text: String, retryAfter milliseconds: Int = 500
    ) -> Status {
      Status(
        code, text,
        details: StatusDetails(
          reason: reason, domain: "vigie.rpc", retryDelayMilliseconds: milliseconds))
    }
    switch self {
    case .overloaded:
      let text = "the store cannot take this now: \(self)"
      return (passing(.resourceExhausted, reason: "OVERLOADED", text), nil)
    case .full:
      return (
        passing(.resourceExhausted, reason: "STORE_FULL", "\(self)", retryAfter: 5_000), .error
      )
    case .unavailable:
      // The database server's own message goes to the log only.
      let text = "the store's server cannot do this now; nothing was changed, try again"
      return (passing(.unavailable, reason: "STORE_UNAVAILABLE", text), .warning)
    case .outcomeUnknown:
      return (passing(.unavailable, reason: "OUTCOME_UNKNOWN", "\(self)"), .warning)
    case .nulInText:
      let status = Status(
        .invalidArgument, reason: "TEXT_WITH_NUL", domain: "vigie.rpc", "\(self)",
        field: await texts.firstPath { $0.utf8.contains(0) })
      return (status, nil)
    case .cannotOpen, .inUse, .newer, .failed: return nil
    }
  }
}
