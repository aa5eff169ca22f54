import Foundation
import Locking
public import RPCContract

/// How a client calls the methods of a service: gRPC's service config, in its own JSON form.
///
/// Source: grpc/grpc doc/service_config.md and gRFC A6. Members that are not known are passed over;
/// hedging and load balancing policies other than `round_robin` are not offered.
public struct ServiceConfig: Sendable, Decodable {
  /// The settings of some methods.
  public struct MethodConfig: Sendable, Decodable {
    /// The name of a method; without `method` it stands for all methods of the service, without both for all methods.
    public struct Name: Sendable, Decodable, Hashable {
      /// The service, such as `vigie.registry.v1`.
      public var service: String?
      /// The method, such as `GetStructure`.
      public var method: String?

      /// Makes a name; without arguments it stands for all methods.
      public init(service: String? = nil, method: String? = nil) {
        self.service = service
        self.method = method
      }
    }

    /// The methods.
    public var name: [Name]
    /// The deadline of calls that name none of their own.
    public var timeout: Duration?
    /// Whether calls wait for a server that cannot be reached.
    public var waitForReady: Bool?
    /// The largest request, in bytes.
    public var maxRequestMessageBytes: Int?
    /// The largest reply, in bytes.
    public var maxResponseMessageBytes: Int?
    /// When a call is tried again; nil for never.
    public var retryPolicy: RetryPolicy?

    private enum CodingKeys: CodingKey {
      case name, timeout, waitForReady, maxRequestMessageBytes, maxResponseMessageBytes
      case retryPolicy
    }

    /// Reads gRPC's form.
    ///
    /// - Throws: `DecodingError`.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode([Name].self, forKey: .name)
      timeout = try container.decodeSeconds(.timeout)
      waitForReady = try container.decodeIfPresent(Bool.self, forKey: .waitForReady)
      maxRequestMessageBytes = try container.decodeIfPresent(
        Int.self, forKey: .maxRequestMessageBytes)
      maxResponseMessageBytes = try container.decodeIfPresent(
        Int.self, forKey: .maxResponseMessageBytes)
      retryPolicy = try container.decodeIfPresent(RetryPolicy.self, forKey: .retryPolicy)
    }

    /// Makes the default: no retries.
    public init() { name = [Name()] }
  }

  /// The settings of methods; the most specific name wins.
  public var methodConfig: [MethodConfig]
  /// When the client as a whole stops retrying; nil for never.
  public var retryThrottling: RetryThrottling?

  private enum CodingKeys: CodingKey {
    case methodConfig, retryThrottling
  }

  /// Makes a configuration; without arguments it is empty.
  public init(methodConfig: [MethodConfig] = [], retryThrottling: RetryThrottling? = nil) {
    self.methodConfig = methodConfig
    self.retryThrottling = retryThrottling
  }

  /// Reads gRPC's form.
  ///
  /// - Throws: `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    methodConfig = try container.decodeIfPresent([MethodConfig].self, forKey: .methodConfig) ?? []
    retryThrottling = try container.decodeIfPresent(
      RetryThrottling.self, forKey: .retryThrottling)
  }

  /// Reads a file's bytes.
  ///
  /// - Throws: `DecodingError`.
  public init(json: [UInt8]) throws {
    self = try JSON.decode(ServiceConfig.self, from: json)
  }

  /// Returns the settings of a method: those for its full name, else for its service, else for all methods.
  func config(of method: String) -> MethodConfig {
    let parts = method.split(separator: "/", maxSplits: 1).map(String.init)
    let names: [MethodConfig.Name] = [
      .init(service: parts.first, method: parts.last), .init(service: parts.first), .init(),
    ]
    for name in names {
      if let found = methodConfig.first(where: { $0.name.contains(name) }) { return found }
    }
    return MethodConfig()
  }
}

/// When a call is tried again (gRFC A6).
public struct RetryPolicy: Sendable, Decodable {
  /// The most attempts, the first included; 2…5 (more count as 5).
  public var maxAttempts: Int
  /// The bound of the first pause.
  public var initialBackoff: Duration
  /// The bound of every pause.
  public var maxBackoff: Duration
  /// The factor by which the bound grows with each retry.
  public var backoffMultiplier: Double
  /// The codes after which a call is tried again.
  public var retryableStatusCodes: Set<Status.Code>

