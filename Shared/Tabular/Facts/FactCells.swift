import Values

/// Reads rows that come as cells by column, such as those of a call, in the form of a fact file.
///
/// Threads may share it: of all checks only patterns keep state, and facts have no patterns.
public struct FactCells: @unchecked Sendable {
  fileprivate let checks: [FieldCheck]

  /// Prepares the checks of the columns.
  ///
  /// - Parameter schema: the form's schema, in the style in which the cells are written.
  /// - Throws: ``TableSchemaError``.
  public init(_ schema: TableSchema) throws {
    checks = try schema.fields.map { try FieldCheck($0) }
  }
}

extension TableForm {
  /// Returns cells in the form in which they are stored; a cell that cannot be brought to that form, or of no column, stays as it came.
  ///
  /// - Parameters:
  ///   - row: column → cell.
  ///   - reader: what reads the cells.
  /// - Returns: column → cell, for the same columns.
  public func canonical(_ row: [String: String], by reader: FactCells) -> [String: String] {
    var cells = row
    for (column, check) in zip(columns, reader.checks) {
      if let text = row[column.name], let fact = check.fact(text) { cells[column.name] = fact.text }
    }
    return cells
  }
}

extension FactCheck {
  /// Checks a row that comes as cells by column, as ``next(of:)`` checks a row of a file. A column that the row lacks is like one that a
  /// file lacks.
  ///
  /// - Parameters:
  ///   - row: column → cell; other columns than the form's are passed over.
  ///   - number: the row's number, as below a header.
  ///   - reader: what reads the cells.
  /// - Returns: the row, or its refusal.
  /// - Throws: what the context throws.
  public mutating func check(
    _ row: [String: String], number: Int, by reader: FactCells
  ) throws -> Outcome {
    var (formed, ranged): (Finding?, Finding?)
    let facts = zip(form.columns, reader.checks).map { column, check -> FactCell? in
      guard let text = row[column.name], let fact = check.fact(text) else { return nil }
      check.check(fact) { fault in
        var finding = Finding(
          file: form.file, row: number, column: column.name, value: text, code: fault.code)
        finding.beside = Array(text.utf8).withUnsafeBytes { check.beside(fault, $0) }
        switch fault {
        // The form's own rules report missing values.
        case .missing: break
        case .beyond: ranged = ranged ?? finding
        default: formed = formed ?? finding
        }
      }
      return fact
    }
    let columns = form.columns
    return try outcome(number, facts, formed: formed, ranged: ranged, reported: []) {
      row[columns[$0].name] ?? ""
    }
  }
}
