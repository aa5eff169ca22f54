/// What makes a workbook unreadable, or unwritable, as a whole.
///
/// The description is an English sentence for a log or an engineer; the message for other people is chosen by the code.
public enum SpreadsheetError: Error, Sendable, Hashable {
  /// The file cannot be opened, for the system's reason.
  case unreadable(String)
  /// The file is no workbook of the form `.xlsx`, for the reason given.
  case notXLSX(String)
  /// The file ends before its content does.
  case truncated(part: String)
  /// The file is encrypted, or an old `.xls`: both are OLE2 containers.
  case encrypted
  /// The file is longer than ``SpreadsheetLimits/fileBytes``.
  case tooLarge
  /// What the file unpacks to exceeds one of ``SpreadsheetLimits``.
  case tooLargeInside(String)
  /// A part declares a document type, and could so declare entities.
  case xmlEntities(part: String)
  /// A row exceeds one of ``SpreadsheetLimits``.
  case recordTooLong(part: String, row: Int, String)
  /// A part is not what the format says.
  case damaged(part: String, String)
  /// A cell holds a formula whose result was not stored: the program that wrote the file did not calculate.
  case formulaWithoutValue(part: String, row: Int, column: Int)
  /// The workbook cannot be written, for the reason given.
  case unwritable(String)

  /// The stable code, such as `FILE_NOT_XLSX`.
  public var code: String {
    switch self {
    case .unreadable: "FILE_UNREADABLE"
    case .notXLSX: "FILE_NOT_XLSX"
    case .truncated: "FILE_TRUNCATED"
    case .encrypted: "FILE_ENCRYPTED"
    case .tooLarge: "FILE_TOO_LARGE"
    case .tooLargeInside: "FILE_TOO_LARGE_INSIDE"
    case .xmlEntities: "FILE_XML_ENTITIES"
    case .recordTooLong: "FILE_RECORD_TOO_LONG"
    case .damaged: "FILE_DAMAGED"
    case .formulaWithoutValue: "FILE_FORMULA_WITHOUT_VALUE"
    case .unwritable: "FILE_UNWRITABLE"
    }
  }
}

extension SpreadsheetError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .unreadable(let reason): "cannot open the file: \(reason)"
    case .notXLSX(let reason): "not a workbook (\(reason)); save it as .xlsx"
    case .truncated(let part): "the file was cut off (\(part)); send it again"
    case .encrypted:
      "protected by a password, or an old .xls; save it as .xlsx without a password"
    case .tooLarge: "longer than \(SpreadsheetLimits.fileBytes) bytes"
    case .tooLargeInside(let what): "unpacks to too much: \(what)"
    case .xmlEntities(let part): "\(part) declares a document type, which no workbook needs"
    case .recordTooLong(let part, let row, let what): "\(part), row \(row): \(what)"
    case .damaged(let part, let what): "\(part): \(what); open it and save it again"
    case .formulaWithoutValue(let part, let row, let column):
      "\(part), row \(row), column \(column): a formula without its result; open the file in a spreadsheet and save it again"
    case .unwritable(let reason): "cannot write the workbook: \(reason)"
    }
  }
}
