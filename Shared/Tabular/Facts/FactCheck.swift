public import Values

/// What the checks of new facts need to know of the stored facts.
public protocol FactContext {
  /// Whether a code is known in the table that it refers to.
  ///
  /// - Parameters:
  ///   - value: one code.
  ///   - reference: what it refers to.
  ///   - day: the date at which the code must be known, where the reference has one.
  /// - Returns: whether it is known.
  /// - Throws: what reading the facts throws.
  func knows(_ value: String, as reference: Reference, on day: CivilDate?) throws -> Bool

  /// The known codes that look like an unknown one.
  ///
  /// - Throws: what reading the facts throws.
  func alike(_ value: String, as reference: Reference) throws -> [String]

  /// A column whose number exceeds what other facts allow, such as half-days of the session.
  ///
  /// - Returns: the column, or nil.
  /// - Throws: what reading the facts throws.
  func excess(in row: FactRow) throws -> String?

  /// The cells of the stored row with a key; nil where there is none.
  ///
  /// - Throws: what reading the facts throws.
  func stored(_ key: [String]) throws -> [String: String]?
}

/// Checks the rows of a table as facts, and reports each row's first fault.
///
/// Faults are looked for in the order of acceptance/formats.md: missing, form, references, interval, range, duplicate; faults of
/// one kind in the order of the form's columns. That a row does not fill exactly one of some columns is a fault of form of the first of
/// them. Last of the faults of form come a cell that another cell does not allow, and a list of which another cell has another count.
/// One check can read several tables, as parts of one file.
public struct FactCheck {
  /// The result of a row's check.
  public enum Outcome: Sendable {
    /// The row can be stored; the findings are remarks about it.
    case row(FactRow, findings: [Finding])
    /// The row cannot be stored.
    case refused(Finding)
  }

  /// The form.
  public let form: TableForm
  private let context: any FactContext
  private let required: Set<String>
  private let places: [String: Int]
  private var keys: Set<[String]> = []

  /// Makes a check that has seen no row yet.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - context: what is known.
  ///   - required: columns that may not be empty here, whatever the form says.
  public init(_ form: TableForm, _ context: any FactContext, required: Set<String> = []) {
    self.form = form
    self.required = required
    self.context = context
    places = Dictionary(uniqueKeysWithValues: form.columns.enumerated().map { ($1.name, $0) })
  }

  /// The findings about a table's header. `refusals` are the missing and the duplicated columns because of which no row can be read, all
  /// of them, so that one correction is enough; empty where rows can be read.
  public func header(of table: SchemaReader) -> (refusals: [Finding], findings: [Finding]) {
    let isOpen = { (finding: Finding) in
      finding.code == CellFault.missingLabel.code
        && form.columns.first { $0.name == finding.column }?.mayBeEmpty == false
    }
    let refused = table.headerFindings.filter {
      isOpen($0) || $0.code == CellFault.duplicateLabel.code
    }
    // A refused table is perhaps no file of this form at all, so its other findings would mean nothing.
    guard refused.isEmpty else { return (refused, []) }
    return (
      [],
      table.headerFindings.filter { finding in
        finding.code != CellFault.missingLabel.code
          || form.columns.first { $0.name == finding.column }?.mayBeAbsent != true
      }
    )
  }

  /// Checks the next row of a table that is read by the form's ``TableForm/schema``; nil at its end.
  ///
  /// Where the table lacks a column that may be empty, a stored row keeps its value there, and a new row has an empty cell. A
  /// lacking column that must be filled counts as empty.
  ///
  /// - Throws: ``CSVError``; what the source and the context throw.
  public mutating func next(of table: inout SchemaReader) throws -> Outcome? {
    var (formed, ranged, reported): (Finding?, Finding?, [Finding]) = (nil, nil, [])
    var refusal: Finding?
    let isRight = try table.next { finding, fault in
      switch fault {
      case .strayQuote, .repeatedHeader: refusal = finding
      case .extraCell: if !finding.value.isEmpty, reported.isEmpty { reported.append(finding) }
      // The form's own rules report missing values, below.
      case .missing, .missingCell, .blankRow: break
      case .beyond: ranged = ranged ?? finding
      default: formed = formed ?? finding
      }
    }
    guard isRight != nil else { return nil }
    // A template has a line of help below its header, which is no row: each of its filled cells is marked as help.
    if table.rowCount == 1, TableForm.isHelp(table.record) { return try next(of: &table) }
    if let refusal { return .refused(refusal) }
    return try outcome(
      table.row, table.facts, formed: formed, ranged: ranged, reported: reported, table.cell)
  }

