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

/// A JSON Schema (draft 2020-12), as far as messages need it.
public indirect enum JSONSchema: Codable, Sendable, Hashable {
  /// Anything.
  case any
  /// `true` or `false`.
  case boolean
  /// A whole number.
  case integer
  /// Any number.
  case number
  /// A text; with a format such as `date`, and the only values where they are known.
  case string(format: String?, values: [String]?)
  /// Bytes: base64 in JSON.
  case bytes
  /// A list.
  case array(JSONSchema)
  /// Names that are data, with values of one kind.
  case map(JSONSchema)
  /// Members by name, and those that must be there.
  case object([String: JSONSchema], required: [String])

  private enum CodingKeys: String, CodingKey {
    case type, format, items, properties, required, additionalProperties, contentEncoding
    case values = "enum"
  }

  /// Writes the schema in its own form.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .any: break
    case .boolean: try container.encode("boolean", forKey: .type)
    case .integer: try container.encode("integer", forKey: .type)
    case .number: try container.encode("number", forKey: .type)
    case .string(let format, let values):
      try container.encode("string", forKey: .type)
      try container.encodeIfPresent(format, forKey: .format)
      try container.encodeIfPresent(values, forKey: .values)
    case .bytes:
      try container.encode("string", forKey: .type)
      try container.encode("base64", forKey: .contentEncoding)
    case .array(let items):
      try container.encode("array", forKey: .type)
      try container.encode(items, forKey: .items)
    case .map(let values):
      try container.encode("object", forKey: .type)
      try container.encode(values, forKey: .additionalProperties)
    case .object(let properties, let required):
      try container.encode("object", forKey: .type)
      try container.encode(properties, forKey: .properties)
      try container.encode(required, forKey: .required)
    }
  }

  /// Reads a schema of the forms above; others count as anything.
  ///
  /// - Throws: what the decoder throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decodeIfPresent(String.self, forKey: .type) {
    case "boolean": self = .boolean
    case "integer": self = .integer
    case "number": self = .number
    case "string":
      if try container.decodeIfPresent(String.self, forKey: .contentEncoding) != nil {
        self = .bytes
      } else {
        self = .string(
          format: try container.decodeIfPresent(String.self, forKey: .format),
          values: try container.decodeIfPresent([String].self, forKey: .values))
      }
    case "array": self = .array(try container.decode(JSONSchema.self, forKey: .items))
    case "object":
      if let values = try container.decodeIfPresent(JSONSchema.self, forKey: .additionalProperties)
      {
        self = .map(values)
      } else {
        self = .object(
          try container.decodeIfPresent([String: JSONSchema].self, forKey: .properties) ?? [:],
          required: try container.decodeIfPresent([String].self, forKey: .required) ?? [])
      }
    default: self = .any
    }
  }
}
