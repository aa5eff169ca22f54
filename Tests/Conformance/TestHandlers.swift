import Locking
import RPC
import RPCContract
import Values

/// The handlers of the test service.
final class TestHandlers: Sendable {
  private struct State {
    var sent: [String: Int] = [:]
    var attempts: [String: Int] = [:]
    var cancelled = 0
  }

  static let echoInitial = "x-grpc-test-echo-initial"
  static let echoTrailing = "x-grpc-test-echo-trailing-bin"
  private let state = Mutex(State())

  var router: Router {
    var router = Router()
    router.handle(EmptyCall.self) { _, _ in EmptyCall.Reply() }
    router.handle(UnaryCall.self, unary)
    router.handle(upload: StreamingInputCall.self, input)
    router.handle(stream: StreamingOutputCall.self, output)
    router.handle(duplex: FullDuplexCall.self, duplex)
    router.handle(duplex: ServerSpeaksFirst.self) { requests, _, writer in
      for number in 0..<2 {
        try await writer.write(StreamingItem(payload: Bytes([]), number: number))
      }
      for try await _ in requests {}
    }
    router.handle(CheckHealth.self) { _, _ in
      CheckHealth.Reply(
        status: "SERVING", service: "conformance", version: "1", uptimeSeconds: 0, position: "",
        projections: [:])
    }
    router.handle(ReadMetrics.self) { _, _ in ReadMetrics.Reply(text: "") }
    router.handle(Hang.self, hang)
    router.handle(Counters.self) { [self] request, _ in
      state.withLock {
        Counters.Reply(sent: $0.sent[request.token] ?? 0, cancelled: $0.cancelled)
      }
    }
    router.handle(FailUntil.self, failUntil)
    router.handle(FailWithDetails.self) { _, _ in throw RPCError(Self.detailed) }
    router.handle(ForAuditors.self) { _, _ in ForAuditors.Reply() }
    return router
  }

  static let detailed = Status(
    .failedPrecondition, "with details: « é » 水",
    details: StatusDetails(
      reason: "TESTED", domain: "vigie.test", arguments: ["key": "value"],
      fieldViolations: [.init(field: "a[1].b", description: "est faux")],
      retryDelayMilliseconds: 250, resource: "thing/1", localizedMessage: "en français"))

  private func echo(_ context: ServerContext) {
    for value in context.metadata.all(Self.echoInitial) {
      context.addInitial(value, for: Self.echoInitial)
    }
    for value in context.metadata.all(Self.echoTrailing) {
      context.addTrailing(value, for: Self.echoTrailing)
    }
  }

  private func check(_ expected: Bool?, _ isCompressed: Bool) throws {
    guard let expected, expected != isCompressed else { return }
    throw RPCError(.invalidArgument, "the request was to be compressed: \(expected)")
  }

  private func check(_ status: EchoStatus?) throws {
    guard let status, status.code != 0 else { return }
    throw RPCError(Status(Status.Code(rawValue: status.code) ?? .unknown, status.message))
  }

  private func unary(
    _ request: UnaryCall, _ context: ServerContext
  ) async throws -> UnaryCall.Reply {
    let left = context.deadline - .now
    echo(context)
    try check(request.expectCompressed, context.isRequestCompressed)
    try check(request.responseStatus)
    if let delay = request.delayMilliseconds { try await Task.sleep(for: .milliseconds(delay)) }
    if let wish = request.responseCompressed { context.compressReplies(wish) }
    return UnaryCall.Reply(
      payload: Bytes([UInt8](repeating: 0, count: request.responseSize ?? 0)),
      user: request.fillUser == true ? context.principal.name : nil,
      millisecondsLeft: Int(left / .milliseconds(1)),
      previousAttempts: context.metadata[MetadataName.previousAttempts].flatMap { Int($0) } ?? 0)
  }

  private func input(
    _ requests: RequestStream<StreamingInputCall>, _ context: ServerContext
  ) async throws -> StreamingInputCall.Reply {
    echo(context)
    var size = 0
    var iterator = requests.makeAsyncIterator()
    while let request = try await iterator.next() {
      try check(request.expectCompressed, iterator.isCompressed)
      try check(request.endWith)
      if request.stall == true { try await Task.sleep(for: .seconds(3600)) }
      size += request.payload.array.count
    }
    return StreamingInputCall.Reply(aggregatedPayloadSize: size)
  }

  private func send(
    _ parameters: [ResponseParameters], from first: Int, _ token: String?,
    _ writer: ResponseWriter<StreamingItem>
  ) async throws {
    for (offset, parameter) in parameters.enumerated() {
      if let interval = parameter.intervalMicroseconds {
        try await Task.sleep(for: .microseconds(interval))
      }
      try await writer.write(
        StreamingItem(
          payload: Bytes([UInt8](repeating: 0, count: parameter.size)), number: first + offset),
        compressed: parameter.compressed)
      if let token { state.withLock { $0.sent[token, default: 0] += 1 } }
    }
  }

  private func output(
    _ request: StreamingOutputCall, _ context: ServerContext,
    _ writer: ResponseWriter<StreamingItem>
  ) async throws {
    echo(context)
    let parameters = request.responseParameters
    for turn in 0..<(request.times ?? 1) {
      try await send(parameters, from: turn * parameters.count, request.token, writer)
    }
    try check(request.responseStatus)
  }

  private func duplex(
    _ requests: RequestStream<FullDuplexCall>, _ context: ServerContext,
    _ writer: ResponseWriter<StreamingItem>
  ) async throws {
    echo(context)
    var sent = 0
    for try await request in requests {
      try check(request.responseStatus)
      try await send(request.responseParameters ?? [], from: sent, nil, writer)
      sent += request.responseParameters?.count ?? 0
    }
  }

  private func hang(_ request: Hang, _ context: ServerContext) async throws -> Hang.Reply {
    if let token = request.token { state.withLock { $0.sent[token, default: 0] += 1 } }
    if request.sendInitial == true { context.sendInitial() }
    do {
      try await Task.sleep(for: .seconds(3600))
    } catch {
      state.withLock { $0.cancelled += 1 }
      throw error
    }
    return Hang.Reply()
  }

  private func failUntil(
    _ request: FailUntil, _ context: ServerContext
  ) throws -> FailUntil.Reply {
    let attempts = state.withLock { state in
      state.attempts[request.token, default: 0] += 1
      return state.attempts[request.token] ?? 0
    }
    guard attempts < request.attempts else { return FailUntil.Reply(attempts: attempts) }
    var trailing: [String: [String]] = ["attempts": [String(attempts)]]
    if let pushback = request.pushbackMilliseconds {
      trailing[MetadataName.retryPushback] = [pushback]
    }
    throw RPCError(Status(.unavailable, "not yet"), trailing: trailing)
  }
}
