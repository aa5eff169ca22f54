package import RPC
package import RPCContract

/// The services as whoever composes their answers asks them: a command of the gateway, or a page of the web, each with a key of its
/// own and with what it has seen already.
package protocol ServiceCalls: Sendable {
  /// Calls a service.
  ///
  /// - Parameters:
  ///   - service: its name.
  ///   - request: what is asked.
  ///   - timeout: how long the answer may take.
  /// - Returns: the answer.
  /// - Throws: `RPCError`; `ConfigurationProblem` for a service that is not known here.
  func call<Request: RPCRequest>(
    _ service: String, _ request: Request, timeout: Duration
  ) async throws -> Request.Reply

  /// Asks a service for a stream.
  ///
  /// - Throws: as ``call(_:_:timeout:)``.
  func stream<Request: RPCStreamRequest>(
    _ service: String, _ request: Request, timeout: Duration
  ) throws -> ResponseStream<Request.Item>

  /// Has every later call wait until services have followed others as far as these positions: service → position.
  func see(_ seen: [String: String])
}

extension ServiceCalls {
  /// Calls a service; the answer may take a minute.
  package func call<Request: RPCRequest>(
    _ service: String, _ request: Request
  ) async throws -> Request.Reply {
    try await call(service, request, timeout: .seconds(60))
  }

  /// Asks a service for a stream of a minute.
  package func stream<Request: RPCStreamRequest>(
    _ service: String, _ request: Request
  ) throws -> ResponseStream<Request.Item> {
    try stream(service, request, timeout: .seconds(60))
  }
}

/// How far a long work has come, for whoever waits for it.
package protocol WorkProgress {
  /// Tells how much is done.
  func show(_ done: Int)
  /// Takes it away.
  func end()
}