  mutating func outcome(
    _ number: Int, _ facts: [FactCell?], formed: Finding?, ranged: Finding?, reported: [Finding],
    _ cell: (Int) -> String
  ) throws -> Outcome {
    func finding(_ place: Int, _ code: String) -> Finding {
      Finding(
        file: form.file, row: number, column: form.columns[place].name, value: cell(place),
        code: code)
    }
    func refused(_ column: String, _ code: String, beside: [String]? = nil) -> Outcome {
      var told = finding(places[column] ?? 0, code)
      told.beside = beside
      return .refused(told)
    }
    var cells = facts.map { $0?.text ?? "" }
    var row = FactRow(row: number, cells: cells, places: places)
    if let column = missing(row) {
      return refused(column, CellFault.missing.code, beside: condition(column, row))
    }
    if let (column, code) = unclear(row),
      (places[column] ?? 0) < (formed.flatMap { places[$0.column] } ?? form.columns.count)
    {
      return refused(column, code)
    }
    if let formed { return .refused(formed) }
    if facts.contains(where: { $0 == nil }), let stored = try context.stored(row.values(form.key)) {
      for (place, column) in form.columns.enumerated() where facts[place] == nil {
        cells[place] = stored[column.name] ?? ""
      }
      row = FactRow(row: number, cells: cells, places: places)
    }
    if let column = stray(row) {
      return refused(column, CellFault.choice.code, beside: condition(column, row))
    }
    if let (column, code, beside) = miscounted(row) {
      return refused(column, code, beside: beside)
    }
    if let (column, code, alike) = try unknownReference(row) {
      var reported = finding(places[column] ?? 0, code)
      if !alike.isEmpty { reported.beside = alike }
      return .refused(reported)
    }
    if let column = reversed(row) { return refused(column, "INTERVAL_REVERSED") }
    if let ranged { return .refused(ranged) }
    if let column = try excess(row) { return refused(column, CellFault.beyond.code) }
    guard keys.insert(row.values(form.key)).inserted else {
      return refused(form.key[0], CellFault.duplicateRow.code)
    }
    let trimmed = facts.indices.filter { facts[$0]?.isTrimmed == true }
    return .row(row, findings: reported + trimmed.map { finding($0, "TRIMMED") } + numbers(row))
  }

  private func missing(_ row: FactRow) -> String? {
    form.columns.first { column in
      let isNeeded = form.filledWhen[column.name].map { $0.isNeeded && $0.holds(in: row) } ?? false
      guard isNeeded || !column.mayBeEmpty || required.contains(column.name),
        row.text(column.name).isEmpty
      else { return false }
      return isNeeded || form.emptyWhen[column.name].map { !row.flag($0) } ?? true
    }?.name
  }

  /// The first of the columns of which exactly one is filled, where none is or several are, and the code; nil where the row is right.
  private func unclear(_ row: FactRow) -> (column: String, code: String)? {
    guard let one = form.exactlyOne, let first = one.columns.first,
      row.values(one.columns).count(where: { !$0.isEmpty }) != 1
    else { return nil }
    return (first, one.code)
  }

  /// The first column that is filled although another cell does not allow it; nil for none.
  private func stray(_ row: FactRow) -> String? {
    guard !form.filledWhen.isEmpty else { return nil }
    return form.columns.first { column in
      guard let condition = form.filledWhen[column.name], !row.text(column.name).isEmpty
      else { return false }
      return !condition.holds(in: row)
    }?.name
  }

