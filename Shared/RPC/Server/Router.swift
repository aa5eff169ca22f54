public import RPCContract

/// Stands between the gate and the handler of unary calls, as bytes: idempotency, waiting, audit.
public protocol ServerInterceptor: Sendable {
  /// Answers a call, usually by `next`.
  ///
  /// - Throws: `RPCError` to refuse; whatever `next` throws.
  func intercept(
    _ request: [UInt8], _ context: ServerContext, mutates: Bool,
    next: @Sendable ([UInt8]) async throws -> [UInt8]
  ) async throws -> [UInt8]
}

/// The methods that a server offers, each with the roles that may call it and its handler.
public struct Router: Sendable {
  enum Handler: Sendable {
    case unary(@Sendable ([UInt8], ServerContext) async throws -> [UInt8])
    case stream(@Sendable ([UInt8], ServerContext, any RawWriter) async throws -> Void)
  }

  struct Method: Sendable {
    let roles: Set<Role>
    let mutates: Bool
    let handler: Handler
  }

  private(set) var methods: [String: Method] = [:]
  private let codec = JSONCodec()
  /// Stand before every unary handler, the first outermost.
  public var interceptors: [any ServerInterceptor] = []

  /// Makes a router without methods.
  public init() {}

  /// The full names of the methods.
  public var names: [String] { methods.keys.sorted() }

  /// Offers a unary method.
  public mutating func handle<Request: RPCRequest>(
    _ type: Request.Type,
    _ body: @escaping @Sendable (Request, ServerContext) async throws -> Request.Reply
  ) {
    let codec = codec
    add(
      type,
      .unary { bytes, context in
        let request = try codec.decode(Request.self, from: bytes)
        return try codec.encode(try await body(request, context))
      })
  }

  /// Offers a server-streaming method; the body returns when the stream is over.
  public mutating func handle<Request: RPCStreamRequest>(
    stream type: Request.Type,
    _ body:
      @escaping @Sendable (Request, ServerContext, ResponseWriter<Request.Item>) async throws ->
      Void
  ) {
    let codec = codec
    add(
      type,
      .stream { bytes, context, writer in
        let request = try codec.decode(Request.self, from: bytes)
        try await body(request, context, ResponseWriter(writer: writer))
      })
  }

  private mutating func add(_ type: any RPCMessage.Type, _ handler: Handler) {
    precondition(methods[type.method] == nil, "\(type.method) is offered twice")
    methods[type.method] = Method(roles: type.roles, mutates: type.mutates, handler: handler)
  }

  /// Answers a unary call through the interceptors.
  func answer(
    _ bytes: [UInt8], _ context: ServerContext, mutates: Bool,
    _ body: @escaping @Sendable ([UInt8], ServerContext) async throws -> [UInt8]
  ) async throws -> [UInt8] {
    var next: @Sendable ([UInt8]) async throws -> [UInt8] = { try await body($0, context) }
    for interceptor in interceptors.reversed() {
      let inner = next
      next = {
        try await interceptor.intercept($0, context, mutates: mutates, next: inner)
      }
    }
    return try await next(bytes)
  }
}

/// Sends the encoded messages of a stream, at the reader's pace.
protocol RawWriter: Sendable {
  func write(_ message: [UInt8]) async throws
}

/// Sends the items of a server-streaming call.
public struct ResponseWriter<Item: Encodable & Sendable>: Sendable {
  let writer: any RawWriter

  /// Sends an item as soon as the reader has granted credit for it.
  ///
  /// - Throws: `CancellationError` or `RPCError` when the call is over: the handler should end too.
  public func write(_ item: Item) async throws {
    try await writer.write(try JSONCodec().encode(item))
  }
}
