public import RPCContract

/// Returns the JSON Schema that a message's `dataschema`, or a submission's `schema`, names.
public struct GetSchema: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/GetSchema"

  /// The id, such as `urn:vigie:schema:vigie.senacs.v1.campaign-recorded:1`.
  public var id: String

  /// Makes the request.
  public init(id: String) { self.id = id }

  /// The schema.
  public struct Reply: Codable, Sendable {
    /// JSON Schema (2020-12), as JSON text.
    public var schema: String

    /// Makes the reply.
    public init(schema: String) { self.schema = schema }
  }
}
