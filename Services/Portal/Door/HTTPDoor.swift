import Hummingbird
import HummingbirdCore
import Logging
import PortalDomain
import ServiceLifecycle

/// Speaks HTTP/1.1 with the proxy, and with nobody else: reads a request within its bounds and has the site answer it.
struct HTTPDoor: Sendable {
  /// How a form may come in: what the page that it is for takes.
  struct FormLimits: Sendable {
    /// The most bytes of a form without files.
    static let mostBytes = 65_536
    /// The most bytes of a form with files.
    static let mostFileBytes = 16 << 20

    /// A form without files.
    static let form = FormLimits(mostBytes: mostBytes, patience: .seconds(20))
    /// A form that is not read, whose bytes are dropped.
    static let dropped = FormLimits(mostBytes: 0, patience: .seconds(60))
    /// A form with files of a person, in the time that a line of 1 Mbit/s needs for them, and some more.
    static func upload(of person: String) -> FormLimits {
      FormLimits(mostBytes: mostFileBytes, patience: .seconds(180), sender: person)
    }

    /// The most bytes of the body.
    let mostBytes: Int
    /// How long the body may take to come.
    let patience: Duration
    /// Who sends files; nil for a form without files.
    var sender: String?
  }

  /// The most bytes of a path with its query.
  private static let longestPath = 2048
  /// The most connections; more wait.
  private static let mostConnections = 1000

  let host: String
  let port: Int
  /// Proxies on other hosts.
  let proxies: Set<String>
  let logger: Logger
  /// Says, before its body is read, how a form may come in.
  let limits: @Sendable (WebRequest) async -> FormLimits
  let respond: @Sendable (WebRequest) async -> WebResponse
  /// The bodies with files that are in memory at once.
  private let uploads = Places(8, ofOne: 2)

  init(
    host: String, port: Int, proxies: Set<String>, logger: Logger,
    limits: @escaping @Sendable (WebRequest) async -> FormLimits,
    respond: @escaping @Sendable (WebRequest) async -> WebResponse
  ) {
    self.host = host
    self.port = port
    self.proxies = proxies
    self.logger = logger
    self.limits = limits
    self.respond = respond
  }

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
    var asked = WebRequest(
      method: request.method == .post ? .post : .get, path: request.uri.path, query: query,
      headers: headers,
      address: ClientAddress.of(
        peer: connection.peer, forwarded: headers["x-forwarded-for"], proxies: proxies))
    guard request.method == .post else {
      return Self.response(await respond(asked), isHead: isHead)
    }
    let limits = await limits(asked)
    guard let sender = limits.sender else {
      await read(request, limits, connection, into: &asked)
      return Self.response(await respond(asked), isHead: false)
    }
    guard await uploads.enter(sender) else {
      // A browser shows an answer only after it has sent all.
      await read(request, .dropped, connection, into: &asked)
      asked.problem = .busy
      return Self.response(await respond(asked), isHead: false)
    }
    await read(request, limits, connection, into: &asked)
    let answer = await respond(asked)
    await uploads.leave(sender)
    return Self.response(answer, isHead: false)
  }

  /// Reads a form within its bounds; what keeps it from being read is noted.
  private func read(
    _ request: Request, _ limits: FormLimits, _ connection: Connection,
    into asked: inout WebRequest
  ) async {
    let body = await body(of: request, limits)
    guard case .whole(let bytes) = body else {
      if case .tooLong(isRead: true) = body {
        asked.problem = .tooLong
        return
      }
      if case .tooLong = body { asked.problem = .tooLong } else { asked.problem = .tooSlow }
      // What still comes is not read.
      connection.stopReading()
      return
    }
    if let boundary = MultipartForm.boundary(of: asked.headers["content-type"] ?? "") {
      // A page that takes no files takes no form of this kind either: it is empty, and so nobody's.
      guard limits.sender != nil else { return }
      guard let form = MultipartForm(bytes, boundary: boundary) else {
        asked.problem = .tooLong
        return
      }
      (asked.form, asked.files) = (form.fields, form.files)
    } else if let form = FormFields(bytes) {
      asked.form = form
    } else {
      asked.problem = .tooLong
    }
  }

  /// What came of a body.
  private enum Body {
    case whole([UInt8])
    /// It has too many bytes; whether they all came.
    case tooLong(isRead: Bool)
    /// It comes too slowly, or does not come.
    case tooSlow
  }

  /// Reads a body. Of one that is too long the rest is read and dropped: a browser shows an answer only after it has sent all. One whose
  /// length is not said may have no end, and is not. A program that stops does not wait for one that may take longer than a form.
  private func body(of request: Request, _ limits: FormLimits) async -> Body {
    let end = ContinuousClock.now + limits.patience
    let isEndless = request.headers[.contentLength] == nil
    let isLong = limits.patience > FormLimits.form.patience
    var (bytes, isTooLong): ([UInt8], Bool) = ([], false)
    do {
      for try await part in request.body {
        guard ContinuousClock.now < end, !(isLong && Task.isShuttingDownGracefully) else {
          return isTooLong ? .tooLong(isRead: false) : .tooSlow
        }
        if isTooLong { continue }
        guard bytes.count + part.readableBytes <= limits.mostBytes else {
          if isEndless { return .tooLong(isRead: false) }
          (bytes, isTooLong) = ([], true)
          continue
        }
        bytes += part.readableBytesView
      }
      return isTooLong ? .tooLong(isRead: true) : .whole(bytes)
    } catch {
      return .tooSlow
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
