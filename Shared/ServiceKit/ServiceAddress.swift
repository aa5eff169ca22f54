public import RPC
import RPCZeroMQTransport
public import ZeroMQ

/// Where a service is and which key it must have.
public struct ServiceAddress: Codable, Sendable, Hashable {
  /// The address, such as `tcp://127.0.0.1:7101`.
  public var endpoint: Endpoint
  /// The server's public key.
  public var serverKey: CurvePublicKey

  /// Makes an address.
  public init(endpoint: Endpoint, serverKey: CurvePublicKey) {
    self.endpoint = endpoint
    self.serverKey = serverKey
  }
}

/// A connection to one service that heals itself.
public struct ServiceClient: Sendable {
  /// The calls.
  public let client: Client
  private let transport: ZeroMQClient

  /// Begins to connect.
  public init(to address: ServiceAddress, keys: CurveKeyPair) {
    transport = ZeroMQClient(to: address.endpoint, serverKey: address.serverKey, keys: keys)
    client = Client(transport.connection)
  }

  /// Closes the connection.
  public func close() async { await transport.close() }
}
