import Logging
public import RPC
import RPCContract
import Storage

/// Tells a caller what its store's trouble means: later, or not at all.
public struct StorageFaults: ServerInterceptor {
  let logger: Logger

  /// Stands before the unary handlers.
  ///
  /// - Throws: `RPCError` in the place of a `StorageError` that the caller can act on.
  public func intercept(
    _ request: [UInt8], _ context: ServerContext, mutates: Bool,
    next: @Sendable ([UInt8]) async throws -> [UInt8]
  ) async throws -> [UInt8] {
    try await told(context) { try await next(request) }
  }

  /// Runs the body of a call, also of a stream.
  ///
  /// - Throws: `RPCError` in the place of a `StorageError` that the caller can act on; what the body throws.
  public func told<T: Sendable>(
    _ context: ServerContext, _ body: () async throws -> T
  ) async throws -> T {
    do {
      return try await body()
    } catch let error as StorageError {
      guard let status = Self.status(of: error) else { throw error }
      let level: Logger.Level? =
        switch error {
        case .full: .error
        case .unavailable, .outcomeUnknown: .warning
        default: nil
        }
      if let level {
        logger.log(
          level: level, "\(context.method): \(error)", metadata: ["method": "\(context.method)"])
      }
      throw RPCError(status)
    }
  }

  /// What a caller is told; nil for what is nothing of its own.
  static func status(of error: StorageError) -> Status? {
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
        .invalidArgument, "\(error)",
        details: StatusDetails(reason: "TEXT_WITH_NUL", domain: "vigie.rpc"))
    case .cannotOpen, .inUse, .newer, .failed: nil
    }
  }
}
