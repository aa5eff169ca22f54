import RPC
import RPCContract
import Storage

/// Tells a caller what its store's trouble means: later, or not at all.
struct StorageFaults: ServerInterceptor {
  func intercept(
    _ request: [UInt8], _ context: ServerContext, mutates: Bool,
    next: @Sendable ([UInt8]) async throws -> [UInt8]
  ) async throws -> [UInt8] {
    do {
      return try await next(request)
    } catch let error as StorageError where error == .overloaded || error == .full {
      throw RPCError(
        Status(
          .resourceExhausted, "the store cannot take this now: \(error)",
          details: StatusDetails(
            reason: "OVERLOADED", domain: "vigie.rpc", retryDelayMilliseconds: 500)))
    }
  }
}
