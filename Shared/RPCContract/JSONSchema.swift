/// A JSON Schema (draft 2020-12), as far as messages and the output of commands need it.
///
/// `formatMinimum` and `formatMaximum` are those of ajv-formats: the first and last day that a member takes. Readers that do not
/// know them pass over them.
public struct JSONSchema: Codable, Sendable, Hashable {
  /// The draft that JSON Schemas here are written in.
  public static let draft = "https://json-schema.org/draft/2020-12/schema"

  /// ``draft``, in a schema that stands alone; nil within a document.
  public var dialect: String?
  /// The type, and whether null will do in its place; nil for anything.
  private var kind: Kind?
  /// What the member means, in one line.
  public var description: String?
  /// What counts where the member is absent.
  public var fallback: Int?
  /// Of a number: the least.
  public var minimum: Int?
  /// Of a number: the greatest.
  public var maximum: Int?
  /// Of a text: `date`, `date-time`, `uuid` or `uri`.
  public var format: String?
  /// Of a day or an instant: the first day.
  public var formatMinimum: String?
  /// Of a day or an instant: the last day.
  public var formatMaximum: String?
  /// Of a text: the regular expression (ECMA-262) that it fits.
  public var pattern: String?
  /// Of a text: the only values.
  public var values: [String]?
  /// Of a text: `base64`, which stands for bytes.
  public var contentEncoding: String?
  /// Several schemas, of which a value fits at least one.
  public var anyOf: [JSONSchema]?
  /// Of an array: what each element is.
  private var elements: Inner?
  /// Of an object: what each member is that ``properties`` does not name; nil for anything.
  private var additional: Inner?
  /// Of an object: its members.
  public var properties: [String: JSONSchema]?
  /// Of an object: the members that must be there, in order.
  public var required: [String]?

  private enum CodingKeys: String, CodingKey {
    case description, minimum, maximum, format, formatMinimum, formatMaximum, pattern
    case contentEncoding, anyOf, properties, required
    case dialect = "$schema"
    case kind = "type"
    case fallback = "default"
    case values = "enum"
    case elements = "items"
    case additional = "additionalProperties"
  }

  /// Makes a schema of one type, or of anything.
  public init(type: String? = nil) { kind = type.map { Kind(name: $0) } }

  /// Anything.
  public static let any = JSONSchema()
  /// `true` or `false`.
  public static let boolean = JSONSchema(type: "boolean")
  /// A whole number.
  public static let integer = JSONSchema(type: "integer")
  /// Any number.
  public static let number = JSONSchema(type: "number")
  /// Bytes: base64 in JSON.
  public static let bytes: JSONSchema = {
    var schema = JSONSchema(type: "string")
    schema.contentEncoding = "base64"
    return schema
  }()

  /// A whole number of a range.
  public static func integer(_ range: ClosedRange<Int>, fallback: Int? = nil) -> JSONSchema {
    var schema = JSONSchema.integer
    (schema.minimum, schema.maximum) = (range.lowerBound, range.upperBound)
    schema.fallback = fallback
    return schema
  }

  /// A text; with a format such as `date`, and the only values where they are known.
  public static func string(format: String? = nil, values: [String]? = nil) -> JSONSchema {
    var schema = JSONSchema(type: "string")
    (schema.format, schema.values) = (format, values)
    return schema
  }

  /// A list.
  public static func array(_ items: JSONSchema) -> JSONSchema {
    var schema = JSONSchema(type: "array")
    schema.elements = .of(items)
    return schema
  }

  /// Names that are data, with values of one kind.
  public static func map(_ values: JSONSchema) -> JSONSchema {
    var schema = JSONSchema(type: "object")
    schema.additional = .of(values)
    return schema
  }

  /// Members by name, and those that must be there; if it is closed, there are no others.
  public static func object(
    _ properties: [String: JSONSchema], required: [String], isClosed: Bool = false
  ) -> JSONSchema {
    var schema = JSONSchema(type: "object")
    (schema.properties, schema.required) = (properties, required)
    if isClosed { schema.additional = .nothing }
    return schema
  }

  /// What fits at least one of several schemas.
  public static func any(of schemas: [JSONSchema]) -> JSONSchema {
    var schema = JSONSchema.any
    schema.anyOf = schemas
    return schema
  }

  /// The same, where null will do too.
  public var orNull: JSONSchema {
    var schema = self
    schema.kind?.mayBeNull = true
    return schema
  }

  /// `boolean`, `integer`, `number`, `string`, `array` or `object`; nil for anything.
  public var type: String? { kind?.name }
  /// Of an array: what each element is.
  public var items: JSONSchema? { elements?.schema }
  /// Of an object whose names are data: what each value is.
  public var additionalProperties: JSONSchema? { additional?.schema }

  /// A type: its name, or a list of it and `null`.
  private struct Kind: Codable, Sendable, Hashable {
    private static let null = "null"

    let name: String
    var mayBeNull = false

    init(name: String) { self.name = name }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let name = try? container.decode(String.self) {
        self.init(name: name)
        return
      }
      let names = try container.decode([String].self)
      guard names.count == 2, names[1] == Self.null else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "a type, or a list of a type and null")
      }
      self.init(name: names[0])
      mayBeNull = true
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if mayBeNull { try container.encode([name, Self.null]) } else { try container.encode(name) }
    }
  }

  /// A schema within a schema, since a struct cannot contain itself directly; or `false`, which nothing fits.
  private indirect enum Inner: Codable, Sendable, Hashable {
    case of(JSONSchema)
    case nothing

    var schema: JSONSchema? {
      switch self {
      case .of(let schema): schema
      case .nothing: nil
      }
    }

    init(from decoder: any Decoder) throws {
      let isSchema = try? decoder.singleValueContainer().decode(Bool.self)
      self = isSchema == false ? .nothing : .of(try JSONSchema(from: decoder))
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .of(let schema): try schema.encode(to: encoder)
      case .nothing:
        var container = encoder.singleValueContainer()
        try container.encode(false)
      }
    }
  }
}

/// A type that declares the JSON Schema of its values itself, because decoding an example would not show it.
public protocol SchemaDeclaring {
  /// Its schema.
  static var schema: JSONSchema { get }
  /// A valid value, with which the explorer of schemas goes on.
  static var example: Self { get }
}

extension JSONSchema: SchemaDeclaring {
  /// An object with two of the keywords; the JSON Schema draft defines the rest.
  public static var schema: JSONSchema {
    var (type, description) = (JSONSchema.string(), JSONSchema.string())
    type.description = "The JSON type; absent for anything"
    description.description = "What the member means"
    return .object(["type": type, "description": description], required: [])
  }
  /// Anything.
  public static var example: JSONSchema { .any }
}