  private enum CodingKeys: CodingKey {
    case maxAttempts, initialBackoff, maxBackoff, backoffMultiplier, retryableStatusCodes
  }

  /// Makes a policy.
  public init(
    maxAttempts: Int, initialBackoff: Duration, maxBackoff: Duration,
    backoffMultiplier: Double = 2, retryableStatusCodes: Set<Status.Code> = [.unavailable]
  ) {
    self.maxAttempts = maxAttempts
    self.initialBackoff = initialBackoff
    self.maxBackoff = maxBackoff
    self.backoffMultiplier = backoffMultiplier
    self.retryableStatusCodes = retryableStatusCodes
  }

  /// Reads gRPC's form; codes are names such as `UNAVAILABLE`.
  ///
  /// - Throws: `DecodingError` also for values out of range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    maxAttempts = try container.decode(Int.self, forKey: .maxAttempts)
    guard let initial = try container.decodeSeconds(.initialBackoff),
      let longest = try container.decodeSeconds(.maxBackoff)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .initialBackoff, in: container, debugDescription: "both back-offs are needed")
    }
    (initialBackoff, maxBackoff) = (initial, longest)
    backoffMultiplier = try container.decode(Double.self, forKey: .backoffMultiplier)
    let names = try container.decode([String].self, forKey: .retryableStatusCodes)
    retryableStatusCodes = Set(
      names.compactMap { name in Status.Code.allCases.first { $0.name == name } })
    guard maxAttempts >= 2, backoffMultiplier > 0, retryableStatusCodes.count == Set(names).count,
      !names.isEmpty
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .maxAttempts, in: container,
        debugDescription: "maxAttempts ≥ 2, a multiplier > 0 and known codes are needed")
    }
  }

  /// Returns the pause before a retry: a random time up to a bound that grows with each retry (full jitter).
  ///
  /// - Parameter retry: 1 for the first.
  /// - Returns: from nothing up to `maxBackoff`.
  func pause(before retry: Int) -> Duration {
    var bound = min(initialBackoff, maxBackoff)
    for _ in 1..<max(retry, 1) where bound < maxBackoff {
      bound = min(bound * backoffMultiplier, maxBackoff)
    }
    return bound * Double.random(in: 0...1)
  }
}

/// When a client stops retrying because too many calls fail (gRFC A6).
public struct RetryThrottling: Sendable, Decodable {
  /// The initial and greatest number of tokens; a failure takes one.
  public var maxTokens: Double
  /// What a success gives back.
  public var tokenRatio: Double

  /// Makes it.
  public init(maxTokens: Double, tokenRatio: Double) {
    self.maxTokens = maxTokens
    self.tokenRatio = tokenRatio
  }
}

/// The retry tokens of a client. It makes no retry while half of them or fewer are left.
final class RetryThrottle: Sendable {
  private let policy: RetryThrottling?
  private let tokens: Mutex<Double>

  init(_ policy: RetryThrottling?) {
    self.policy = policy
    tokens = Mutex(policy?.maxTokens ?? 0)
  }

  var allowsRetry: Bool {
    guard let policy else { return true }
    return tokens.withLock { $0 > policy.maxTokens / 2 }
  }

  func failed() { tokens.withLock { $0 = max(0, $0 - 1) } }

  func succeeded() {
    guard let policy else { return }
    tokens.withLock { $0 = min(policy.maxTokens, $0 + policy.tokenRatio) }
  }
}

extension KeyedDecodingContainer {
  /// Reads gRPC's form of a duration: `1.5s`.
  fileprivate func decodeSeconds(_ key: Key) throws -> Duration? {
    guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
    guard text.hasSuffix("s"), let seconds = Double(text.dropLast()), seconds >= 0,
      seconds < 1e9
    else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "a duration such as 1.5s is expected")
    }
    return .seconds(seconds)
  }
}
