public import Values

/// A Table Schema (Frictionless), as far as tables of text need it: it says what a table's cells must be.
///
/// Source: specs.frictionlessdata.io/table-schema, version 1. Unknown members are ignored.
public struct TableSchema: Decodable, Sendable, Hashable {
  /// A field: what a column's cells are.
  public struct Field: Decodable, Sendable, Hashable {
    /// The types: all of Table Schema, version 2, which has those of version 1 and `list`.
    public enum Kind: String, Decodable, Sendable {
      case string, integer, number, boolean, date, datetime, time, duration, year, yearmonth
      case array, object, list, geopoint, geojson, any

      /// Whether its digits may stand in groups.
      var isGrouped: Bool { [.number, .integer, .year].contains(self) }
    }

    /// How days are read where the schema gives no format: in any form that has one meaning only.
    public struct Days: Sendable, Hashable {
      /// The order of the parts in days that end with the year; with `iso` or nil such days are refused.
      public var order: DateStyle?
      /// Whether a day with a time is read as its day in Europe/Paris; otherwise the time is a fault.
      public var dropsTimes: Bool

      /// Makes it.
      public init(order: DateStyle? = nil, dropsTimes: Bool = false) {
        self.order = order
        self.dropsTimes = dropsTimes
      }
    }

    /// The name, in the header.
    public var name: String
    /// What people call it, by language: `fr` and `en`.
    public var labels: [String: String]?
    /// The type; `string` where none is said.
    public var type: Kind
    /// The format: for texts `email`, `uri`, `uuid` or `binary`; for dates and times a pattern of `%Y %m %d %H %M %S`; for points
    /// `array` or `object`; for GeoJSON `topojson`; nil for the default.
    public var format: String?
    /// How days are read where ``format`` is the default; nil for YYYY-MM-DD alone. A descriptor does not contain it.
    public var days: Days?
    /// Whether numbers have no symbols such as `%` or `€` around them; nil means that they have none.
    public var bareNumber: Bool?
    /// The separator of a list's items, a comma by default, and the items' type, `string` by default.
    public var delimiter: String?, itemType: Kind?
    /// The decimal character; nil for a point.
    public var decimalChar: String?
    /// The character between groups of digits; nil for none.
    public var groupChar: String?
    /// The texts that are true; nil for `true`, `True`, `TRUE`, `1`.
    public var trueValues: [String]?
    /// The texts that are false; nil for `false`, `False`, `FALSE`, `0`.
    public var falseValues: [String]?
    /// What a cell must satisfy besides its type.
    public var constraints: Constraints
    /// The kind of a fact file's column, by which its cells are read and stored; it is narrower than ``type``. A descriptor does
    /// not contain it.
    var fact: Column.Kind?

    private enum CodingKeys: CodingKey {
      case name, labels, type, format, decimalChar, groupChar, trueValues, falseValues, constraints
      case bareNumber, delimiter, itemType
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
      bareNumber = try container.decodeIfPresent(Bool.self, forKey: .bareNumber)
      delimiter = try container.decodeIfPresent(String.self, forKey: .delimiter)
      itemType = try container.decodeIfPresent(Kind.self, forKey: .itemType)
      constraints =
        try container.decodeIfPresent(Constraints.self, forKey: .constraints) ?? Constraints()
    }
  }

  /// What a cell must satisfy besides its type; nil where nothing is asked.
  public struct Constraints: Decodable, Sendable, Hashable {
    /// Whether it may not be empty.
    public var required: Bool?
    /// Whether no two rows may have the same value.
    public var unique: Bool?
    /// The fewest and the most characters of a text.
    public var minLength, maxLength: Int?
    /// The least and the greatest number or date.
    public var minimum, maximum: Bound?
    /// A regular expression that the whole of a text matches.
    public var pattern: String?
    /// The allowed values.
    public var `enum`: [Bound]?

    /// Makes constraints that ask for nothing.
    public init(required: Bool? = nil, minimum: Bound? = nil, maximum: Bound? = nil) {
      self.required = required
      self.minimum = minimum
      self.maximum = maximum
    }
  }

  /// A value in a descriptor, which may be written as a text or as a number: kept as text.
  public struct Bound: Decodable, Sendable, Hashable, ExpressibleByStringLiteral {
    /// The text.
    public var text: String

    /// Makes one.
    public init(stringLiteral text: String) { self.text = text }

    /// Makes one.
    init(_ text: String) { self.text = text }

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
  }

  /// The fields.
  public var fields: [Field]
  /// The texts that mean a missing value; nil for the empty text alone.
  public var missingValues: [String]?
  /// The fields that together identify a row.
  public var primaryKey: [String]?
  /// The foreign keys.
  public var foreignKeys: [ForeignKey]?

  /// Fields whose values must occur in fields of a table: this one, or another one, which is not read.
  public struct ForeignKey: Decodable, Sendable, Hashable {
    /// The fields, and those that they refer to.
    public var fields: [String], referred: [String]
    /// The other table; empty for this one.
    public var resource: String

    private enum CodingKeys: CodingKey { case fields, reference }
    private enum ReferenceKeys: CodingKey { case resource, fields }

    /// Reads a descriptor; a single field may be a text instead of an array.
    ///
    /// - Throws: `DecodingError`.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let reference = try container.nestedContainer(keyedBy: ReferenceKeys.self, forKey: .reference)
      fields = try container.decodeNames(forKey: .fields) ?? []
      referred = try reference.decodeNames(forKey: .fields) ?? []
      resource = try reference.decodeIfPresent(String.self, forKey: .resource) ?? ""
    }
  }

  private enum CodingKeys: CodingKey { case fields, missingValues, primaryKey, foreignKeys }

  /// Reads a descriptor; a primary key of one field may be a text.
  ///
  /// - Throws: `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    fields = try container.decode([Field].self, forKey: .fields)
    missingValues = try container.decodeIfPresent([String].self, forKey: .missingValues)
    primaryKey = try container.decodeNames(forKey: .primaryKey)
    foreignKeys = try container.decodeIfPresent([ForeignKey].self, forKey: .foreignKeys)
  }

  /// Makes a schema.
  public init(_ fields: [Field], primaryKey: [String]? = nil) {
    self.fields = fields
    self.primaryKey = primaryKey
  }
}

extension KeyedDecodingContainer {
  /// Reads names of fields; a single name may be a text instead of an array.
  fileprivate func decodeNames(forKey key: Key) throws -> [String]? {
    if let name = try? decode(String.self, forKey: key) { return [name] }
    return try decodeIfPresent([String].self, forKey: key)
  }
}

/// What makes a schema unusable.
public struct TableSchemaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong; the first of its values is the field.
  public let fault: DocumentFault

  /// The fault's code and its values, for logs.
  public var description: String { ([fault.code] + fault.values).joined(separator: " ") }
}
