import Foundation
public import RPC
public import RPCZeroMQTransport
import Texts
import Values
public import ZeroMQ

/// Where a service is and which key it must have.
public struct ServiceAddress: Codable, Sendable, Hashable {
  /// The addresses, such as `tcp://10.0.0.7:7101`; more than one where replicas share the key.
  public var endpoints: [Endpoint]
  /// The servers' public key.
  public var serverKey: CurvePublicKey

  /// Makes an address.
  public init(endpoints: [Endpoint], serverKey: CurvePublicKey) {
    self.endpoints = endpoints
    self.serverKey = serverKey
  }

  private enum CodingKeys: CodingKey {
    case endpoint, serverKey
  }

  /// Reads `endpoint`, addresses with spaces between, and `serverKey`.
  ///
  /// - Throws: `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decode(String.self, forKey: .endpoint)
    guard let endpoints = Self.endpoints(text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .endpoint, in: container,
        debugDescription: "an address such as tcp://127.0.0.1:7101 is expected, not \(text)")
    }
    self.endpoints = endpoints
    guard let key = CurvePublicKey(try container.decode(String.self, forKey: .serverKey)) else {
      throw DecodingError.dataCorruptedError(
        forKey: .serverKey, in: container,
        debugDescription: "not a public key: 40 characters of Z85 are needed")
    }
    serverKey = key
  }

  /// Writes the form that `init(from:)` reads.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(
      endpoints.map(\.description).joined(separator: " "), forKey: .endpoint)
    try container.encode(serverKey.text, forKey: .serverKey)
  }

  /// Reads addresses with spaces between; nil when there is none or one is of another form.
  static func endpoints(_ text: String) -> [Endpoint]? {
    let parts = text.split(separator: " ")
    let endpoints = parts.compactMap { Endpoint(String($0)) }
    return endpoints.isEmpty || endpoints.count < parts.count ? nil : endpoints
  }
}

/// A client of one service, over connections that are restored by themselves.
public struct ServiceClient: Sendable {
  /// The calls.
  public let client: Client
  private let transports: [ZeroMQClient]
  private let health: Task<Void, Never>?

  /// Begins to connect.
  ///
  /// - Parameters:
  ///   - address: where the service is.
  ///   - keys: the client's own pair.
  ///   - codec: how messages are written.
  ///   - config: deadlines, limits and retries by method.
  ///   - name: the service's name, which failures then tell the person who reads them; nil where a program does.
  public init(
    to address: ServiceAddress, keys: CurveKeyPair, codec: any PayloadCodec = CBORCodec(),
    config: ServiceConfig = ServiceConfig(), named name: String? = nil
  ) {
    transports = address.endpoints.map {
      ZeroMQClient(to: $0, serverKey: address.serverKey, keys: keys, service: name)
    }
    let channel = Channel(transports.map(\.connection), codec: codec, config: config)
    client = Client(channel)
    // A single server gets every call anyway; health matters only where there is a choice between servers.
    health = transports.count > 1 ? Task { await channel.followHealth() } : nil
  }

  /// Closes the connections.
  public func close() async {
    health?.cancel()
    for transport in transports { await transport.close() }
  }
}

extension ServiceConfig {
  /// The config of calls where no file gives another one: a call that meets a server in restart is tried up to five times within
  /// 3.75 s, 1.9 s on average. A drain may take longer; a caller that is to wait for it sets `waitForReady`.
  ///
  /// Every call may be repeated: a change has an idempotency key, and messages that are pulled twice come again. Calls for health and
  /// metrics ask how a service is *now*, so they are tried once.
  public static let standard: ServiceConfig = {
    var all = MethodConfig()
    all.retryPolicy = RetryPolicy(
      maxAttempts: 5, initialBackoff: .milliseconds(250), maxBackoff: .seconds(2))
    var health = MethodConfig()
    health.name = [.init(service: "vigie.health.v1"), .init(service: "vigie.metrics.v1")]
    return ServiceConfig(methodConfig: [health, all])
  }()

  /// Reads a file in the form of gRPC's service config; returns ``standard`` for nil.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func read(_ path: String?) throws -> ServiceConfig {
    guard let path else { return standard }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationProblem(
        "Impossible de lire \(path) (option serviceConfigFile).",
        "Cannot read \(path) (option serviceConfigFile).")
    }
    do {
      return try ServiceConfig(json: Array(data))
    } catch {
      let fault = DocumentFault(of: error)
      throw ConfigurationProblem(
        "\(path) n'est pas une configuration d'appels (gRPC service config) : \(fault.text(.french)).",
        "\(path) is not a gRPC service config: \(fault.text(.english)).")
    }
  }
}
