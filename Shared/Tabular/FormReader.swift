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

  /// Reads the header.
  ///
  /// - Throws: ``CSVError``; what the source throws.
  public init(_ form: TableForm, _ reader: CSVReader, _ context: any FormContext) throws {
    checker = FormChecker(form, context)
    self.reader = reader
    let header = try self.reader.next() ?? []
    cellCount = header.count
    let known = Set(form.columns.map(\.name))
    for (index, name) in header.enumerated() {
      if !known.contains(name) {
        headerFindings.append(checker.finding(1, name, "", "UNKNOWN_COLUMN"))
      } else if positions[name] != nil {
        headerRefusal = headerRefusal ?? checker.finding(1, name, "", "DUPLICATE_COLUMN")
      } else {
        positions[name] = index
      }
    }
    for column in form.columns where positions[column.name] == nil {
      let absent = checker.finding(1, column.name, "", "MISSING_COLUMN")
      if column.mayBeEmpty {
        headerFindings.append(absent)
      } else {
        headerRefusal = headerRefusal ?? absent
      }
    }
  }

  /// Checks the next row; nil at the end, and at once when the header is refused.
  ///
  /// - Throws: ``CSVError``; what the source and the context throw.
  public mutating func next() throws -> FormChecker.Outcome? {
    guard headerRefusal == nil, let record = try reader.next() else { return nil }
    var cells: [String: String] = [:]
    for (name, position) in positions where position < record.count {
      cells[name] = record[position]
    }
    let outcome = try checker.check(reader.row, cells)
    guard case .row(let row, var findings) = outcome, record.count > cellCount,
      record[cellCount...].contains(where: { !$0.isEmpty })
    else { return outcome }
    findings.append(checker.finding(row.row, "", record[cellCount], "EXTRA_CELLS"))
    return .row(row, findings: findings)
  }
}
