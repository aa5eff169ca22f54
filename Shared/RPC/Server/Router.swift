import Locking
public import RPCContract

/// The methods that a server offers, each with the roles that may call it and its handler.
public struct Router: Sendable {
  /// The four shapes of calls.
  public enum Shape: String, Sendable, Codable {
    /// One request, one reply.
    case unary
    /// One request, any number of items.
    case serverStreaming = "server-streaming"
    /// Any number of requests, one reply.
    case clientStreaming = "client-streaming"
    /// Both directions flow independently.
    case duplex

    /// Whether the answer comes in MESSAGEs, which need credit, and not in END.
    var answersByMessages: Bool { self == .serverStreaming || self == .duplex }
  }

  struct Method: Sendable {
    var declaration: MethodDeclaration
    /// The types of its messages, for reflection.
    let request: any (Decodable & Sendable).Type
    let reply: any (Decodable & Sendable).Type
    /// Handles a call; returns the reply of a unary or client-streaming call, and nil for the other shapes.
    let handler: @Sendable (ServerCall) async throws -> [UInt8]?

    var name: String { declaration.name }
    var shape: Shape { declaration.shape }
    var roles: Set<Role> { declaration.roles }
    var mutates: Bool { declaration.mutates }
    var isAboutService: Bool { declaration.isAboutService }
  }

  private(set) var methods: [String: Method] = [:]
  /// The methods of this server that each service needs, by the service's name. The role `service` opens nothing to a service that
  /// is not named here. If this is nil, `service` is a role like any other.
  public var services: [String: Set<String>]?
  /// The services that call in the name of people only: the web. They may do what the person may do, and nothing in their own name.
  public var fronts: Set<String> = []
  /// The methods that no front may call, whoever it names.
  public var outOfReach: Set<String> = []
  /// Computes what a caller may read and write, from the principal, the roles that open the method, and the method's cuts.
  public typealias AccessRule =
    @Sendable (Principal, Set<Role>, [Role: AccessCut]) -> Access

  /// The rule of access. Without one nobody is limited.
  public var accessRule: AccessRule = { principal, roles, _ in
    Access(principal: principal.name, roles: roles)
  }

  /// The stages of every call, of each shape; the first is the outermost.
  public var stages: [any ServerStage] = []

  /// What members of messages mean, by type and member, such as `GetStructure.code`; reflection returns these texts.
  public var memberTexts: [String: String] = [:]

  /// Makes a router without methods.
  public init() {}

  /// The full names of the methods.
  public var names: [String] { methods.keys.sorted() }

  /// Returns the roles by which a caller may call a method: those of its own that the method names. Where ``services`` is set, the
  /// role `service` counts only for a service named there that needs the method, or if every role may call the method.
  ///
  /// A front that names somebody is let in if the method is open to any role but `service`. A stage then decides whether the person that it
  /// names may call the method. A front that names nobody is let in to find who signs in, and by no other method.
  func roles(of principal: Principal, for method: Method, onBehalfOf name: String?) -> Set<Role> {
    if principal.roles.contains(.service), fronts.contains(principal.name) {
      if method.declaration.isForSigningIn { return name == nil ? [.service] : [] }
      // Naming itself is no way around that: in its own name it may do nothing.
      let isOpen =
        name?.isEmpty == false && name != principal.name
        && !method.roles.subtracting([.service]).isEmpty
      return isOpen && !outOfReach.contains(method.name) ? [.service] : []
    }
    var roles = method.roles.intersection(principal.roles)
    guard let services, roles.contains(.service) else { return roles }
    let needs = services[principal.name]
    if needs == nil || method.roles != Role.all && needs?.contains(method.name) == false {
      roles.remove(.service)
    }
    return roles
  }

  /// Offers a unary method.
  public mutating func handle<Request: RPCRequest>(
    _ type: Request.Type,
    _ body: @escaping @Sendable (Request, ServerContext) async throws -> Request.Reply
  ) {
    let replySize = ReplySize()
    add(type, .unary, Request.Reply.self) { call in
      let request = try await call.decode(Request.self, try await call.onlyRequest())
      if Request.tellsOfPeople { call.context.note(subjects: request.subjects) }
      let reply = try await body(request, call.context)
      if !replySize.isLarge { return replySize.noted(try call.codec.encode(reply)) }
      let codec = call.codec
      return replySize.noted(try await call.computing { try codec.encode(reply) })
    }
  }

  /// Offers a method under a name that it had before, too.
  public mutating func offer<Request: RPCMessage>(_ type: Request.Type, as name: String) {
    guard var method = methods[type.method] else {
      preconditionFailure("\(type.method) is not offered")
    }
    precondition(methods[name] == nil, "\(name) is offered twice")
    method.declaration.name = name
    methods[name] = method
  }

  /// Opens a method that is offered to these roles on this server, in place of those that its contract names.
  public mutating func open<Request: RPCMessage>(_ type: Request.Type, to roles: Set<Role>) {
    precondition(methods[type.method] != nil, "\(type.method) is not offered")
    methods[type.method]?.declaration.roles = roles
  }

