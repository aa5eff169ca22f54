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
  public var code: String {
    switch self {
    case .number: "BAD_NUMBER"
    case .date: "BAD_DATE"
    case .timeOfDay: "DAY_WITH_TIME"
    case .flag, .choice, .character: "BAD_VALUE"
    case .format: "BAD_FORMAT"
    case .missing: "MISSING_VALUE"
    case .tooShort, .tooLong, .tooSmall, .tooLarge, .beyond: "OUT_OF_RANGE"
    case .pattern: "BAD_PATTERN"
    case .costlyPattern: "PATTERN_TOO_COSTLY"
    case .notUnique: "NOT_UNIQUE"
    case .extraCell: "EXTRA_CELL"
    case .missingCell: "MISSING_CELL"
    case .blankRow: "BLANK_ROW"
    case .duplicateRow: "DUPLICATE_ROW"
    case .foreignKey: "FOREIGN_KEY"
    case .uncheckedKey: "FOREIGN_KEY_UNCHECKED"
    case .strayQuote: "STRAY_QUOTE"
    case .repeatedHeader: "HEADER_REPEATED"
    case .blankHeader: "BLANK_HEADER"
    case .blankLabel: "BLANK_COLUMN"
    case .duplicateLabel: "DUPLICATE_COLUMN"
    case .extraLabel: "UNKNOWN_COLUMN"
    case .missingLabel: "MISSING_COLUMN"
    }
  }

  /// The codes of findings about a header that are remarks, not faults.
  public static let notes = Set([extraLabel, uncheckedKey].map(\.code))

  /// The `type` of frictionless-py 5.
  public var frictionlessType: String {
    switch self {
    case .number, .date, .timeOfDay, .flag, .format: "type-error"
    case .missing, .tooShort, .tooLong, .tooSmall, .tooLarge, .pattern, .costlyPattern, .choice,
      .character, .beyond:
      "constraint-error"
    case .foreignKey, .uncheckedKey: "foreign-key"
    case .strayQuote, .repeatedHeader: "source-error"
    case .notUnique: "unique-error"
    case .extraCell: "extra-cell"
    case .missingCell: "missing-cell"
    case .blankRow: "blank-row"
    case .duplicateRow: "primary-key"
    case .blankHeader: "blank-header"
    case .blankLabel: "blank-label"
    case .duplicateLabel: "duplicate-label"
    case .extraLabel: "extra-label"
    case .missingLabel: "missing-label"
    }
  }
}