  /// The list of numbers that are out of order or not as many as another cell says, with the code and that cell; nil where it is right.
  ///
  /// It is looked at with the cells that stand where a file lacks a column: who corrects the count alone would leave a list that is wrong.
  private func miscounted(_ row: FactRow) -> (column: String, code: String, beside: [String])? {
    guard let counted = form.countedNumbers, !row.text(counted.column).isEmpty else { return nil }
    let texts = row.list(counted.column)
    let numbers = texts.compactMap(Int.init)
    // A number that is written otherwise, such as 01, is not kept as it would be compared.
    let isRight =
      numbers.map(String.init) == texts && (numbers.first ?? 0) >= 1
      && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
      && row.optionalInteger(counted.count) == numbers.count
    guard !isRight else { return nil }
    return (counted.column, counted.code, ["\(counted.count) = \(row.text(counted.count))"])
  }

  /// The cell on which it depends whether a column is filled, as `role = structure`; nil where there is none.
  private func condition(_ column: String, _ row: FactRow) -> [String]? {
    form.filledWhen[column].map { ["\($0.column) = \(row.text($0.column))"] }
  }

  private func unknownReference(
    _ row: FactRow
  ) throws -> (column: String, code: String, alike: [String])? {
    for column in form.columns {
      guard let reference = column.reference, let cell = row.optional(column.name) else { continue }
      let day = reference.asOf.flatMap(row.optionalDate)
      let values = column.kind == .list ? row.list(column.name) : [cell]
      for value in values where try !context.knows(value, as: reference, on: day) {
        return (column.name, reference.code, try context.alike(value, as: reference))
      }
    }
    return nil
  }

  /// The end column of the first interval that ends before it begins; nil for none.
  private func reversed(_ row: FactRow) -> String? {
    // In their agreed forms, days and times are in the order of their texts.
    form.intervals.first { pair in
      guard let from = row.optional(pair.lower), let to = row.optional(pair.upper) else {
        return false
      }
      return to < from
    }?.upper
  }

  /// The column of a part that exceeds its whole, in this row or by other facts; nil for none.
  private func excess(_ row: FactRow) throws -> String? {
    let part = form.parts.first { pair in
      guard let part = row.optionalInteger(pair.lower), let whole = row.optionalInteger(pair.upper)
      else { return false }
      return part > whole
    }
    return try part?.lower ?? context.excess(in: row)
  }

  /// The findings about wrong SIRET and SIREN numbers.
  private func numbers(_ row: FactRow) -> [Finding] {
    form.columns.compactMap { column in
      guard let cell = row.optional(column.name) else { return nil }
      let fault: Siret.Fault? =
        switch column.kind {
        case .siret: Siret.fault(ofSiret: cell)
        case .siren: Siret.fault(ofSiren: cell)
        default: nil
        }
      return fault.map {
        Finding(
          file: form.file, row: row.row, column: column.name, value: cell, code: $0.rawValue)
      }
    }
  }
}

extension TableForm.Condition {
  /// Whether a row has one of the values.
  fileprivate func holds(in row: FactRow) -> Bool { values.contains(row.text(column)) }
}

extension TableForm {
  /// Checks the cells of a stored row, each by itself, against the form and the bounds of its column.
  ///
  /// - Parameters:
  ///   - columns: the columns to check.
  ///   - cell: returns the stored cell of a column.
  /// - Returns: the first column that is at fault, and the code; nil for none.
  public func fault(
    ofStored columns: Set<String>, _ cell: (String) -> String
  ) -> (column: String, code: String)? {
    for column in self.columns where columns.contains(column.name) {
      let text = cell(column.name)
      guard !text.isEmpty else { continue }
      if let fault = FactCell(text, column.kind, FactCellStyle()).fault {
        return (column.name, fault.code)
      }
      if column.kind.isExceeded(by: text) { return (column.name, CellFault.beyond.code) }
    }
    return nil
  }
}
