import Hummingbird
import HummingbirdCore
import Logging
import PortalDomain
import ServiceLifecycle

/// Speaks HTTP/1.1 with the proxy, and with nobody else: reads a request within its bounds and has the site answer it.
struct HTTPDoor: Sendable {
  /// The most bytes of a form.
  private static let mostBytes = 65_536
  /// The most bytes of a path with its query.
  private static let longestPath = 2048
  /// How long a request's body may take to come.
  private static let patience: Duration = .seconds(20)
  /// The most connections; more wait.
  private static let mostConnections = 1000

  let host: String
  let port: Int
  /// Proxies on other hosts.
  let proxies: Set<String>
  let logger: Logger
  let respond: @Sendable (WebRequest) async -> WebResponse

  /// The server, which ends the connections that are idle when it is asked to stop, and waits for the others' answers.
  var service: any Service {
    // A log of requests would have the secrets of links in its paths.
    var logger = logger
    logger.logLevel = .critical
    return Application(
      responder: CallbackResponder<Connection> { [self] request, connection in
        await answer(request, connection)
      },
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          idleTimeout: .seconds(30),
          httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 8192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections)),
      logger: logger)
  }

  private func answer(_ request: Request, _ connection: Connection) async -> Response {
    let isHead = request.method == .head
    guard isHead || request.method == .get || request.method == .post else {
      return Self.response(.text("405", status: 405), isHead: false)
    }
    guard (request.head.path ?? "").utf8.count <= Self.longestPath,
      let query = FormFields(Array((request.uri.query ?? "").utf8))
    else { return Self.response(.text("414", status: 414), isHead: isHead) }
    var headers: [String: String] = [:]
    for field in request.headers {
      let name = field.name.canonicalName
      headers[name] = headers[name].map { "\($0), \(field.value)" } ?? field.value
    }
    // HTTP/2's cookies may come in several lines, which a proxy may pass on as they are.
    headers["cookie"] = request.headers.filter { $0.name.canonicalName == "cookie" }
      .map(\.value).joined(separator: "; ")
    var form = FormFields()
    if request.method == .post {
      guard let bytes = await body(of: request), let fields = FormFields(bytes) else {
        // What still comes is not read.
        connection.stopReading()
        return Self.response(.text("413", status: 413), isHead: false)
      }
      form = fields
    }
    let answer = await respond(
      WebRequest(
        method: request.method == .post ? .post : .get, path: request.uri.path, query: query,
        form: form, headers: headers,
        address: ClientAddress.of(
          peer: connection.peer, forwarded: headers["x-forwarded-for"], proxies: proxies)))
    return Self.response(answer, isHead: isHead)
  }

  /// Reads a form; nil where it is too long, comes too slowly, or does not come.
  private func body(of request: Request) async -> [UInt8]? {
    let end = ContinuousClock.now + Self.patience
    var bytes: [UInt8] = []
    do {
      for try await part in request.body {
        bytes += Array(buffer: part)
        guard bytes.count <= Self.mostBytes, ContinuousClock.now < end else { return nil }
      }
      return bytes
    } catch {
      return nil
    }
  }

  private static func response(_ answer: WebResponse, isHead: Bool) -> Response {
    var headers = HTTPFields()
    for header in answer.headers {
      // Cookies come in several headers of one name.
      if let name = HTTPFields.Element.Name(header.name) {
        headers.append(HTTPFields.Element(name: name, value: header.value))
      }
    }
    // A HEAD's answer has the length that a GET's has.
    if isHead { headers[.contentLength] = String(answer.body.count) }
    return Response(
      status: HTTPResponse.Status(code: answer.status), headers: headers,
      body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
  }

  /// A connection, as long as one of its requests is answered.
  struct Connection: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the other end; nil where it has none.
    let peer: String?
    let stopReading: @Sendable () -> Void

    init(source: ApplicationRequestContextSource) {
      coreContext = CoreRequestContextStorage(source: source)
      let channel = source.channel
      peer = channel.remoteAddress?.ipAddress
      stopReading = { channel.close(mode: .input, promise: nil) }
    }
  }
}
