package import RPC
package import RPCContract

/// The services, as code that composes their answers calls them. The caller, a command of the gateway or a page of the web, has its
/// own key and its own record of the positions that it has seen.
package protocol ServiceCalls: Sendable {
  /// Calls a service.
  ///
  /// - Parameters:
  ///   - service: its name.
  ///   - request: what is asked.
  ///   - name: the method's name at a service of the version before; nil where it is the same.
  ///   - timeout: how long the answer may take.
  ///   - key: the idempotency key of a write; nil for a new one.
  /// - Returns: the answer.
  /// - Throws: `RPCError`; `ConfigurationProblem` for a service that is not known here.
  func call<Request: RPCRequest>(
    _ service: String, _ request: Request, formerly name: String?, timeout: Duration, key: String?
  ) async throws -> Request.Reply

  /// Asks a service for a stream.
  ///
  /// - Throws: as ``call(_:_:timeout:)``.
  func stream<Request: RPCStreamRequest>(
    _ service: String, _ request: Request, timeout: Duration
  ) throws -> ResponseStream<Request.Item>

  /// Makes every later call wait until the called service has followed the other services up to these positions: service → position.
  func see(_ seen: [String: String])
}

extension ServiceCalls {
  /// Calls a service; the answer may take a minute, unless something else is said.
  package func call<Request: RPCRequest>(
    _ service: String, _ request: Request, timeout: Duration = .seconds(60), key: String? = nil
  ) async throws -> Request.Reply {
    try await call(service, request, formerly: nil, timeout: timeout, key: key)
  }

  /// Asks a service for a list page by page, to its end.
  ///
  /// - Parameters:
  ///   - service: its name.
  ///   - first: asks for the first page.
  ///   - after: the request's member that says after which place a page begins.
  ///   - last: returns the last place of a page that others follow; nil for the last page.
  /// - Returns: the pages, at least one.
  /// - Throws: as ``call(_:_:timeout:key:)``.
  package func pages<Request: RPCRequest, Place>(
    _ service: String, _ first: Request, after: WritableKeyPath<Request, Place?>,
    last: (Request.Reply) -> Place?
  ) async throws -> [Request.Reply] {
    var request = first
    var pages = [try await call(service, request)]
    while let place = pages.last.flatMap(last) {
      request[keyPath: after] = place
      pages.append(try await call(service, request))
    }
    return pages
  }

  /// Asks a service for a stream, which may take a minute.
  package func stream<Request: RPCStreamRequest>(
    _ service: String, _ request: Request
  ) throws -> ResponseStream<Request.Item> {
    try stream(service, request, timeout: .seconds(60))
  }
}

/// Shows the progress of a long task to the person who waits for it.
package protocol WorkProgress {
  /// Shows how much is done.
  func show(_ done: Int)
  /// Removes the display.
  func end()
}
