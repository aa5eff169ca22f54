/// What a caller may say about one call.
public struct CallOptions: Sendable {
  /// The time the call may take; 30 s where nothing is said. A nested call gets the smaller of this
  /// and what is left of the call it serves.
  public var timeout: Duration
  /// Names and values that go with the call.
  public var metadata: Metadata
  /// Whether to wait, within the deadline, for a server that cannot be reached now; otherwise the
  /// call fails at once as UNAVAILABLE.
  public var waitsForReady: Bool

  /// Makes options.
  public init(
    timeout: Duration = .seconds(30), metadata: Metadata = [:], waitsForReady: Bool = false
  ) {
    self.timeout = timeout
    self.metadata = metadata
    self.waitsForReady = waitsForReady
  }

  /// When the call must be over.
  func deadline(now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    let own = now + timeout
    return CallContext.deadline.map { min($0, own) } ?? own
  }
}

/// Names of metadata that the runtime and all services give the same meaning.
public enum MetadataName {
  /// The client's idempotency key of a mutating call.
  public static let idempotencyKey = "vigie-idempotency-key"
  /// Feed positions that the caller has seen, `service=epoch-sequence`; one value each.
  public static let seen = "vigie-seen"
  /// Trailing: the feed position that a write made, `service=epoch-sequence`.
  public static let position = "vigie-position"
  /// The principal for whom a service calls another.
  public static let onBehalfOf = "vigie-on-behalf-of"
}
