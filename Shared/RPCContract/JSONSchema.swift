/// A JSON Schema (draft 2020-12), as far as messages need it.
///
/// `formatMinimum` and `formatMaximum` are those of ajv-formats: the first and last day that a member takes. Readers that do not
/// know them pass over them.
public struct JSONSchema: Codable, Sendable, Hashable {
  /// A value that stands for an absent member.
  public enum Fallback: Sendable, Hashable {
    /// A whole number.
    case integer(Int)
    /// A text.
    case text(String)
  }

  /// `boolean`, `integer`, `number`, `string`, `array` or `object`; nil for anything.
  public var type: String?
  /// What the member means, in one line.
  public var description: String?
  /// What counts where the member is absent.
  public var fallback: Fallback?
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
  /// Of an array: what each element is. The list has one schema at most; a struct cannot contain itself directly.
  private var elements: [JSONSchema]?
  /// Of an object whose names are data: what each value is. The list has one schema at most, as above.
  private var additional: [JSONSchema]?
  /// Of an object: its members.
  public var properties: [String: JSONSchema]?
  /// Of an object: the members that must be there, in order.
  public var required: [String]?

  private enum CodingKeys: String, CodingKey {
    case type, description, minimum, maximum, format, formatMinimum, formatMaximum, pattern
    case contentEncoding, properties, required
    case fallback = "default"
    case values = "enum"
    case elements = "items"
    case additional = "additionalProperties"
  }

  /// Makes a schema of one type, or of anything.
  public init(type: String? = nil) { self.type = type }

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
    schema.fallback = fallback.map(Fallback.integer)
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
    schema.elements = [items]
    return schema
  }

  /// Names that are data, with values of one kind.
  public static func map(_ values: JSONSchema) -> JSONSchema {
    var schema = JSONSchema(type: "object")
    schema.additional = [values]
    return schema
  }

  /// Members by name, and those that must be there.
  public static func object(
    _ properties: [String: JSONSchema], required: [String]
  ) -> JSONSchema {
    var schema = JSONSchema(type: "object")
    (schema.properties, schema.required) = (properties, required)
    return schema
  }

  /// Of an array: what each element is.
  public var items: JSONSchema? { elements?.first }
  /// Of an object whose names are data: what each value is.
  public var additionalProperties: JSONSchema? { additional?.first }

  /// Writes the schema in its own form.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(type, forKey: .type)
    try container.encodeIfPresent(description, forKey: .description)
    switch fallback {
    case .integer(let number): try container.encode(number, forKey: .fallback)
    case .text(let text): try container.encode(text, forKey: .fallback)
    case nil: break
    }
    try container.encodeIfPresent(minimum, forKey: .minimum)
    try container.encodeIfPresent(maximum, forKey: .maximum)
    try container.encodeIfPresent(format, forKey: .format)
    try container.encodeIfPresent(formatMinimum, forKey: .formatMinimum)
    try container.encodeIfPresent(formatMaximum, forKey: .formatMaximum)
    try container.encodeIfPresent(pattern, forKey: .pattern)
    try container.encodeIfPresent(values, forKey: .values)
    try container.encodeIfPresent(contentEncoding, forKey: .contentEncoding)
    try container.encodeIfPresent(items, forKey: .elements)
    try container.encodeIfPresent(additionalProperties, forKey: .additional)
    try container.encodeIfPresent(properties, forKey: .properties)
    try container.encodeIfPresent(required, forKey: .required)
  }

  /// Reads a schema; keywords that are not among the members above are passed over.
  ///
  /// - Throws: what the decoder throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? {
      try container.decodeIfPresent(String.self, forKey: key)
    }
    type = try text(.type)
    description = try text(.description)
    if let number = try? container.decodeIfPresent(Int.self, forKey: .fallback) {
      fallback = .integer(number)
    } else {
      fallback = (try? text(.fallback)).map(Fallback.text)
    }
    minimum = try container.decodeIfPresent(Int.self, forKey: .minimum)
    maximum = try container.decodeIfPresent(Int.self, forKey: .maximum)
    format = try text(.format)
    formatMinimum = try text(.formatMinimum)
    formatMaximum = try text(.formatMaximum)
    pattern = try text(.pattern)
    values = try container.decodeIfPresent([String].self, forKey: .values)
    contentEncoding = try text(.contentEncoding)
    elements = try container.decodeIfPresent(JSONSchema.self, forKey: .elements).map { [$0] }
    additional = try container.decodeIfPresent(JSONSchema.self, forKey: .additional).map { [$0] }
    properties = try container.decodeIfPresent([String: JSONSchema].self, forKey: .properties)
    required = try container.decodeIfPresent([String].self, forKey: .required)
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
