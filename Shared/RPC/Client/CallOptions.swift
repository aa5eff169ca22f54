/// What a caller may say about one call.
public struct CallOptions: Sendable {
  /// The time that the call may take, retries included; nil for the service config's, or 30 s if that has none. A nested call gets
  /// the smaller of this and the time left to the call that it serves.
  public var timeout: Duration?
  /// Names and values that go with the call.
  public var metadata: Metadata
  /// Whether to wait, within the deadline, for a server that cannot be reached now; otherwise the
  /// call fails at once as UNAVAILABLE. If this is nil, the service config decides.
  public var waitsForReady: Bool?
  /// Whether requests are compressed.
  public var compresses = false
  /// Whether the server may compress what it sends: for slow lines, since it costs both sides time.
  public var acceptsCompressed = false

  /// Makes options.
  public init(
    timeout: Duration? = nil, metadata: Metadata = [:], waitsForReady: Bool? = nil
  ) {
    self.timeout = timeout
    self.metadata = metadata
    self.waitsForReady = waitsForReady
  }
}

/// Names of metadata that have the same meaning in the runtime and in all services.
public enum MetadataName {
  /// The client's idempotency key of a mutating call.
  public static let idempotencyKey = "vigie-idempotency-key"
  /// Feed positions that the caller has seen, `service=epoch-sequence`; one value each.
  public static let seen = "vigie-seen"
  /// Trailing: the feed position that a write made, `service=epoch-sequence`.
  public static let position = "vigie-position"
  /// The principal for whom a service calls another.
  public static let onBehalfOf = "vigie-on-behalf-of"
  /// How many attempts came before this one.
  public static let previousAttempts = "vigie-previous-attempts"
  /// Trailing: milliseconds to wait before a retry; negative for none.
  public static let retryPushback = "vigie-retry-pushback-ms"
  /// The place in the trace, as W3C's Trace Context writes it.
  public static let traceparent = "traceparent"
}
