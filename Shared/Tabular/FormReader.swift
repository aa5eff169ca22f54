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

/// Reads a fact file row by row and tells each row's first fault.
///
/// The order of faults is that of acceptance/formats.md: missing, form, references, interval, range,
/// duplicate; within one of them, the columns' order in the form.
public struct FormReader {
  /// What came of a row.
  public enum Outcome: Sendable {
    /// It can be taken; there may be things to tell about it.
    case row(FormRow, findings: [Finding])
    /// It cannot.
    case refused(Finding)
  }

  /// The form.
  public let form: TableForm
  /// What the header has to be told: unknown and absent columns.
  public private(set) var headerFindings: [Finding] = []
  /// A column that must be there and is not: no row can be taken.
  public private(set) var headerRefusal: Finding?
  private var reader: CSVReader
  private let context: any FormContext
  /// For each cell of a record, its column.
  private var positions: [String: Int] = [:]
  private var cellCount = 0
  private var keys: Set<[String]> = []

  /// Reads the header.
  ///
  /// - Throws: ``CSVError``; what the source throws.
  public init(_ form: TableForm, _ reader: CSVReader, _ context: any FormContext) throws {
    self.form = form
    self.reader = reader
    self.context = context
    let header = try self.reader.next() ?? []
    cellCount = header.count
    let known = Set(form.columns.map(\.name))
    for (index, name) in header.enumerated() {
      if !known.contains(name) {
        headerFindings.append(finding(1, name, "", "UNKNOWN_COLUMN"))
      } else if positions[name] != nil {
        headerRefusal = headerRefusal ?? finding(1, name, "", "DUPLICATE_COLUMN")
      } else {
        positions[name] = index
      }
    }
    for column in form.columns where positions[column.name] == nil {
      let absent = finding(1, column.name, "", "MISSING_COLUMN")
      if column.mayBeEmpty {
        headerFindings.append(absent)
      } else {
        headerRefusal = headerRefusal ?? absent
      }
    }
  }

  private func finding(_ row: Int, _ column: String, _ value: String, _ code: String) -> Finding {
    Finding(file: form.file, row: row, column: column, value: value, code: code)
  }

  /// Checks the next row; nil at the end, and at once when the header is refused.
  ///
  /// - Throws: ``CSVError``; what the source and the context throw.
  public mutating func next() throws -> Outcome? {
    guard headerRefusal == nil, let record = try reader.next() else { return nil }
    var cells: [String: String] = [:]
    for column in form.columns {
      let position = positions[column.name] ?? .max
      cells[column.name] = position < record.count ? record[position] : ""
    }
    let row = FormRow(row: reader.row, cells: cells)
    if let (column, code) = try fault(of: row) {
      return .refused(finding(row.row, column, row.text(column), code))
    }
    guard keys.insert(row.values(form.key)).inserted else {
      return .refused(finding(row.row, form.key[0], row.text(form.key[0]), "DUPLICATE_ROW"))
    }
    var findings = numberFindings(row)
    if record.count > cellCount, record[cellCount...].contains(where: { !$0.isEmpty }) {
      findings.append(finding(row.row, "", record[cellCount], "EXTRA_CELLS"))
    }
    return .row(row, findings: findings)
  }

  private func fault(of row: FormRow) throws -> (column: String, code: String)? {
    if let column = missing(row) { return (column, "MISSING_VALUE") }
    for column in form.columns {
      let cell = row.text(column.name)
      if !cell.isEmpty, let code = Self.formFault(cell, column.kind) { return (column.name, code) }
    }
    if let fault = try unknownReference(row) { return fault }
    for pair in form.intervals {
      if let from = row.optionalDate(pair.lower), let to = row.optionalDate(pair.upper), to < from {
        return (pair.upper, "INTERVAL_REVERSED")
      }
    }
    for pair in form.parts {
      if let part = row.optionalInteger(pair.lower), let whole = row.optionalInteger(pair.upper),
        part > whole
      {
        return (pair.lower, "OUT_OF_RANGE")
      }
    }
    return try context.excess(in: row, of: form).map { ($0, "OUT_OF_RANGE") }
  }

  private func missing(_ row: FormRow) -> String? {
    form.columns.first { column in
      guard !column.mayBeEmpty, row.text(column.name).isEmpty else { return false }
      return form.emptyWhen[column.name].map { !row.flag($0) } ?? true
    }?.name
  }

  private func unknownReference(_ row: FormRow) throws -> (String, String)? {
    for column in form.columns {
      guard let reference = column.reference, let cell = row.optional(column.name) else { continue }
      let day = reference.asOf.flatMap(row.optionalDate)
      let values = column.kind == .list ? row.list(column.name) : [cell]
      for value in values where try !context.knows(value, as: reference, on: day) {
        return (column.name, reference.code)
      }
    }
    return nil
  }

  private func numberFindings(_ row: FormRow) -> [Finding] {
    form.columns.compactMap { column in
      guard let cell = row.optional(column.name) else { return nil }
      let fault: Siret.Fault? =
        switch column.kind {
        case .siret: Siret.fault(ofSiret: cell)
        case .siren: Siret.fault(ofSiren: cell)
        default: nil
        }
      return fault.map { finding(row.row, column.name, cell, $0.rawValue) }
    }
  }

  static func formFault(_ cell: String, _ kind: Column.Kind) -> String? {
    switch kind {
    case .text, .siret, .siren: nil
    case .date: CivilDate(cell) == nil ? "BAD_DATE" : nil
    case .instant: cell.utf8.count == 20 && Instant(cell) != nil ? nil : "BAD_DATE"
    case .flag: ["true", "false"].contains(cell) ? nil : "BAD_VALUE"
    case .integer(let least): number(cell).map { $0 >= least } ?? false ? nil : "BAD_NUMBER"
    case .decimal: Quantity(cell) == nil ? "BAD_NUMBER" : nil
    case .choice(let values): values.contains(cell) ? nil : "BAD_VALUE"
    case .level: ["0", "1", "2", "3"].contains(cell) ? nil : "BAD_VALUE"
    case .list:
      cell.split(separator: " ", omittingEmptySubsequences: false).contains(where: \.isEmpty)
        ? "BAD_VALUE" : nil
    }
  }

  /// Digits only, fifteen at most.
  private static func number(_ cell: String) -> Int? {
    guard cell.utf8.count <= 15, cell.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(cell)
  }
}
