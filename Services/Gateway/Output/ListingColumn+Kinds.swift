import Contracts
import RPCContract
import Values

/// The kinds of columns.
///
/// Of each, `member`, `french` and `english` are the member's name in JSON (nil for none) and the headings, and the closure at the end reads
/// the value from a row. People read a value in its own form, unless `as` puts it into words. `none` is what they read where there is no
/// value, and `told` what they read of a row in place of its value.
extension ListingColumn {
  /// Codes or texts.
  static func text<Value: ListingValue>(
    _ member: String?, _ french: String, _ english: String,
    as words: ((String) -> String)? = nil, none: String? = nil, told: ((Row) -> String?)? = nil,
    _ value: @escaping (Row) -> Value
  ) -> ListingColumn where Value.Plain == String {
    column(member, french, english, .string(), value) { row, text in
      .text(text, as: told.map { $0(row) } ?? shown(text, words, none))
    }
  }

  /// Whole numbers.
  static func number<Value: ListingValue>(
    _ member: String?, _ french: String, _ english: String, as words: ((Int) -> String)? = nil,
    none: String? = nil, _ value: @escaping (Row) -> Value
  ) -> ListingColumn where Value.Plain == Int {
    column(member, french, english, .integer, value) { _, number in
      .number(number, as: shown(number, words, none))
    }
  }

  /// Decimals, each as a canonical text such as `0.0513` or `-12.5`.
  static func decimal<Value: ListingValue>(
    _ member: String?, _ french: String, _ english: String, _ value: @escaping (Row) -> Value
  ) -> ListingColumn where Value.Plain == String {
    column(member, french, english, .number, value) { _, text in .decimal(text) }
  }

  /// Euros, each as a canonical text such as `12000.50`; texts in JSON too.
  static func amount<Value: ListingValue>(
    _ member: String?, _ french: String, _ english: String, _ value: @escaping (Row) -> Value
  ) -> ListingColumn where Value.Plain == String {
    column(member, french, english, .string(), value) { _, text in .amount(text) }
  }

  /// Rates, each as how many of how many; null where that is of none.
  static func rate(
    _ member: String?, _ french: String, _ english: String, none: String? = nil,
    _ value: @escaping (Row) -> (Int, Int)?
  ) -> ListingColumn {
    ListingColumn(member, french, english, JSONSchema.number.orNull) { row in
      let (part, whole) = value(row) ?? (0, 0)
      return .rate(part, of: whole, as: whole > 0 ? nil : none)
    }
  }

  /// Rates, each as a canonical text such as `0.0513`, of 6 places at most.
  static func share<Value: ListingValue>(
    _ member: String?, _ french: String, _ english: String, _ value: @escaping (Row) -> Value
  ) -> ListingColumn where Value.Plain == String {
    column(member, french, english, .number, value) { _, text in .rate(text) }
  }

  /// Yes or no.
  static func flag<Value: ListingValue>(
    _ member: String?, _ french: String, _ english: String, none: String? = nil,
    _ value: @escaping (Row) -> Value
  ) -> ListingColumn where Value.Plain == Bool {
    column(member, french, english, .boolean, value) { _, flag in
      .flag(flag, as: shown(flag, nil, none))
    }
  }

  /// Days.
  static func day<Value: ListingValue>(
    _ member: String?, _ french: String, _ english: String, _ value: @escaping (Row) -> Value
  ) -> ListingColumn where Value.Plain == CivilDate {
    column(member, french, english, CivilDate.schema, value) { _, day in .day(day) }
  }

  /// Times.
  static func instant<Value: ListingValue>(
    _ member: String?, _ french: String, _ english: String, _ value: @escaping (Row) -> Value
  ) -> ListingColumn where Value.Plain == Instant {
    column(member, french, english, Instant.schema, value) { _, instant in .instant(instant) }
  }

  /// Lists of codes, which people read with `separator` between their words.
  static func list(
    _ member: String?, _ french: String, _ english: String, separator: String = " ; ",
    as words: @escaping (String) -> String = { $0 }, told: ((Row) -> [String])? = nil,
    _ value: @escaping (Row) -> [String]
  ) -> ListingColumn {
    ListingColumn(member, french, english, .array(.string())) { row in
      let codes = value(row)
      return .list(codes, separator: separator, told: told?(row) ?? codes.map(words))
    }
  }

  /// Cells of several kinds, in tables only: the command writes its JSON in another way.
  static func mixed(
    _ name: String, _ french: String, _ english: String, _ cell: @escaping (Row) -> ListingCell
  ) -> ListingColumn {
    ListingColumn(name, french, english, .any, cell)
  }

  /// A column whose cells are made from its values.
  private static func column<Value: ListingValue>(
    _ member: String?, _ french: String, _ english: String, _ schema: JSONSchema,
    _ value: @escaping (Row) -> Value, _ cell: @escaping (Row, Value.Plain?) -> ListingCell
  ) -> ListingColumn {
    ListingColumn(member, french, english, Value.mayBeNull ? schema.orNull : schema) { row in
      cell(row, value(row).plain)
    }
  }

  /// What people read of a value; nil for the value's own form.
  private static func shown<Plain>(
    _ value: Plain?, _ words: ((Plain) -> String)?, _ none: String?
  ) -> String? {
    guard let value else { return none }
    return words?(value)
  }
}
