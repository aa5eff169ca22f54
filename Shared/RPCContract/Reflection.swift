/// Lists the methods of a service, with the JSON Schemas of their messages.
public struct ListMethods: RPCRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.reflection.v1/ListMethods"
  /// Everyone whose key is known may ask.
  public static let roles = Role.all

  /// Makes the request.
  public init() {}

  /// The methods by name.
  public struct Reply: Codable, Sendable {
    /// One method.
    public struct Method: Codable, Sendable {
      /// The full name.
      public var name: String
      /// `unary`, `server-streaming`, `client-streaming` or `duplex`.
      public var shape: String
      /// The roles that may call it.
      public var roles: [String]
      /// Whether it changes something, so that an idempotency key must go with it.
      public var mutates: Bool
      /// The JSON Schema of each request.
      public var request: JSONSchema
      /// The JSON Schema of each reply or item.
      public var reply: JSONSchema

      /// Makes a description.
      public init(
        name: String, shape: String, roles: [String], mutates: Bool, request: JSONSchema,
        reply: JSONSchema
      ) {
        self.name = name
        self.shape = shape
        self.roles = roles
        self.mutates = mutates
        self.request = request
        self.reply = reply
      }
    }

    /// The methods by name.
    public var methods: [Method]

    /// Makes the reply.
    public init(methods: [Method]) { self.methods = methods }
  }
}
