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
  private let styles: [FactCellStyle]
  private var keys: Set<[String]> = []

  /// Begins with no row seen.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - context: what is known.
  ///   - required: columns that may not be empty here, whatever the form says.
  ///   - style: how numbers are written; nil for as agreed.
  public init(
    _ form: TableForm, _ context: any FormContext, required: Set<String> = [],
    style: FileStyle? = nil
  ) {
    styles = form.columns.map { column in
      FactCellStyle(
        decimal: style?.look(of: column.name).decimal.value ?? ".", group: style?.group)
    }
    self.form = form
    self.required = required
    self.context = context
  }

  /// Checks the next row.
  ///
  /// - Parameters:
  ///   - number: the record's number, the header being 1.
  ///   - cells: column → cell. One that may be empty and is absent leaves what is known of the row as it is; others that are
  ///     absent count as empty, and columns that the form does not have are passed over.
  /// - Returns: what came of it.
  /// - Throws: what the context throws.
  public mutating func check(_ number: Int, _ cells: [String: String]) throws -> Outcome {
    var (known, told, fault): ([String: String], [Finding], (String, String)?) = ([:], [], nil)
    for (column, style) in zip(form.columns, styles) {
      let cell = FactCell(cells[column.name] ?? "", column.kind, style)
      known[column.name] = cell.text
      if fault == nil, let code = cell.fault { fault = (column.name, code) }
      if cell.isTrimmed {
        told.append(finding(number, column.name, cells[column.name] ?? "", "TRIMMED"))
      }
    }
    var row = FormRow(row: number, cells: known)
    fault = missing(row).map { ($0, "MISSING_VALUE") } ?? fault
    let absent = form.columns.map(\.name).filter { cells[$0] == nil }
    if fault == nil, !absent.isEmpty,
      let stored = try context.stored(row.values(form.key), of: form)
    {
      for name in absent { known[name] = stored[name] ?? "" }
      row = FormRow(row: number, cells: known)
    }
    if fault == nil { fault = try self.fault(of: row, given: Set(cells.keys)) }
    if let (column, code) = fault {
      return .refused(finding(number, column, cells[column] ?? "", code))
    }
    guard keys.insert(row.values(form.key)).inserted else {
      return .refused(finding(number, form.key[0], cells[form.key[0]] ?? "", "DUPLICATE_ROW"))
    }
    return .row(row, findings: told + numberFindings(row))
  }

  func finding(_ row: Int, _ column: String, _ value: String, _ code: String) -> Finding {
    Finding(file: form.file, row: row, column: column, value: value, code: code)
  }

  /// References, interval, range: what is told of a row whose cells have their forms.
  private func fault(of row: FormRow, given: Set<String>) throws -> (column: String, code: String)?
  {
    if let fault = try unknownReference(row) { return fault }
    for pair in form.intervals {
      if let from = row.optionalDate(pair.lower), let to = row.optionalDate(pair.upper), to < from {
        return (pair.upper, "INTERVAL_REVERSED")
      }
    }
    for column in form.columns where given.contains(column.name) {
      if let cell = row.optional(column.name), column.kind.isExceeded(by: cell) {
        return (column.name, "OUT_OF_RANGE")
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
}

extension TableForm {
  /// What is the matter with a stored row's cells, each by itself: what their form or bounds forbid.
  ///
  /// - Parameters:
  ///   - columns: those to look at.
  ///   - cell: the cell of a column, as it is kept.
  /// - Returns: the first column that is at fault, and the code; nil for none.
  public func fault(
    ofStored columns: Set<String>, _ cell: (String) -> String
  ) -> (column: String, code: String)? {
    for column in self.columns where columns.contains(column.name) {
      let text = cell(column.name)
      guard !text.isEmpty else { continue }
      if let code = FactCell(text, column.kind, FactCellStyle()).fault {
        return (column.name, code)
      }
      if column.kind.isExceeded(by: text) { return (column.name, "OUT_OF_RANGE") }
    }
    return nil
  }
}
