import Locking
public import RPCContract

/// What a handler may know of the call it serves, and what it may say beside its messages.
public final class ServerContext: Sendable {
  private struct State: ~Copyable {
    var initial: Metadata = [:]
    var trailing: Metadata = [:]
    var compresses: Bool?
    var trace: TraceContext?
    var subjects: [String] = []
    var access: Access?
    var beforeItems: (@Sendable () async throws -> Void)?
    /// The call, while it is open.
    var call: ServerCall?
  }

  /// The context of the call that this task handles. The calls that its handler makes are made for the same principal, in the same trace,
  /// and within the same deadline.
  @TaskLocal public static var current: ServerContext?

  /// What the call's header says.
  let opening: ServerConnection.Opening
  /// When the call must be over.
  public let deadline: ContinuousClock.Instant
  /// Whether the only request came compressed; false for streams.
  public let isRequestCompressed: Bool
  private let state = Mutex(State())

  /// Makes a context.
  init(
    _ opening: ServerConnection.Opening, deadline: ContinuousClock.Instant,
    isRequestCompressed: Bool
  ) {
    self.opening = opening
    self.deadline = deadline
    self.isRequestCompressed = isRequestCompressed
  }

  /// The method's full name.
  public var method: String { opening.header.method }

  /// Who calls.
  public var principal: Principal { opening.principal }

  /// What came with the call.
  public var metadata: Metadata { opening.header.metadata }

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

  /// What the caller may read and write; handlers decide by this alone. Computed once, when first asked for, since few calls
  /// ask. It rests on the roles that the method names: what another role of the same key may see elsewhere opens
  /// nothing here.
  public var access: Access {
    state.withLock { state in
      if let access = state.access { return access }
      let access = opening.accessRule(
        opening.principal, opening.roles, opening.method.declaration.cuts)
      state.access = access
      return access
    }
  }

  /// Sets what the caller may read and write in the name of somebody.
  public func limit(to access: Access) { state.withLock { $0.access = access } }

  /// In whose name a service calls; nil for who calls in its own name.
  public var representedName: String? {
    opening.represented == opening.principal.name ? nil : opening.represented
  }

  /// The principal for whom the work is done: the caller, or the one that a calling service names in `vigie-on-behalf-of`, if that
  /// service needs this method.
  public var effectivePrincipal: String { opening.represented }

  /// Runs a body that waits for something other than this call's own work, such as messages or another service. Other calls may
  /// have this call's slot meanwhile; the call then goes on in its key's turn.
  ///
  /// - Throws: what the body throws.
  public func waiting<T: Sendable>(_ body: () async throws -> T) async throws -> T {
    guard let call = state.withLock({ $0.call }) else { return try await body() }
    return try await call.waiting(body)
  }

  /// The key in whose turn long computations run; nil for calls about the service itself, which do not wait for a turn.
  public var turnKey: String? { opening.method.isAboutService ? nil : opening.key }

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

  /// Sets whether the messages of the answer are compressed, if the caller reads compressed messages. Without this setting a reply
  /// of 4,096 bytes or more is compressed if that makes it shorter, and the items of a stream are not compressed.
  public func compressReplies(_ compresses: Bool = true) {
    state.withLock { $0.compresses = compresses }
  }

  /// What the call concerns, for the audit: what its handler has noted and, of a method that tells of people, what its request names.
  public var subjects: [String] { state.withLock { $0.subjects } }

  /// Notes what else the call concerns, for the audit.
  public func note(subjects: [String]) { state.withLock { $0.subjects += subjects } }

  /// Sets what is done before the first item of a stream goes out, for methods that tell of people. If it fails, nothing goes out.
  public func beforeItems(_ body: @escaping @Sendable () async throws -> Void) {
    state.withLock { $0.beforeItems = body }
  }

  /// Does, once, what was set to be done before the first item.
  ///
  /// - Throws: what the body throws.
  public func beginItems() async throws {
    let body = state.withLock { state in
      defer { state.beforeItems = nil }
      return state.beforeItems
    }
    try await body?()
  }

  func serve(_ call: ServerCall?) { state.withLock { $0.call = call } }

  var initial: Metadata { state.withLock { $0.initial } }
  var trailing: Metadata { state.withLock { $0.trailing } }
  var compresses: Bool? { state.withLock { $0.compresses } }
}
