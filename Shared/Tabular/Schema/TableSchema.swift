/// How a table's cells must be: a Table Schema (Frictionless), as far as tables of text need it.
///
/// Source: specs.frictionlessdata.io/table-schema, version 1. Members that are not known are passed over.
public struct TableSchema: Codable, Sendable, Hashable {
  /// A field: what a column's cells are.
  public struct Field: Codable, Sendable, Hashable {
    /// The types that are understood.
    public enum Kind: String, Codable, Sendable {
      case string, integer, number, boolean, date, datetime, year, yearmonth, any
    }

    /// The name, in the header.
    public var name: String
    /// What people call it, by language: `fr` and `en`.
    public var labels: [String: String]?
    /// The type; `string` where none is said.
    public var type: Kind
    /// Of texts `email`, `uri` or `uuid`; of dates a pattern of `%Y %m %d %H %M %S`; nil for the default.
    public var format: String?
    /// The decimal character; nil for a point.
    public var decimalChar: String?
    /// The character between groups of digits; nil for none.
    public var groupChar: String?
    /// The texts that are true; nil for `true`, `True`, `TRUE`, `1`.
    public var trueValues: [String]?
    /// The texts that are false; nil for `false`, `False`, `FALSE`, `0`.
    public var falseValues: [String]?
    /// What else must hold of a cell.
    public var constraints: Constraints

    private enum CodingKeys: CodingKey {
      case name, labels, type, format, decimalChar, groupChar, trueValues, falseValues, constraints
    }

    /// Makes a field.
    public init(
      _ name: String, _ type: Kind = .string, constraints: Constraints = Constraints(),
      labels: [String: String]? = nil
    ) {
      self.name = name
      self.type = type
      self.constraints = constraints
      self.labels = labels
    }

    /// Reads a descriptor.
    ///
    /// - Throws: `DecodingError`.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      labels = try container.decodeIfPresent([String: String].self, forKey: .labels)
      type = try container.decodeIfPresent(Kind.self, forKey: .type) ?? .string
      format = try container.decodeIfPresent(String.self, forKey: .format)
      decimalChar = try container.decodeIfPresent(String.self, forKey: .decimalChar)
      groupChar = try container.decodeIfPresent(String.self, forKey: .groupChar)
      trueValues = try container.decodeIfPresent([String].self, forKey: .trueValues)
      falseValues = try container.decodeIfPresent([String].self, forKey: .falseValues)
      constraints =
        try container.decodeIfPresent(Constraints.self, forKey: .constraints) ?? Constraints()
    }
  }

  /// What must hold of a cell beside its type; nil for nothing.
  public struct Constraints: Codable, Sendable, Hashable {
    /// Whether it may not be empty.
    public var required: Bool?
    /// Whether no two rows may have the same.
    public var unique: Bool?
    /// The fewest and the most characters of a text.
    public var minLength, maxLength: Int?
    /// The least and the greatest number or date.
    public var minimum, maximum: Bound?
    /// A regular expression that the whole of a text matches.
    public var pattern: String?
    /// The values that there are.
    public var `enum`: [Bound]?

    /// Makes constraints that ask for nothing.
    public init(required: Bool? = nil, minimum: Bound? = nil, maximum: Bound? = nil) {
      self.required = required
      self.minimum = minimum
      self.maximum = maximum
    }
  }

  /// A value in a descriptor, which may be written as a text or as a number: kept as text.
  public struct Bound: Codable, Sendable, Hashable, ExpressibleByStringLiteral {
    /// The text.
    public var text: String

    /// Makes one.
    public init(stringLiteral text: String) { self.text = text }

    /// Reads a text, a number or a truth value.
    ///
    /// - Throws: `DecodingError`.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else if let flag = try? container.decode(Bool.self) {
        text = String(flag)
      } else if let integer = try? container.decode(Int.self) {
        text = String(integer)
      } else {
        text = String(try container.decode(Double.self))
      }
    }

    /// Writes a number where it is one, otherwise a text.
    ///
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if let integer = Int(text), String(integer) == text {
        try container.encode(integer)
      } else {
        try container.encode(text)
      }
    }
  }

  /// The fields.
  public var fields: [Field]
  /// The texts that stand for nothing; nil for the empty one.
  public var missingValues: [String]?
  /// The fields that together tell a row from all others.
  public var primaryKey: [String]?

  private enum CodingKeys: CodingKey { case fields, missingValues, primaryKey }

  /// Reads a descriptor; a primary key of one field may be a text.
  ///
  /// - Throws: `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    fields = try container.decode([Field].self, forKey: .fields)
    missingValues = try container.decodeIfPresent([String].self, forKey: .missingValues)
    if let name = try? container.decode(String.self, forKey: .primaryKey) {
      primaryKey = [name]
    } else {
      primaryKey = try container.decodeIfPresent([String].self, forKey: .primaryKey)
    }
  }

  /// Makes a schema.
  public init(_ fields: [Field], primaryKey: [String]? = nil) {
    self.fields = fields
    self.primaryKey = primaryKey
  }
}

/// What makes a schema unusable.
public struct TableSchemaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The field.
  public let field: String
  /// What is the matter with it.
  public let reason: String

  /// Both.
  public var description: String { "the schema's field \(field): \(reason)" }
}
