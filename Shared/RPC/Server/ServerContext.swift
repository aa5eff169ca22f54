import Locking
public import RPCContract

/// What a handler may know of the call it serves, and what it may say beside its messages.
public final class ServerContext: Sendable {
  private struct State: ~Copyable {
    var initial: Metadata = [:]
    var trailing: Metadata = [:]
    var compresses: Bool?
    var trace: TraceContext?
    /// The call, while it is open.
    var call: ServerCall?
    var turnKey: String?
  }

  /// The method's full name.
  public let method: String
  /// Who calls.
  public let principal: Principal
  /// By which of its roles: those that the method names. A handler looks at these, so that each right keeps its own cut: what
  /// another role of the same key may see elsewhere opens nothing here.
  public let roles: Set<Role>
  /// What came with the call.
  public let metadata: Metadata
  /// When the call must be over.
  public let deadline: ContinuousClock.Instant
  /// Whether the only request came compressed; false for streams.
  public let isRequestCompressed: Bool
  private let state = Mutex(State())

  /// Makes a context.
  public init(
    method: String, principal: Principal, roles: Set<Role>, metadata: Metadata,
    deadline: ContinuousClock.Instant, isRequestCompressed: Bool = false
  ) {
    self.method = method
    self.principal = principal
    self.roles = roles
    self.metadata = metadata
    self.deadline = deadline
    self.isRequestCompressed = isRequestCompressed
  }

  /// The place of the call in its trace; found when first asked for, since few calls ask.
  public var trace: TraceContext {
    state.withLock { state in
      if let trace = state.trace { return trace }
      let outer = metadata[MetadataName.traceparent].flatMap { TraceContext($0) }
      let trace = outer?.child ?? .begin()
      state.trace = trace
      return trace
    }
  }

  /// For whom the work is done: the caller, or the principal that a service names which needs this method.
  public var effectivePrincipal: String { Self.effectivePrincipal(principal, roles, metadata) }

  static func effectivePrincipal(
    _ principal: Principal, _ roles: Set<Role>, _ metadata: Metadata
  ) -> String {
    guard !metadata.isEmpty, let name = metadata[MetadataName.onBehalfOf],
      roles.contains(.service)
    else { return principal.name }
    return name
  }

  /// Waits for something that is not this call's own work, such as messages or another service, and lets other calls have
  /// its slot meanwhile. It goes on in its key's turn.
  ///
  /// - Throws: what the body throws.
  public func waiting<T: Sendable>(_ body: () async throws -> T) async throws -> T {
    guard let call = state.withLock({ $0.call }) else { return try await body() }
    return try await call.waiting(body)
  }

  /// For whom what computes for long takes turns; nil for calls about the service itself, which do not wait.
  var turnKey: String? { state.withLock { $0.turnKey } }

  /// The one structure that the call may see and speak of, empty for a key that names none; nil where another role than
  /// `structure` opened the method: it has no such cut.
  public var onlyStructure: String? {
    roles == [.structure] ? principal.structure ?? "" : nil
  }

  /// Adds a value to the initial metadata, which goes with the first message.
  public func addInitial(_ value: String, for name: String) {
    state.withLock { $0.initial.add(value, for: name) }
  }

  /// Sends the initial metadata now; from then on the caller does not try the call again.
  public func sendInitial() {
    state.withLock { $0.call }?.sendInitial(always: true)
  }

  /// Adds a value to the trailing metadata.
  public func addTrailing(_ value: String, for name: String) {
    state.withLock { $0.trailing.add(value, for: name) }
  }

  /// Compresses the messages of the answer, where the caller reads that, or none of them; where nothing is said those that get
  /// shorter.
  public func compressReplies(_ compresses: Bool = true) {
    state.withLock { $0.compresses = compresses }
  }

  func serve(_ call: ServerCall?) {
    state.withLock { state in
      state.call = call
      if let call { state.turnKey = call.method.isAboutService ? nil : call.key }
    }
  }

  var initial: Metadata { state.withLock { $0.initial } }
  var trailing: Metadata { state.withLock { $0.trailing } }
  var compresses: Bool? { state.withLock { $0.compresses } }
}
