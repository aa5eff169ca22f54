/// A fault of a cell, a row or a header.
///
/// The faults follow frictionless-py 5's kinds of error, as far as they apply to a table of text; ``frictionlessType`` names the
/// kind. ``code`` is stable, and the same wherever a file enters; it is that of acceptance/formats.md where that page has one.
public enum CellFault: Sendable, Hashable, CaseIterable {
  case number, date, timeOfDay, flag, format
  case missing, tooShort, tooLong, tooSmall, tooLarge, pattern, costlyPattern, choice, character
  case beyond, notUnique, extraCell, missingCell, blankRow, duplicateRow
  case foreignKey, uncheckedKey, strayQuote, repeatedHeader
  case blankHeader, blankLabel, duplicateLabel, extraLabel, missingLabel

  /// The code that findings carry.
  public var code: String { names.code }

  /// The codes of findings about a header that are remarks, not faults.
  public static let notes = Set([extraLabel, uncheckedKey].map(\.code))

  /// The `type` of frictionless-py 5.
  public var frictionlessType: String { names.type }

  private var names: (code: String, type: String) {
    switch self {
    case .number: ("BAD_NUMBER", "type-error")
    case .date: ("BAD_DATE", "type-error")
    case .timeOfDay: ("DAY_WITH_TIME", "type-error")
    case .flag: ("BAD_VALUE", "type-error")
    case .format: ("BAD_FORMAT", "type-error")
    case .choice, .character: ("BAD_VALUE", "constraint-error")
    case .missing: ("MISSING_VALUE", "constraint-error")
    case .tooShort, .tooLong, .tooSmall, .tooLarge, .beyond: ("OUT_OF_RANGE", "constraint-error")
    case .pattern: ("BAD_PATTERN", "constraint-error")
    case .costlyPattern: ("PATTERN_TOO_COSTLY", "constraint-error")
    case .notUnique: ("NOT_UNIQUE", "unique-error")
    case .extraCell: ("EXTRA_CELL", "extra-cell")
    case .missingCell: ("MISSING_CELL", "missing-cell")
    case .blankRow: ("BLANK_ROW", "blank-row")
    case .duplicateRow: ("DUPLICATE_ROW", "primary-key")
    case .foreignKey: ("FOREIGN_KEY", "foreign-key")
    case .uncheckedKey: ("FOREIGN_KEY_UNCHECKED", "foreign-key")
    case .strayQuote: ("STRAY_QUOTE", "source-error")
    case .repeatedHeader: ("HEADER_REPEATED", "source-error")
    case .blankHeader: ("BLANK_HEADER", "blank-header")
    case .blankLabel: ("BLANK_COLUMN", "blank-label")
    case .duplicateLabel: ("DUPLICATE_COLUMN", "duplicate-label")
    case .extraLabel: ("UNKNOWN_COLUMN", "extra-label")
    case .missingLabel: ("MISSING_COLUMN", "missing-label")
    }
  }
}
