public import RPCContract

/// Sends the requests of a streaming call, at the server's pace.
public struct RequestWriter<Request: Encodable & Sendable>: Sendable {
  let call: ClientCall
  let codec: any PayloadCodec
  let compresses: Bool

  /// Sends a message as soon as the server has granted credit for it.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - compressed: whether it is compressed; nil for what the call's options say.
  /// - Throws: `RPCError` when the call is over.
  public func write(_ message: Request, compressed: Bool? = nil) async throws {
    let payload = Payload(try codec.encode(message), compress: compressed ?? compresses)
    try await call.stream?.write(payload)
  }

  /// Says that no more messages follow; a second time does nothing.
  public func finish() { call.stream?.halfClose() }
}

/// The items of a server-streaming call, read by one task, at the reader's pace.
public struct ResponseStream<Item: Decodable & Sendable>: AsyncSequence, Sendable {
  let channel: Channel
  let plan: Channel.Plan
  let request: [UInt8]

  /// Reads one item after the other; when it goes away, an unfinished call is cancelled.
  public final class Iterator: AsyncIteratorProtocol {
    private let source: ResponseStream
    private var call: ClientCall?

    init(_ source: ResponseStream) { self.source = source }

    deinit { call?.abandon() }

    /// The initial metadata; empty before the first item.
    public var initial: Metadata { call?.initial ?? [:] }
    /// The trailing metadata; empty before the end.
    public var trailing: Metadata { call?.trailing ?? [:] }

    /// Whether the last item came compressed.
    public var wasCompressed: Bool { call?.wasCompressed ?? false }

    /// Waits for the next item; nil at the end of a stream that succeeded.
    ///
    /// - Throws: `RPCError` with the status of the call.
    public func next() async throws -> Item? {
      let message: [UInt8]?
      if let call { message = try await call.next() } else { message = try await first() }
      return try message.map { try source.channel.codec.reply(Item.self, $0) }
    }

    private func first() async throws -> [UInt8]? {
      try await source.channel.retrying(source.plan) {
        plan throws(AttemptFailure) -> [UInt8]? in
        do {
          call = try source.channel.begin(plan, source.request, isUnary: false)
          return try await call?.next()
        } catch {
          throw AttemptFailure(error, call)
        }
      }
    }
  }

  /// Begins to read.
  public func makeAsyncIterator() -> Iterator { Iterator(self) }
}

/// A bidirectional call: requests are written and items read, each by one task, independently.
///
/// When it goes away, an unfinished call is cancelled.
public final class DuplexCall<Request: RPCDuplexRequest>: Sendable {
  private let call: ClientCall
  private let codec: any PayloadCodec
  /// Sends requests.
  public let requests: RequestWriter<Request>

  init(call: ClientCall, codec: any PayloadCodec, compresses: Bool) {
    self.call = call
    self.codec = codec
    requests = RequestWriter(call: call, codec: codec, compresses: compresses)
  }

  deinit { call.abandon() }

  /// The initial metadata; empty before the first item.
  public var initial: Metadata { call.initial }
  /// The trailing metadata; empty before the end.
  public var trailing: Metadata { call.trailing }

  /// Waits for the next item; nil at the end of a call that succeeded.
  ///
  /// - Throws: `RPCError` with the status of the call.
  public func next() async throws -> Request.Item? {
    try await call.next().map { try codec.reply(Request.Item.self, $0) }
  }

  /// Gives the call up; reading it throws CANCELLED.
  public func cancel() { call.abandon() }
}
