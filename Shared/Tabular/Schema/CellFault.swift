/// What is the matter with a cell, a row or a header.
///
/// They are frictionless-py 5's kinds of error as far as they apply to a table of text; ``frictionlessType`` says which one a fault
/// is of. Its stable ``code`` is the one of acceptance/formats.md where that has one: the same at every door.
public enum CellFault: Sendable, Hashable, CaseIterable {
  case number, date, timeOfDay, flag, format
  case missing, tooShort, tooLong, tooSmall, tooLarge, pattern, costlyPattern, choice, character
  case beyond, notUnique, extraCell, missingCell, blankRow, duplicateRow
  case foreignKey, uncheckedKey, strayQuote, repeatedHeader
  case blankHeader, blankLabel, duplicateLabel, extraLabel, missingLabel

  /// The code that findings tell.
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

  /// The codes that are told of a header without anything being wrong with it.
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
