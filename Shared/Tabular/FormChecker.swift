public import Values

/// Checks rows of a form one after the other and tells each row's first fault.
///
/// The order of faults is that of acceptance/formats.md: missing, form, references, interval, range,
/// duplicate; within one of them, the columns' order in the form.
public struct FormChecker {
  /// What came of a row.
  public enum Outcome: Sendable {
    /// It can be taken; there may be things to tell about it.
    case row(FormRow, findings: [Finding])
    /// It cannot.
    case refused(Finding)
  }

  /// The form.
  public let form: TableForm
  private let context: any FormContext
  private let required: Set<String>
  private var keys: Set<[String]> = []

  /// Begins with no row seen.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - context: what is known.
  ///   - required: columns that may not be empty here, whatever the form says.
  public init(_ form: TableForm, _ context: any FormContext, required: Set<String> = []) {
    self.form = form
    self.required = required
    self.context = context
  }

  /// Checks the next row.
  ///
  /// - Parameters:
  ///   - number: the record's number, the header being 1.
  ///   - cells: column → cell; a column that is absent counts as empty, others are passed over.
  /// - Returns: what came of it.
  /// - Throws: what the context throws.
  public mutating func check(_ number: Int, _ cells: [String: String]) throws -> Outcome {
    var known: [String: String] = [:]
    for column in form.columns { known[column.name] = cells[column.name] ?? "" }
    let row = FormRow(row: number, cells: known)
    if let (column, code) = try fault(of: row) {
      return .refused(finding(number, column, row.text(column), code))
    }
    guard keys.insert(row.values(form.key)).inserted else {
      return .refused(finding(number, form.key[0], row.text(form.key[0]), "DUPLICATE_ROW"))
    }
    return .row(row, findings: numberFindings(row))
  }

  func finding(_ row: Int, _ column: String, _ value: String, _ code: String) -> Finding {
    Finding(file: form.file, row: row, column: column, value: value, code: code)
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
      guard !column.mayBeEmpty || required.contains(column.name), row.text(column.name).isEmpty
      else { return false }
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
