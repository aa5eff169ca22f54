import Foundation
public import Values

/// What a form's checks ask of the facts that are there already.
public protocol FormContext {
  /// Whether a value names something.
  ///
  /// - Parameters:
  ///   - value: one code.
  ///   - reference: what it should name.
  ///   - day: the date at which it is meant, where the reference has one.
  /// - Returns: whether it is known.
  /// - Throws: what reading the facts throws.
  func knows(_ value: String, as reference: Reference, on day: CivilDate?) throws -> Bool

  /// A column whose number exceeds what other facts allow, such as half-days of the session.
  ///
  /// - Returns: the column, or nil.
  /// - Throws: what reading the facts throws.
  func excess(in row: FormRow, of form: TableForm) throws -> String?

  /// The cells of the row that is known under a key; nil for none.
  ///
  /// - Throws: what reading the facts throws.
  func stored(_ key: [String], of form: TableForm) throws -> [String: String]?
}

/// Reads a fact file row by row, each checked by ``FormChecker``.
public struct FormReader {
  /// The form.
  public var form: TableForm { checker.form }
  /// What the header has to be told: unknown and absent columns.
  public private(set) var headerFindings: [Finding] = []
  /// A column that must be there and is not: no row can be taken.
  public private(set) var headerRefusal: Finding?
  private var reader: CSVReader
  private var checker: FormChecker
  /// For each cell of a record, its column.
  private var positions: [String: Int] = [:]
  private var cellCount = 0
  private var repeated = RepeatedHeader([])

  /// Reads the header.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - reader: the text.
  ///   - context: what is known.
  ///   - style: how the file is written, where it is not as agreed.
  /// - Throws: ``CSVError``; what the source throws.
  public init(
    _ form: TableForm, _ reader: CSVReader, _ context: any FormContext, style: FileStyle? = nil
  ) throws {
    checker = FormChecker(form, context, style: style)
    self.reader = reader
    let header = try self.reader.header()
    repeated = RepeatedHeader(header)
    cellCount = header.count
    let row = max(self.reader.row, 1)
    var unknown: [Finding] = []
    for (index, label) in header.enumerated() {
      let name = label.trimmingCharacters(in: .whitespaces)
      if !form.columns.contains(where: { $0.name == name }) {
        unknown.append(checker.finding(row, name, "", "UNKNOWN_COLUMN"))
      } else if positions[name] != nil {
        headerRefusal = headerRefusal ?? checker.finding(row, name, "", "DUPLICATE_COLUMN")
      } else {
        positions[name] = index
      }
    }
    for column in form.columns where positions[column.name] == nil {
      let absent = checker.finding(row, column.name, "", "MISSING_COLUMN")
      if column.mayBeEmpty {
        headerFindings.append(absent)
      } else {
        headerRefusal = headerRefusal ?? absent
      }
    }
    // What is no file of this form is not shown: nobody knows what it is.
    if headerRefusal == nil { headerFindings = unknown + headerFindings }
  }

  /// Checks the next row; nil at the end, and at once when the header is refused.
  ///
  /// - Throws: ``CSVError``; what the source and the context throw.
  public mutating func next() throws -> FormChecker.Outcome? {
    guard headerRefusal == nil, let record = try reader.next() else { return nil }
    if let cell = reader.strayQuote {
      let column = positions.first { $0.value == cell }?.key ?? ""
      return .refused(
        checker.finding(reader.row, column, record[cell], CellFault.strayQuote.rawValue))
    }
    if reader.withRecord(repeated.matches) {
      let fault = CellFault.repeatedHeader.rawValue
      return .refused(checker.finding(reader.row, form.columns[0].name, record[0], fault))
    }
    var cells: [String: String] = [:]
    for (name, position) in positions {
      cells[name] = position < record.count ? record[position] : ""
    }
    let outcome = try checker.check(reader.row, cells)
    guard case .row(let row, var findings) = outcome, record.count > cellCount,
      record[cellCount...].contains(where: { !$0.isEmpty })
    else { return outcome }
    findings.append(checker.finding(row.row, "", record[cellCount], "EXTRA_CELLS"))
    return .row(row, findings: findings)
  }
}
