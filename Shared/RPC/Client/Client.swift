public import RPCContract

/// Calls the methods of one service.
public struct Client: Sendable {
  private let connection: ClientConnection
  private let codec = JSONCodec()

  /// Makes a client on a connection.
  public init(_ connection: ClientConnection) {
    self.connection = connection
  }

  /// A reply and what came beside it.
  public struct Response<Reply: Sendable>: Sendable {
    /// The reply.
    public let message: Reply
    /// The initial metadata.
    public let initial: Metadata
    /// The trailing metadata.
    public let trailing: Metadata
  }

  /// Makes a unary call.
  ///
  /// - Throws: `RPCError` with the status of the call.
  public func call<Request: RPCRequest>(
    _ request: Request, options: CallOptions = CallOptions()
  ) async throws -> Request.Reply {
    try await respond(request, options: options).message
  }

  /// Makes a unary call and returns the metadata too.
  ///
  /// - Throws: `RPCError` with the status of the call.
  public func respond<Request: RPCRequest>(
    _ request: Request, options: CallOptions = CallOptions()
  ) async throws -> Response<Request.Reply> {
    let raw = try await respond(
      method: Request.method, payload: try codec.encode(request), options: options)
    return Response(
      message: try decode(Request.Reply.self, raw.message), initial: raw.initial,
      trailing: raw.trailing)
  }

  /// Makes a unary call of bytes.
  ///
  /// - Throws: `RPCError` with the status of the call.
  public func respond(
    method: String, payload: [UInt8], options: CallOptions = CallOptions()
  ) async throws -> Response<[UInt8]> {
    let call = try connection.begin(method, payload, options)
    guard let message = try await call.next() else {
      throw RPCError(.internal, "\(method) ended without a reply")
    }
    guard try await call.next() == nil else {
      throw RPCError(.internal, "\(method) sent more than one reply")
    }
    return Response(message: message, initial: call.initial, trailing: call.trailing)
  }

  /// Makes a server-streaming call; leaving the loop early cancels it.
  ///
  /// - Throws: `RPCError` when the call cannot begin.
  public func stream<Request: RPCStreamRequest>(
    _ request: Request, options: CallOptions = CallOptions()
  ) throws -> ResponseStream<Request.Item> {
    let call = try connection.begin(Request.method, try codec.encode(request), options)
    return ResponseStream(call: call)
  }

  private func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    do {
      return try codec.decode(type, from: bytes)
    } catch let error as RPCError {
      throw RPCError(.internal, "the reply is not what was expected: \(error.status.message)")
    }
  }
}

/// The items of a server-streaming call, read by one task, at the reader's pace.
public struct ResponseStream<Item: Decodable & Sendable>: AsyncSequence, Sendable {
  let call: ClientCall

  /// Reads one item after the other; when it goes away, an unfinished call is cancelled.
  public final class Iterator: AsyncIteratorProtocol {
    private let call: ClientCall
    private let codec = JSONCodec()

    init(_ call: ClientCall) { self.call = call }

    deinit { call.abandon() }

    /// Waits for the next item; nil at the end of a stream that succeeded.
    ///
    /// - Throws: `RPCError` with the status of the call.
    public func next() async throws -> Item? {
      guard let message = try await call.next() else { return nil }
      return try codec.decode(Item.self, from: message)
    }
  }

  /// Begins to read.
  public func makeAsyncIterator() -> Iterator { Iterator(call) }
}
