import Contracts
import PortalDomain
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// Calls services: in the name of who has signed in, and in nobody's to let somebody in. There is no other way from a page to a service.
struct PersonCalls: Sendable {
  /// How long a call may take. A page that waits longer comes without that part.
  private static let patience: Duration = .seconds(5)

  let host: ServiceHost
  let outages = Outages()

  /// Calls a service in somebody's name. The service works out anew what that person may do.
  ///
  /// - Parameters:
  ///   - service: the service.
  ///   - request: the request.
  ///   - session: who has signed in.
  ///   - key: the idempotency key of a change; nil for a new one.
  ///   - timeout: how long the call may take, where no page waits for it; nil for as long as a page waits.
  /// - Returns: the reply.
  /// - Throws: `RPCError`.
  func call<Request: RPCRequest>(
    _ service: String, _ request: Request, for session: Session, key: String? = nil,
    timeout: Duration? = nil
  ) async throws -> Request.Reply {
    var options = options(for: session, timeout)
    if Request.mutates {
      options.metadata.set(key ?? Identifier.mint().rawValue, for: MetadataName.idempotencyKey)
    }
    return try await noted(service, isRead: !Request.mutates) {
      try await host.client(service).call(request, options: options)
    }
  }

  /// Notes whether a service answers. What is only read is not asked of one that could not be reached a moment ago.
  private func noted<Answer: Sendable>(
    _ service: String, isRead: Bool, _ ask: () async throws -> Answer
  ) async throws -> Answer {
    if isRead, outages.isRecent(service) {
      throw RPCError(.unavailable, "the service could not be reached a moment ago")
    }
    do {
      let answer = try await ask()
      outages.end(service)
      return answer
    } catch let error as RPCError {
      if error.isAway {
        outages.note(
          service, isReached: error.status.code != .unavailable, at: host.database.now)
      } else {
        outages.end(service)
      }
      throw error
    }
  }

  /// Asks a service for a stream in somebody's name.
  ///
  /// - Throws: `RPCError`.
  func stream<Request: RPCStreamRequest>(
    _ service: String, _ request: Request, for session: Session, timeout: Duration? = nil
  ) throws -> ResponseStream<Request.Item> {
    try host.client(service).stream(request, options: options(for: session, timeout))
  }

  private func options(for session: Session, _ timeout: Duration?) -> CallOptions {
    var options = CallOptions(timeout: timeout ?? Self.patience, waitsForReady: false)
    options.metadata.set(session.representedName, for: MetadataName.onBehalfOf)
    return options
  }

  /// Reads the first items of a stream in somebody's name.
  ///
  /// - Parameters:
  ///   - service: the service.
  ///   - request: the request.
  ///   - session: who has signed in.
  ///   - most: the most items that are read.
  /// - Returns: the items.
  /// - Throws: `RPCError`.
  func items<Request: RPCStreamRequest>(
    _ service: String, _ request: Request, for session: Session, most: Int
  ) async throws -> [Request.Item] {
    try await noted(service, isRead: true) {
      var items: [Request.Item] = []
      for try await item in try stream(service, request, for: session) {
        items.append(item)
        if items.count == most { break }
      }
      return items
    }
  }

  /// Asks the registry who signs in, before anybody has: in nobody's name, also where an officer's call is what asks.
  ///
  /// - Throws: `RPCError`.
  func ask<Request: RPCRequest>(_ request: Request) async throws -> Request.Reply {
    let options = CallOptions(timeout: Self.patience, waitsForReady: false)
    return try await ServerContext.$current.withValue(nil) {
      try await noted("registry", isRead: true) {
        try await host.client("registry").call(request, options: options)
      }
    }
  }
}

extension RPCError {
  /// Whether the service does not answer, in contrast to one that refuses.
  var isAway: Bool {
    guard status.code == .resourceExhausted else {
      return [.unavailable, .deadlineExceeded, .unauthenticated].contains(status.code)
    }
    // Too much at once passes; any other bound, such as that of a diagnosis, is a service's answer.
    return [nil, "OVERLOADED", "STORE_FULL", "UPLOADS_UNFINISHED"].contains(status.details?.reason)
  }
}
