import Composition
import PortalDomain
import RPC
import RPCContract

/// The services as who has signed in calls them, for answers that `Composition` puts together.
struct SessionCalls: ServiceCalls {
  let calls: PersonCalls
  let session: Session
  /// Whether a call may take as long as it asks for: no page waits for it.
  var isPatient = false

  func call<Request: RPCRequest>(
    _ service: String, _ request: Request, formerly name: String?, timeout: Duration, key: String?
  ) async throws -> Request.Reply {
    try await calls.call(
      service, request, for: session, key: key, timeout: isPatient ? timeout : nil)
  }

  func stream<Request: RPCStreamRequest>(
    _ service: String, _ request: Request, timeout: Duration
  ) throws -> ResponseStream<Request.Item> {
    try calls.stream(service, request, for: session, timeout: isPatient ? timeout : nil)
  }

  /// A page shows what services know when it is asked for; it waits for nothing.
  func see(_ seen: [String: String]) {}
}
