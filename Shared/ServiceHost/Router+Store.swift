public import RPC
public import RPCContract
public import Storage

extension Router {
  /// Offers a method that only reads: its body sees one moment of the store.
  public mutating func handle<Request: RPCRequest>(
    _ type: Request.Type, reading database: Database,
    _ body: @escaping @Sendable (Request, ServerContext, ReadTransaction) throws -> Request.Reply
  ) {
    handle(type) { request, context in
      try await database.read { try body(request, context, $0) }
    }
  }

  /// Offers a method that changes the store; its body takes effect once, as ``IdempotentWrites`` has it.
  public mutating func handle<Request: RPCRequest>(
    _ type: Request.Type, writing writes: IdempotentWrites,
    _ body: @escaping @Sendable (Request, ServerContext, WriteTransaction) throws -> Request.Reply
  ) {
    handle(type) { request, context in
      try await writes.run(request, context) { try body(request, context, $0) }
    }
  }

  /// Offers a stream that only reads: its items are of one moment of the store.
  public mutating func handle<Request: RPCStreamRequest>(
    stream type: Request.Type, reading database: Database,
    _ body: @escaping @Sendable (Request, ServerContext, ReadTransaction) throws -> [Request.Item]
  ) {
    handle(stream: type) { request, context, writer in
      let items = try await database.read { try body(request, context, $0) }
      for item in items { try await writer.write(item) }
    }
  }
}
