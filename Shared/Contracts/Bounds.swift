public import RPCContract
public import Values

/// The bounds of the numbers of events in feeds and of messages in logs. By RFC 7493 §2.2, JSON readers keep whole numbers exactly up to
/// 2⁵³ − 1.
public enum SequenceBounds: NumberBounds {
  /// 0…2⁵³ − 1.
  public static let range = 0...9_007_199_254_740_991
}

/// A place in a feed or a log; 0 is before the first.
public typealias SequenceNumber = Bounded<SequenceBounds>

/// The bounds of counts, up to 2⁵³ − 1.
public enum CountBounds: NumberBounds {
  /// 0…2⁵³ − 1.
  public static let range = SequenceBounds.range
}

/// A count, 0…2⁵³ − 1.
public typealias Count = Bounded<CountBounds>

/// How many rows a page of a list has.
public enum PageBounds: NumberBounds {
  /// 1…1000.
  public static let range = 1...1000
  /// 100.
  public static let fallback: Int? = 100
}

/// The most rows of a page, 1…1000; 100 where none is asked for.
public typealias PageSize = Bounded<PageBounds>

extension Bounded: SchemaDeclaring {
  /// A whole number of the type's range.
  public static var schema: JSONSchema { .integer(Bounds.range, fallback: Bounds.fallback) }
  /// The least.
  public static var example: Bounded { .least }
}

extension CivilDate: SchemaDeclaring {
  /// A day within the bounds of facts.
  public static var schema: JSONSchema { days("date") }
  /// A day.
  public static var example: CivilDate { .firstDay(of: 2025) }

  fileprivate static func days(_ format: String) -> JSONSchema {
    var schema = JSONSchema.string(format: format)
    (schema.formatMinimum, schema.formatMaximum) = (earliest.iso, latest.iso)
    return schema
  }
}

extension Instant: SchemaDeclaring {
  /// An instant within the bounds of facts.
  public static var schema: JSONSchema {
    var schema = CivilDate.days("date-time")
    schema.formatMinimum? += "T00:00:00Z"
    schema.formatMaximum? += "T23:59:59.999999Z"
    return schema
  }
  /// An instant.
  public static var example: Instant { .parisMidnight(.example) }
}

extension Quantity: SchemaDeclaring {
  /// A decimal number as text.
  public static var schema: JSONSchema {
    var schema = JSONSchema.string()
    schema.pattern = "^[0-9]+([.][0-9]+)?$"
    return schema
  }
  /// Zero.
  public static var example: Quantity { Quantity(0) }
}