  /// Offers a server-streaming method; the body returns when the stream is over.
  public mutating func handle<Request: RPCStreamRequest>(
    stream type: Request.Type,
    _ body:
      @escaping @Sendable (Request, ServerContext, ResponseWriter<Request.Item>) async throws ->
      Void
  ) {
    add(type, .serverStreaming, Request.Item.self) { call in
      let request = try await call.decode(Request.self, try await call.onlyRequest())
      if Request.tellsOfPeople { call.context.note(subjects: request.subjects) }
      try await body(request, call.context, ResponseWriter(call: call))
      return nil
    }
  }

  /// Offers a client-streaming method.
  public mutating func handle<Request: RPCUploadRequest>(
    upload type: Request.Type,
    _ body:
      @escaping @Sendable (RequestStream<Request>, ServerContext) async throws -> Request.Reply
  ) {
    add(type, .clientStreaming, Request.Reply.self) { call in
      try call.codec.encode(try await body(RequestStream(call: call), call.context))
    }
  }

  /// Offers a bidirectional method; the body returns when its answer is over.
  public mutating func handle<Request: RPCDuplexRequest>(
    duplex type: Request.Type,
    _ body:
      @escaping @Sendable (
        RequestStream<Request>, ServerContext, ResponseWriter<Request.Item>
      ) async throws -> Void
  ) {
    add(type, .duplex, Request.Item.self) { call in
      try await body(RequestStream(call: call), call.context, ResponseWriter(call: call))
      return nil
    }
  }

  private mutating func add<Request: RPCMessage>(
    _ type: Request.Type, _ shape: Shape, _ reply: any (Decodable & Sendable).Type,
    _ handler: @escaping @Sendable (ServerCall) async throws -> [UInt8]?
  ) {
    precondition(methods[type.method] == nil, "\(type.method) is offered twice")
    methods[type.method] = Method(
      declaration: MethodDeclaration(
        name: type.method, shape: shape, roles: type.roles, mutates: type.mutates,
        tellsOfPeople: type.tellsOfPeople, isForSigningIn: type.isForSigningIn, cuts: type.cuts,
        isAboutService: Self.aboutService.contains(type.method)),
      request: type, reply: reply, handler: handler)
  }

  private static let aboutService: Set<String> = [
    CheckHealth.method, WatchHealth.method, ReadStatus.method, ReadMetrics.method,
    ListMethods.method,
  ]
}

extension ServerCall {
  fileprivate func decode<Value: Decodable & Sendable>(
    _ type: Value.Type, _ bytes: [UInt8]
  ) async throws -> Value {
    let codec = codec
    guard bytes.count > Self.largeBytes else { return try codec.decode(type, from: bytes) }
    return try await computing { try codec.decode(type, from: bytes) }
  }
}

/// The size of a method's last reply. The next reply is likely to be as large, and a large reply is encoded off the sockets'
/// thread, in its key's turn.
private final class ReplySize: Sendable {
  private let bytes = Atomic(0)

  var isLarge: Bool { bytes.load(ordering: .relaxed) > ServerCall.largeBytes }

  func noted(_ reply: [UInt8]) -> [UInt8] {
    bytes.store(reply.count, ordering: .relaxed)
    return reply
  }
}

/// The requests of a streaming call, read by one task, at the handler's pace.
public struct RequestStream<Request: Decodable & Sendable>: AsyncSequence, Sendable {
  let call: ServerCall

  /// Reads one request after the other.
  public struct Iterator: AsyncIteratorProtocol {
    let call: ServerCall
    /// Whether the last request came compressed.
    public private(set) var isCompressed = false

    init(call: ServerCall) { self.call = call }

    /// Waits for the next request; nil after the caller's half-close.
    ///
    /// - Throws: `RPCError` when a request cannot be read; `CancellationError` when the call is over.
    public mutating func next() async throws -> Request? {
      if let request = call.request { return try single(request) }
      guard let message = try await call.next() else { return nil }
      isCompressed = message.isCompressed
      return try await call.decode(Request.self, message.bytes)
    }

    private var hasRead = false

    private mutating func single(_ request: Payload) throws -> Request? {
      defer { hasRead = true }
      isCompressed = request.isCompressed
      return hasRead ? nil : try call.codec.decode(Request.self, from: call.inflated(request))
    }
  }

  /// Begins to read.
  public func makeAsyncIterator() -> Iterator { Iterator(call: call) }
}

/// Sends the items of a streaming answer.
public struct ResponseWriter<Item: Encodable & Sendable>: Sendable {
  let call: ServerCall

  /// Sends an item as soon as the reader has granted credit for it.
  ///
  /// - Parameters:
  ///   - item: the item.
  ///   - compressed: whether to compress it, if the caller reads compressed messages; nil to follow
  ///     ``ServerContext/compressReplies(_:)``.
  /// - Throws: `CancellationError` or `RPCError` when the call is over: the handler should end too.
  public func write(_ item: Item, compressed: Bool? = nil) async throws {
    try await call.write(try call.codec.encode(item), compressed: compressed)
  }
}
