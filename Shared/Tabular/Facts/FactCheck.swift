public import Values

/// What the checks of facts ask of those that are there already.
public protocol FactContext {
  /// Whether a value names something.
  ///
  /// - Parameters:
  ///   - value: one code.
  ///   - reference: what it should name.
  ///   - day: the date at which it is meant, where the reference has one.
  /// - Returns: whether it is known.
  /// - Throws: what reading the facts throws.
  func knows(_ value: String, as reference: Reference, on day: CivilDate?) throws -> Bool

  /// The codes that are known and look like one that is not.
  ///
  /// - Throws: what reading the facts throws.
  func alike(_ value: String, as reference: Reference) throws -> [String]

  /// A column whose number exceeds what other facts allow, such as half-days of the session.
  ///
  /// - Returns: the column, or nil.
  /// - Throws: what reading the facts throws.
  func excess(in row: FactRow) throws -> String?

  /// The cells of the row that is known under a key; nil for none.
  ///
  /// - Throws: what reading the facts throws.
  func stored(_ key: [String]) throws -> [String: String]?
}

/// Goes through the rows of a table as facts, and tells each row's first fault.
///
/// The order of faults is that of acceptance/formats.md: missing, form, references, interval, range, duplicate; within one of them,
/// the columns' order in the form. Several tables may be parts of one file.
public struct FactCheck {
  /// What came of a row.
  public enum Outcome: Sendable {
    /// It can be taken; there may be things to tell about it.
    case row(FactRow, findings: [Finding])
    /// It cannot.
    case refused(Finding)
  }

  /// The form.
  public let form: TableForm
  private let context: any FactContext
  private let required: Set<String>
  private let places: [String: Int]
  private var keys: Set<[String]> = []

  /// Begins with no row seen.
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

  /// What the header of a table has to be told, and the column for which no row of it can be taken; nil where they can.
  public func header(of table: SchemaReader) -> (refusal: Finding?, findings: [Finding]) {
    let isOpen = { (finding: Finding) in
      finding.code == CellFault.missingLabel.code
        && form.columns.first { $0.name == finding.column }?.mayBeEmpty == false
    }
    let refused = table.headerFindings.first {
      isOpen($0) || $0.code == CellFault.duplicateLabel.code
    }
    // What is no file of this form is not shown: nobody knows what it is.
    guard refused == nil else { return (refused, []) }
    return (
      nil,
      table.headerFindings.filter { finding in
        finding.code != CellFault.missingLabel.code
          || form.columns.first { $0.name == finding.column }?.mayBeAbsent != true
      }
    )
  }

  /// Checks the next row of a table that is read by the form's ``TableForm/schema``; nil at its end.
  ///
  /// A column that may be empty and that the table lacks leaves what is known of the row as it is; others that are absent count as
  /// empty.
  ///
  /// - Throws: ``CSVError``; what the source and the context throw.
  public mutating func next(of table: inout SchemaReader) throws -> Outcome? {
    var (formed, ranged, told): (Finding?, Finding?, [Finding]) = (nil, nil, [])
    var refusal: Finding?
    let isRight = try table.next { finding, fault in
      switch fault {
      case .strayQuote, .repeatedHeader: refusal = finding
      case .extraCell: if !finding.value.isEmpty, told.isEmpty { told.append(finding) }
      // What is missing is told by the form's own rules, below.
      case .missing, .missingCell, .blankRow: break
      case .beyond: ranged = ranged ?? finding
      default: formed = formed ?? finding
      }
    }
    guard isRight != nil else { return nil }
    // The line of help below a template's header is no row: each of its filled cells says so.
    if table.rowCount == 1, TableForm.isHelp(table.record) { return try next(of: &table) }
    if let refusal { return .refused(refusal) }
    return try outcome(
      table.row, table.facts, formed: formed, ranged: ranged, told: told, table.cell)
  }

  private mutating func outcome(
    _ number: Int, _ facts: [FactCell?], formed: Finding?, ranged: Finding?, told: [Finding],
    _ cell: (Int) -> String
  ) throws -> Outcome {
    func finding(_ place: Int, _ code: String) -> Finding {
      Finding(
        file: form.file, row: number, column: form.columns[place].name, value: cell(place),
        code: code)
    }
    func refused(_ column: String, _ code: String) -> Outcome {
      .refused(finding(places[column] ?? 0, code))
    }
    var cells = facts.map { $0?.text ?? "" }
    var row = FactRow(row: number, cells: cells, places: places)
    if let column = missing(row) { return refused(column, CellFault.missing.code) }
    if let formed { return .refused(formed) }
    if facts.contains(where: { $0 == nil }), let stored = try context.stored(row.values(form.key)) {
      for (place, column) in form.columns.enumerated() where facts[place] == nil {
        cells[place] = stored[column.name] ?? ""
      }
      row = FactRow(row: number, cells: cells, places: places)
    }
    if let (column, code, alike) = try unknownReference(row) {
      var told = finding(places[column] ?? 0, code)
      if !alike.isEmpty { told.beside = alike }
      return .refused(told)
    }
    if let column = reversed(row) { return refused(column, "INTERVAL_REVERSED") }
    if let ranged { return .refused(ranged) }
    if let column = try excess(row) { return refused(column, CellFault.beyond.code) }
    guard keys.insert(row.values(form.key)).inserted else {
      return refused(form.key[0], CellFault.duplicateRow.code)
    }
    let trimmed = facts.indices.filter { facts[$0]?.isTrimmed == true }
    return .row(row, findings: told + trimmed.map { finding($0, "TRIMMED") } + numbers(row))
  }

  private func missing(_ row: FactRow) -> String? {
    form.columns.first { column in
      guard !column.mayBeEmpty || required.contains(column.name), row.text(column.name).isEmpty
      else { return false }
      return form.emptyWhen[column.name].map { !row.flag($0) } ?? true
    }?.name
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

  /// The end of an interval that lies before its beginning.
  private func reversed(_ row: FactRow) -> String? {
    form.intervals.first { pair in
      guard let from = row.optionalDate(pair.lower), let to = row.optionalDate(pair.upper) else {
        return false
      }
      return to < from
    }?.upper
  }

  /// A part that is more than its whole, here or by other facts.
  private func excess(_ row: FactRow) throws -> String? {
    let part = form.parts.first { pair in
      guard let part = row.optionalInteger(pair.lower), let whole = row.optionalInteger(pair.upper)
      else { return false }
      return part > whole
    }
    return try part?.lower ?? context.excess(in: row)
  }

  /// Numbers of structures that are not right.
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
      if let fault = FactCell(text, column.kind, FactCellStyle()).fault {
        return (column.name, fault.code)
      }
      if column.kind.isExceeded(by: text) { return (column.name, CellFault.beyond.code) }
    }
    return nil
  }
}
