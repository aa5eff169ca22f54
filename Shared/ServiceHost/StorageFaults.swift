import Logging
import RPC
import RPCContract
import Storage

/// Tells a caller what its store's trouble means: later, or not at all.
struct StorageFaults: ServerInterceptor {
  let logger: Logger

  func intercept(
    _ request: [UInt8], _ context: ServerContext, mutates: Bool,
    next: @Sendable ([UInt8]) async throws -> [UInt8]
  ) async throws -> [UInt8] {
    do {
      return try await next(request)
    } catch let error as StorageError {
      guard let status = Self.status(of: error) else { throw error }
      if status.code == .unavailable { logger.warning("\(context.method): \(error)") }
      throw RPCError(status)
    }
  }

  /// What a caller is told; nil for what is nothing of its own.
  static func status(of error: StorageError) -> Status? {
    switch error {
    case .overloaded, .full:
      Status(
        .resourceExhausted, "the store cannot take this now: \(error)",
        details: StatusDetails(
          reason: "OVERLOADED", domain: "vigie.rpc", retryDelayMilliseconds: 500))
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
        .invalidArgument, "\(error)",
        details: StatusDetails(reason: "TEXT_WITH_NUL", domain: "vigie.rpc"))
    case .cannotOpen, .inUse, .newer, .failed: nil
    }
  }
}
