public import Contracts
import FactKinds
import Logging
import RPC
import RPCContract
public import Storage
import Synchronization
import Tabular
public import Values

/// Takes fact rows that come in a call, with the same checks, tables and findings as rows of files.
public struct FactRows: Sendable {
  let catalogue: FactCatalogue
  let files: [FactFile]
  let described: [DescribedFile]
  let tables: [String: HistoryTable]
  let logger: Logger

  /// Stores rows within a transaction; a row that is refused does not hold up the others.
  ///
  /// - Parameters:
  ///   - rows: column → cell; the first counts as row 2, as below a header.
  ///   - name: the file whose rows they are, such as `attendance.csv`.
  ///   - fictitious: whether they are invented; nil for the nature of the facts in the store, and for real facts in an empty store.
  ///   - cause: what brings them, such as a call by a key with a name.
  ///   - cut: the structures and bodies that they may be about; nil for all.
  ///   - transaction: the change they belong to.
  /// - Returns: the counts, the refusals, and the findings on rows that were taken.
  /// - Throws: `RPCError`: INVALID_ARGUMENT, `FILE_UNKNOWN`, `SUBJECT_MISSING`; FAILED_PRECONDITION, `NATURE_MIXED`; what the
  ///   service throws for a file that a document describes; `StorageError`.
  public func take(
    _ rows: [[String: String]], of name: String, fictitious: Bool? = nil, cause: Cause,
    cut: SubmitRows.Cut? = nil, in transaction: WriteTransaction
  ) throws -> SubmitRows.Reply {
    let nature = try fictitious ?? ImportTables.nature(in: transaction) ?? false
    if let file = described.first(where: { $0.name == name && $0.subject != nil }) {
      return try file.take(rows, fictitious: nature, cause: cause, cut: cut, in: transaction)
    }
    let file = try file(name)
    let cut = cut.map(RowCut.init)
    var intake = try RowIntake(file, fictitious: nature, cause: cause, cut: cut, in: transaction)
    var check = FactCheck(
      file.kind.form, StoreContext(file, tables: tables, cut: cut, transaction),
      required: cut?.columns(of: file) ?? [])
    let known = Set(file.kind.form.columns.map(\.name))
    for unknown in Set(rows.flatMap(\.keys)).subtracting(known).sorted() {
      intake.report(
        Finding(file: name, row: 1, column: unknown, value: "", code: "UNKNOWN_COLUMN"),
        refused: false)
    }
    let reader = try reader(of: rows, file)
    for (index, row) in rows.enumerated() {
      let outcome = try check.check(row.mapValues(Self.clipped), number: index + 2, by: reader)
      try intake.take(outcome, in: transaction)
    }
    try intake.end(in: transaction)
    if intake.setAside > 0 {
      logger.warning(
        """
        \(intake.setAside) rows of \(name) that \(cause.text) brings were not taken over: rows about structures that are not its \
        caller's stand under their keys, which it is not told
        """, metadata: ["file": "\(name)"])
    }
    let reported = intake.takeReported()
    return SubmitRows.Reply(
      counts: intake.counts, refused: reported.filter(\.refused).map(\.finding),
      findings: reported.filter { !$0.refused }.map(\.finding))
  }

  /// Returns cells in the form in which they are stored; a cell that cannot be brought to that form, or of no column, stays as it came.
  func canonical(_ row: [String: String], of file: FactFile) throws -> [String: String] {
    let row = row.mapValues(Self.clipped)
    return file.kind.form.canonical(row, by: try reader(of: [row], file))
  }

  /// Returns a cell that is short enough to be told; a text that is too long for any column stays too long, and so is refused.
  private static func clipped(_ cell: String) -> String {
    guard cell.utf8.count > mostCharacters else { return cell }
    return String(String.UnicodeScalarView(cell.unicodeScalars.prefix(mostCharacters + 1)))
  }

  /// The most characters of a cell. Source: acceptance/formats.md.
  private static let mostCharacters = 20_000

  /// Returns what reads the rows: numbers are written as the cells show it. Most have digits alone, which all styles have in common.
  private func reader(of rows: [[String: String]], _ file: FactFile) throws -> FactCells {
    let columns = file.numbers.map { column, use in
      (column, use, rows.compactMap { $0[column] })
    }
    let isPlain = columns.allSatisfy {
      $0.2.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
    }
    guard !isPlain else { return file.plainCells }
    return try FactCells(FileStyle(texts: columns).applied(to: file.kind.form.schema))
  }

