import Logging
import RPC
import RPCContract
import Storage

/// What a caller is told of its store's trouble: later, or not at all.
struct StoreTrouble {
  let status: Status

  /// How loudly the log tells it; nil for not at all.
  let level: Logger.Level?

  /// Words an error, by the texts of the call's request; nil for what is nothing of the caller's.
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
      // What the server said stays in the log.
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
