import Locking
import RPCContract

/// What a handler may know of the call it serves, and what it may say beside its messages.
public final class ServerContext: Sendable {
  private struct State: ~Copyable {
    var initial: Metadata = [:]
    var trailing: Metadata = [:]
  }

  /// The method's full name.
  public let method: String
  /// Who calls.
  public let principal: Principal
  /// What came with the call.
  public let metadata: Metadata
  /// When the call must be over.
  public let deadline: ContinuousClock.Instant
  private let state = Mutex(State())

  /// Makes a context.
  public init(
    method: String, principal: Principal, metadata: Metadata, deadline: ContinuousClock.Instant
  ) {
    self.method = method
    self.principal = principal
    self.metadata = metadata
    self.deadline = deadline
  }

  /// For whom the work is done: the caller, or the principal that a calling service names.
  public var effectivePrincipal: String {
    guard principal.roles.contains(.service), let name = metadata[MetadataName.onBehalfOf] else {
      return principal.name
    }
    return name
  }

  /// Adds a value to the initial metadata, which goes with the first message.
  public func addInitial(_ value: String, for name: String) {
    state.withLock { $0.initial.add(value, for: name) }
  }

  /// Adds a value to the trailing metadata.
  public func addTrailing(_ value: String, for name: String) {
    state.withLock { $0.trailing.add(value, for: name) }
  }

  var initial: Metadata { state.withLock { $0.initial } }
  var trailing: Metadata { state.withLock { $0.trailing } }
}
