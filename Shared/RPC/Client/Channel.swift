import Locking
import RPCContract

/// The way to a service: one connection for each endpoint, and the retries of calls that fail.
///
/// Calls go round robin over the connections that are ready and healthy. An attempt that no handler can
/// have seen is made again on a ready connection; other failures are retried as the service config says.
public final class Channel: Sendable {
  /// How often a call that no handler has seen is made again without counting as a new attempt.
  private static let maxTransparent = 5
  private static let settlePause = Duration.milliseconds(20)

  /// The connections.
  public let connections: [ClientConnection]
  /// How messages are written and read.
  public let codec: any PayloadCodec
  private let config: ServiceConfig
  private let throttle: RetryThrottle
  private let next = Mutex(0)
  /// The settings of the methods called so far.
  private let configs = Mutex<[String: ServiceConfig.MethodConfig]>([:])

  /// Makes a channel.
  ///
  /// - Parameters:
  ///   - connections: one for each endpoint; at least one.
  ///   - codec: how messages are written.
  ///   - config: deadlines, limits and retries by method.
  public init(
    _ connections: [ClientConnection], codec: any PayloadCodec = JSONCodec(),
    config: ServiceConfig = ServiceConfig()
  ) {
    precondition(!connections.isEmpty, "a channel needs a connection")
    self.connections = connections
    self.codec = codec
    self.config = config
    throttle = RetryThrottle(config.retryThrottling)
  }

  /// What stays the same through all attempts at a call.
  struct Plan {
    let method: String
    let options: CallOptions
    let config: ServiceConfig.MethodConfig
    let deadline: ContinuousClock.Instant
    let waitsForReady: Bool
    /// Nil for a call that is not made while another is handled; the server then begins its trace.
    let trace: TraceContext?
    var attempts = 0
    var transparent = 0
  }

  func plan(_ method: String, _ options: CallOptions) -> Plan {
    let methodConfig = configs.withLock { configs in
      if let known = configs[method] { return known }
      let found = self.config.config(of: method)
      configs[method] = found
      return found
    }
    let timeout = options.timeout ?? methodConfig.timeout ?? .seconds(30)
    let own = ContinuousClock.now + timeout
    let outer = ServerContext.current
    return Plan(
      method: method, options: options, config: methodConfig,
      deadline: outer.map { min($0.deadline, own) } ?? own,
      waitsForReady: options.waitsForReady ?? methodConfig.waitForReady ?? false,
      trace: outer?.trace.child)
  }

  /// Makes one attempt.
  ///
  /// - Throws: `RPCError` when the call cannot begin.
  func begin(
    _ plan: Plan, _ message: [UInt8]?, isUnary: Bool
  ) throws -> ClientCall {
    if let message, let limit = plan.config.maxRequestMessageBytes, message.count > limit {
      throw RPCError(
        .resourceExhausted, "the request is of \(message.count) bytes, \(limit) are allowed")
    }
    var header = CallHeader(method: plan.method)
    if codec.contentType != JSONCodec.contentType { header.contentType = codec.contentType }
    header.acceptsDeflate = plan.options.acceptsCompressed
    header.metadata = plan.options.metadata
    if let principal = ServerContext.current?.effectivePrincipal {
      header.metadata.set(principal, for: MetadataName.onBehalfOf)
    }
    if let trace = plan.trace { header.metadata.set(trace.text, for: MetadataName.traceparent) }
    if plan.attempts > 0 {
      header.metadata.set(String(plan.attempts), for: MetadataName.previousAttempts)
    }
    let connection = pick()
    if connection.limits.window != .initial { header.credit = connection.limits.window }
    return try connection.begin(
      ClientConnection.Opening(
        header: header,
        message: message.map { Payload($0, compress: plan.options.compresses) },
        isUnary: isUnary, deadline: plan.deadline,
        // With several endpoints a call waits in the channel, where it can still go to another endpoint.
        waitsForReady: plan.waitsForReady && connections.count == 1,
        replyBytes: plan.config.maxResponseMessageBytes ?? connection.limits.messageBytes))
  }

  private func pick() -> ClientConnection {
    guard connections.count > 1 else { return connections[0] }
    let first = next.withLock { next in
      defer { next = (next + 1) % connections.count }
      return next
    }
    let turn = connections[first...] + connections[..<first]
    return turn.max { $0.availability < $1.availability } ?? connections[first]
  }

  /// Runs attempts until one succeeds or no further one is due.
  ///
  /// - Throws: the `RPCError` of the last attempt.
  func retrying<Value>(
    _ plan: Plan, _ attempt: (Plan) async throws(AttemptFailure) -> Value
  ) async throws -> Value {
    var plan = plan
    while true {
      do throws(AttemptFailure) {
        let value = try await attempt(plan)
        throttle.succeeded()
        return value
      } catch {
        guard let pause = pause(after: error, &plan) else { throw error.error }
        guard pause < plan.deadline - .now else { throw error.error }
        do {
          try await Task.sleep(for: pause)
        } catch {
          throw RPCError(.cancelled, "the caller cancelled")
        }
      }
    }
  }

  /// Returns the pause before the next attempt; nil when no further attempt is due.
  private func pause(after failure: AttemptFailure, _ plan: inout Plan) -> Duration? {
    let status = failure.error.status
    if failure.isUnseen, connections.count > 1 || status == .draining {
      let others = connections.contains { $0.availability == .ready }
      if others, plan.transparent < Self.maxTransparent {
        plan.transparent += 1
        return .zero
      }
      if plan.waitsForReady { return Self.settlePause }
    }
    guard let policy = plan.config.retryPolicy, !failure.hasBegun,
      policy.retryableStatusCodes.contains(status.code)
    else { return nil }
    throttle.failed()
    plan.attempts += 1
    guard plan.attempts < min(policy.maxAttempts, 5), throttle.allowsRetry else { return nil }
    if let pushback = failure.error.trailing[MetadataName.retryPushback]?.first {
      guard let milliseconds = Int(pushback), milliseconds >= 0 else { return nil }
      return .milliseconds(milliseconds)
    }
    if let milliseconds = status.details?.retryDelayMilliseconds {
      return .milliseconds(milliseconds)
    }
    return policy.pause(before: plan.attempts)
  }
}

/// How one attempt failed.
struct AttemptFailure: Error {
  let error: RPCError
  /// Whether no handler can have seen it.
  let isUnseen: Bool
  /// Whether the server began to answer: then nothing is tried again.
  let hasBegun: Bool

  init(_ error: any Error, _ call: ClientCall?) {
    self.error = error as? RPCError ?? RPCError(.internal, "\(error)")
    isUnseen = call?.isUnseen ?? true
    hasBegun = call?.hasBegun ?? false
  }
}
