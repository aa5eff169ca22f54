public import RPCContract

/// Calls the methods of one service.
public struct Client: Sendable {
  private let channel: Channel
  private var codec: any PayloadCodec { channel.codec }

  /// Makes a client on a channel.
  public init(_ channel: Channel) {
    self.channel = channel
  }

  /// Makes a client on a single connection.
  public init(_ connection: ClientConnection, codec: any PayloadCodec = JSONCodec()) {
    channel = Channel([connection], codec: codec)
  }

  /// A reply and what came beside it.
  public struct Response<Reply: Sendable>: Sendable {
    /// The reply.
    public let message: Reply
    /// The initial metadata.
    public let initial: Metadata
    /// The trailing metadata.
    public let trailing: Metadata
    /// Whether the reply came compressed.
    public let wasCompressed: Bool
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
  /// - Parameters:
  ///   - request: the request.
  ///   - name: the name that the method had in the version before, by which a server is called that does not know the method; nil for none.
  ///   - options: what else is said of the call.
  /// - Returns: the reply and its metadata.
  /// - Throws: `RPCError` with the status of the call.
  public func respond<Request: RPCRequest>(
    _ request: Request, formerly name: String? = nil, options: CallOptions = CallOptions()
  ) async throws -> Response<Request.Reply> {
    let payload = try codec.encode(request)
    let raw: Response<[UInt8]>
    do {
      raw = try await respond(method: Request.method, payload: payload, options: options)
    } catch let error as RPCError where error.status.code == .unimplemented {
      guard let name else { throw error }
      raw = try await respond(method: name, payload: payload, options: options)
    }
    return Response(
      message: try codec.reply(Request.Reply.self, raw.message), initial: raw.initial,
      trailing: raw.trailing, wasCompressed: raw.wasCompressed)
  }

  /// Makes a unary call whose request is given as bytes of the channel's content type.
  ///
  /// - Throws: `RPCError` with the status of the call.
  public func respond(
    method: String, payload: [UInt8], options: CallOptions = CallOptions()
  ) async throws -> Response<[UInt8]> {
    try await channel.retrying(channel.plan(method, options)) {
      plan throws(AttemptFailure) -> Response<[UInt8]> in
      var begun: ClientCall?
      do {
        let call = try channel.begin(plan, payload, isUnary: true)
        begun = call
        // While a handler waits for this nested call, other calls may have the handler's slot.
        let message =
          if let outer = ServerContext.current {
            try await outer.waiting { try await call.reply() }
          } else {
            try await call.reply()
          }
        return Response(
          message: message, initial: call.initial, trailing: call.trailing,
          wasCompressed: call.wasCompressed)
      } catch {
        throw AttemptFailure(error, begun)
      }
    }
  }

  /// Makes a server-streaming call; leaving the loop early cancels it.
  ///
  /// The call begins when the first item is read. Until the server begins to answer, it is retried as the service config says.
  ///
  /// - Throws: `RPCError` when the request cannot be written.
  public func stream<Request: RPCStreamRequest>(
    _ request: Request, options: CallOptions = CallOptions()
  ) throws -> ResponseStream<Request.Item> {
    let codec = codec
    return ResponseStream(
      channel: channel, plan: channel.plan(Request.method, options),
      request: try codec.encode(request), read: { try codec.reply(Request.Item.self, $0) })
  }

  /// Makes a call whose request is given, and whose messages come, as bytes of the channel's content type; leaving the loop early cancels
  /// it.
  ///
  /// The method may be unary too: its one reply is the stream's one item. As for other streams, the call begins when the first item is
  /// read.
  ///
  /// - Parameters:
  ///   - method: the method's full name.
  ///   - payload: the one request.
  ///   - options: what else is said of the call.
  /// - Returns: the server's messages in their order.
  public func stream(
    method: String, payload: [UInt8], options: CallOptions = CallOptions()
  ) -> ResponseStream<[UInt8]> {
    ResponseStream(
      channel: channel, plan: channel.plan(method, options), request: payload, read: { $0 })
  }

  /// Makes a client-streaming call: `body` writes the requests, then the call is half-closed.
  ///
  /// It is not tried again, since its messages are not kept.
  ///
  /// - Throws: `RPCError` with the status of the call; what `body` throws, which cancels the call.
  public func upload<Request: RPCUploadRequest>(
    _ type: Request.Type, options: CallOptions = CallOptions(),
    _ body: (RequestWriter<Request>) async throws -> Void
  ) async throws -> Response<Request.Reply> {
    let call = try open(Request.method, options)
    do {
      try await body(RequestWriter(call: call, codec: codec, compresses: options.compresses))
      call.stream?.halfClose()
    } catch {
      // If the server has ended the call, its status, read below, says why; this error only follows from it.
      guard call.isOver else {
        call.abandon()
        throw error
      }
    }
    guard let message = try await call.next(), try await call.next() == nil else {
      throw RPCError(.internal, "\(Request.method) ended without exactly one reply")
    }
    return Response(
      message: try codec.reply(Request.Reply.self, message), initial: call.initial,
      trailing: call.trailing,
      wasCompressed: call.wasCompressed)
  }

  /// Makes a bidirectional call; it is not tried again, since its messages are not kept.
  ///
  /// - Throws: `RPCError` when the call cannot begin.
  public func duplex<Request: RPCDuplexRequest>(
    _ type: Request.Type, options: CallOptions = CallOptions()
  ) throws -> DuplexCall<Request> {
    DuplexCall(
      call: try open(Request.method, options), codec: codec, compresses: options.compresses)
  }

  private func open(_ method: String, _ options: CallOptions) throws -> ClientCall {
    try channel.begin(channel.plan(method, options), nil, isUnary: false)
  }
}

extension PayloadCodec {
  /// Reads a server's message. A failure is INTERNAL, since the server is wrong and not the caller.
  func reply<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    do {
      return try decode(type, from: bytes)
    } catch let error as RPCError {
      throw RPCError(.internal, "the reply is not what was expected: \(error.status.message)")
    }
  }
}
