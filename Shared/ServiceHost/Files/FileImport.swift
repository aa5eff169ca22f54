import Contracts
import Foundation
import RPCContract
import Storage
import Tabular
import Values

/// Takes one whole file over, in one transaction: the good rows, and a word on each of the others.
struct FileImport {
  /// The most rows of an event.
  static let eventRows = 500

  let file: FactFile
  let tables: [String: HistoryTable]
  let importID: String
  let fictitious: Bool
  let path: String

  private var number = 0
  private var reply = CommitImport.Reply(
    loaded: 0, corrected: 0, unchanged: 0, refused: 0, findings: 0)
  private var changed: [[String: String]] = []

  init(
    _ file: FactFile, tables: [String: HistoryTable], importID: String, fictitious: Bool,
    path: String
  ) {
    self.file = file
    self.tables = tables
    self.importID = importID
    self.fictitious = fictitious
    self.path = path
  }

  mutating func run(in transaction: WriteTransaction) throws -> CommitImport.Reply {
    try checkNature(in: transaction)
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw RPCError(.notFound, "the upload is not there any more; send the file again")
    }
    defer { try? handle.close() }
    do {
      var reader = try FormReader(
        file.form,
        Self.reader(handle, isForeign: file.isForeign),
        StoreContext(file, tables: tables, transaction))
      let derive = try file.derive(transaction)
      for finding in reader.headerFindings { try tell(finding, refused: false, transaction) }
      if let refusal = reader.headerRefusal { try tell(refusal, refused: true, transaction) }
      while let outcome = try reader.next() { try take(outcome, derive, transaction) }
    } catch let error as CSVError {
      throw RPCError(
        Status(
          .invalidArgument, reason: error.code, domain: "vigie.files",
          "\(file.form.file) cannot be read from record \(error.row) on; nothing was taken over",
          arguments: ["file": file.form.file, "row": String(error.row)]))
    }
    try publish(transaction)
    return reply
  }

  private static func reader(_ handle: FileHandle, isForeign: Bool) throws -> CSVReader {
    func chunk() throws -> [UInt8]? {
      let data = try handle.read(upToCount: 1 << 16) ?? Data()
      return data.isEmpty ? nil : Array(data)
    }
    guard isForeign else { return CSVReader(chunks: chunk) }
    let beginning = try chunk() ?? []
    let dialect = CSVDialect(beginning: beginning)
    var first: [UInt8]? = beginning
    return CSVReader(
      separator: dialect.separator,
      chunks: {
        defer { first = nil }
        return try (first ?? chunk()).map(dialect.utf8)
      })
  }

  /// Real and invented facts never share a store, so that they never share a figure.
  private func checkNature(in transaction: WriteTransaction) throws {
    guard !file.isReference else { return }
    guard let nature = try ImportTables.nature(in: transaction) else {
      return try ImportTables.setNature(fictitious, in: transaction)
    }
    guard nature == fictitious else {
      let (held, given) = nature ? ("invented", "real") : ("real", "invented")
      throw RPCError(
        Status(
          .failedPrecondition, reason: "NATURE_MIXED", domain: "vigie.files",
          "this network holds \(held) facts and \(file.form.file) brings \(given) ones; "
            + "load them into another network", arguments: ["file": file.form.file]))
    }
  }

  private mutating func take(
    _ outcome: FormReader.Outcome, _ derive: (FormRow) throws -> Derived,
    _ transaction: WriteTransaction
  ) throws {
    switch outcome {
    case .refused(let finding):
      try tell(finding, refused: true, transaction)
    case .row(let row, let findings):
      for finding in findings { try tell(finding, refused: false, transaction) }
      let derived = try derive(row)
      for (column, value, code) in derived.remarks {
        let finding = Finding(
          file: file.form.file, row: row.row, column: column, value: value, code: code)
        try tell(finding, refused: false, transaction)
      }
      var cells = derived.cells
      for column in file.form.columns { cells[column.name] = row.text(column.name) }
      if file.table.values.contains("fictitious") { cells["fictitious"] = String(fictitious) }
      let change = try file.table.put(
        { cells[$0] ?? "" }, cause: "\(importID)/\(row.row)", in: transaction)
      switch change {
      case .unchanged: reply.unchanged += 1
      case .added: reply.loaded += 1
      case .corrected:
        reply.loaded += 1
        reply.corrected += 1
      }
      if change != .unchanged { changed.append(cells) }
      if changed.count == Self.eventRows { try publish(transaction) }
    }
  }

  private mutating func tell(
    _ finding: Finding, refused: Bool, _ transaction: WriteTransaction
  ) throws {
    number += 1
    if refused { reply.refused += 1 } else { reply.findings += 1 }
    try ImportTables.addFinding(
      finding, number: number, refused: refused, of: importID, in: transaction)
  }

  private mutating func publish(_ transaction: WriteTransaction) throws {
    guard !changed.isEmpty else { return }
    try file.publish(changed, transaction)
    changed = []
  }
}