  /// Returns the roles of those who may bring a file.
  func roles(bringing name: String) throws -> Set<Role> {
    try described.first { $0.name == name }?.roles ?? file(name).kind.loadedBy
  }

  /// Returns a file that this service takes by its name.
  func file(_ name: String) throws -> FactFile {
    guard let file = files.first(where: { $0.kind.file == name }) else {
      throw FactFile.unknown(name)
    }
    return file
  }

  func register(in router: inout Router, _ writes: IdempotentWrites) {
    router.handle(SubmitRows.self) { request, context in
      guard request.rows.count <= SubmitRows.maxRows else {
        throw RPCError.badField(
          "rows", "\(request.rows.count) rows came, \(SubmitRows.maxRows) are allowed")
      }
      let origin = try origin(of: request, context)
      let roles = origin.isSubmission ? request.submittedAs?.map(\.rawValue) : nil
      return try await writes.run(request, context, as: roles) { transaction in
        try take(
          request.rows, of: request.file, fictitious: request.fictitious, cause: origin,
          cut: request.cut, in: transaction)
      }
    }
  }

  /// Returns what brings the rows of a call: for the exchange the submission that it names, for every other caller the name of its key.
  ///
  /// - Throws: `RPCError`: PERMISSION_DENIED, `ROLE_NEEDED`, for a file that the caller may not bring; INVALID_ARGUMENT for an exchange
  ///   that names none.
  private func origin(of request: SubmitRows, _ context: ServerContext) throws -> Cause {
    let roles = try roles(bringing: request.file)
    let isSubmitted =
      context.access.isService
      && catalogue.submitted.contains { $0.name == request.file }
    guard isSubmitted else {
      try context.checkBrings(request.file, roles)
      return .call(by: context.effectivePrincipal)
    }
    let cause = Cause(request.cause)
    guard cause.isSubmission else {
      throw RPCError.badField(
        "cause", "the exchange names the submission that brings rows, as submission/ and its number"
      )
    }
    return cause
  }
}

extension DescribedFile {
  /// Takes rows that come in a call in the form of a file, so that checks and findings are those of a file.
  fileprivate func take(
    _ rows: [[String: String]], fictitious: Bool, cause: Cause, cut: SubmitRows.Cut?,
    in transaction: WriteTransaction
  ) throws -> SubmitRows.Reply {
    let column = subject ?? ""
    guard let subject = rows.lazy.compactMap({ $0[column] }).first(where: { !$0.isEmpty }) else {
      throw RPCError(
        .invalidArgument, reason: "SUBJECT_MISSING", domain: "vigie.files",
        "rows of \(name) say in \(column) what they are about",
        arguments: ["file": name, "column": column], field: "rows")
    }
    if !isReference {
      try ImportTables.checkNature(fictitious, of: name, in: transaction)
    }
    let labels = Set(rows.flatMap(\.keys)).sorted()
    let lines = [labels] + rows.map { row in labels.map { row[$0] ?? "" } }
    let text = Mutex<[UInt8]?>(lines.flatMap { Array(CSVWriter.record($0).utf8) })
    var reply = SubmitRows.Reply(
      counts: .init(loaded: 0, corrected: 0, unchanged: 0, refused: 0, findings: 0), refused: [],
      findings: [])
    let reading = BeginImport.Reading(subject: subject)
    let upload = Upload(
      name: name, reading: reading, style: try FileStyle(reading), cause: cause,
      fictitious: fictitious, structures: cut.map { Set($0.structures) },
      report: { finding, refused in
        if refused { reply.refused.append(finding) } else { reply.findings.append(finding) }
      },
      // The first call gives all bytes, the next one the end.
      bytes: {
        text.withLock { text in
          defer { text = nil }
          return text
        }
      }, progress: .init(of: 0))
    do {
      reply.counts = try take(upload, transaction)
    } catch let error as CSVError {
      throw FileImport.unreadable(name, error, field: "rows")
    }
    return reply
  }
}

extension ServerContext {
  /// Makes sure that the caller may bring a file.
  ///
  /// - Throws: `RPCError` with PERMISSION_DENIED, `ROLE_NEEDED`.
  func checkBrings(_ file: String, _ roles: Set<Role>) throws {
    guard access.roles(among: roles).isEmpty else { return }
    let names = roles.map(\.rawValue).sorted().joined(separator: ", ")
    throw RPCError(
      .permissionDenied, reason: "ROLE_NEEDED", domain: "vigie.rpc",
      "\(file) is brought by \(names)", arguments: ["roles": names])
  }
}
