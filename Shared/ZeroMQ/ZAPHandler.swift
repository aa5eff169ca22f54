/// A named set of server sockets that share one authority on client keys.
///
/// Only ``ZAPHandler`` makes one, so no CURVE server exists before its handler: without a handler
/// libzmq lets every client in (reference/messaging.md §0.2).
public struct ZAPDomain: Sendable, Hashable {
  let name: String
}

/// Answers libzmq's authentication requests (ZAP, RFC 27): one handler a process.
@Reactor
public final class ZAPHandler {
  /// The handler of this process.
  public static let shared = ZAPHandler()

  /// Tells whether a client's key may connect; called on the reactor's thread and must not block.
  public typealias Authority = @Sendable (CurvePublicKey) -> Bool

  private var socket: Socket?
  private var authorities: [String: Authority] = [:]
  private var count = 0

  private init() {}

  /// Opens a domain; its sockets admit the keys that `authority` accepts.
  ///
  /// A refused key cannot send anything: the handshake ends with 400, which the client sees as
  /// ``ConnectionEvent/keyRefused``. Admission gives no rights: the server checks the key again for messages.
  ///
  /// - Throws: `ZeroMQError` when the handler's own address is taken by other code.
  public func open(_ authority: @escaping Authority) throws -> ZAPDomain {
    if socket == nil {
      let socket = try Socket(.reply, security: .none)
      try socket.bind(Endpoint("inproc://zeromq.zap.01")!)
      self.socket = socket
      Reactor.shared.poller.add(socket) { [unowned self] in answer() }
    }
    count += 1
    let domain = ZAPDomain(name: "vigie-\(count)")
    authorities[domain.name] = authority
    return domain
  }

  /// Closes a domain: its sockets admit nobody any more.
  public func close(_ domain: ZAPDomain) {
    authorities[domain.name] = nil
  }

  private func answer() {
    // Frames: version, request id, domain, address, identity, mechanism, then the 32-byte key.
    while let socket, let request = try? socket.receive() {
      let frames = request.frames
      let reply: (code: String, text: String, user: String)
      if frames.count == 7, frames[0] == Array("1.0".utf8), frames[5] == Array("CURVE".utf8),
        frames[6].count == 32,
        let authority = authorities[String(decoding: frames[2], as: UTF8.self)]
      {
        let key = CurvePublicKey(bytes: frames[6])
        reply = authority(key) ? ("200", "OK", key.text) : ("400", "key not allowed", "")
      } else {
        // 300 would make libzmq 4.3.5 hang in silence (reference/messaging.md §0.4).
        reply = ("400", "not a CURVE client of a known domain", "")
      }
      let id = frames.count > 1 ? frames[1] : []
      let texts = [reply.code, reply.text, reply.user, ""].map { Array($0.utf8) }
      try? socket.send([Array("1.0".utf8), id] + texts)
    }
  }
}
