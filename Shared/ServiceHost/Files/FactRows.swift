public import Contracts
import RPC
import RPCContract
public import Storage
import Tabular
import Values

/// Takes fact rows that come in a call: the checks, the tables and the words are those of files.
public struct FactRows: Sendable {
  private let files: [FactFile]
  private let tables: [String: HistoryTable]

  init(files: [FactFile], tables: [String: HistoryTable]) {
    self.files = files
    self.tables = tables
  }

  /// Takes rows over within a transaction; a row that is refused does not hold up the others.
  ///
  /// - Parameters:
  ///   - rows: column → cell; the first counts as row 2, as below a header.
  ///   - name: the file whose rows they are, such as `attendance.csv`.
  ///   - fictitious: whether they are invented; nil for as the store's facts are.
  ///   - cause: what brings them, such as a call's idempotency key.
  ///   - cut: what they may speak of; nil for everything.
  ///   - transaction: the change they belong to.
  /// - Returns: how many came to what, and a word on each that was refused.
  /// - Throws: `RPCError`: INVALID_ARGUMENT, `FILE_UNKNOWN`; FAILED_PRECONDITION, `NATURE_MIXED`;
  ///   `StorageError`.
  public func take(
    _ rows: [[String: String]], of name: String, fictitious: Bool? = nil, cause: String,
    cut: SubmitRows.Cut? = nil, in transaction: WriteTransaction
  ) throws -> SubmitRows.Reply {
    let file = try file(name)
    let nature = try fictitious ?? ImportTables.nature(in: transaction) ?? false
    let cut = cut.map(RowCut.init)
    var intake = try RowIntake(file, fictitious: nature, cause: cause, cut: cut, in: transaction)
    var checker = FormChecker(
      file.form, StoreContext(file, tables: tables, cut: cut?.codes ?? [:], transaction),
      required: cut?.columns(of: file) ?? [])
    let known = Set(file.form.columns.map(\.name))
    for unknown in Set(rows.flatMap(\.keys)).subtracting(known).sorted() {
      intake.tell(
        Finding(file: name, row: 1, column: unknown, value: "", code: "UNKNOWN_COLUMN"),
        refused: false)
    }
    for (index, cells) in rows.enumerated() {
      try intake.take(checker.check(index + 2, cells), in: transaction)
    }
    try intake.publish(in: transaction)
    let told = intake.takeTold()
    return SubmitRows.Reply(
      counts: intake.counts, refused: told.filter(\.refused).map(\.finding),
      findings: told.filter { !$0.refused }.map(\.finding))
  }

  private func file(_ name: String) throws -> FactFile {
    guard let file = files.first(where: { $0.form.file == name }) else {
      throw RPCError(
        Status(
          .invalidArgument, reason: "FILE_UNKNOWN", domain: "vigie.files",
          "\(name) is no file of this service", arguments: ["file": name]))
    }
    return file
  }

  func register(in router: inout Router, _ writes: IdempotentWrites) {
    router.handle(SubmitRows.self) { request, context in
      guard request.rows.count <= SubmitRows.maxRows else {
        throw RPCError(
          .invalidArgument, "\(request.rows.count) rows came, \(SubmitRows.maxRows) are allowed")
      }
      return try await writes.run(request, context) { transaction in
        try take(
          request.rows, of: request.file, fictitious: request.fictitious, cause: request.cause,
          cut: request.cut, in: transaction)
      }
    }
  }
}
