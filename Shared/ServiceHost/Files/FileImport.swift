import Contracts
import FactKinds
import Foundation
import RPCContract
import Storage
import Tabular
import Values

/// Imports one whole file in one transaction: stores the good rows, and a finding on each of the others.
struct FileImport {
  /// Takes a finding, in the order of the rows, and whether the row was refused for it.
  typealias Report = (Finding, Bool) throws -> Void

  let file: FactFile
  let tables: [String: HistoryTable]
  let importID: String
  let fictitious: Bool
  let handle: FileHandle
  let progress: ImportsUnderWay.Progress
  /// In a rehearsal, the codes that count as known although they are not stored: kind → codes; nil in an import.
  let assumed: [String: [String]]?
  let report: Report

  func run(in transaction: WriteTransaction) throws -> CommitImport.Reply {
    var intake = try RowIntake(
      file, fictitious: fictitious, cause: .upload(importID), in: transaction)
    intake.gathersCodes = assumed != nil
    let (text, style) = try open()
    let schema = style.applied(to: file.kind.form.schema)
    var table = try SchemaReader(schema, text, file: file.kind.file)
    var check = FactCheck(
      file.kind.form,
      StoreContext(file, tables: tables, assuming: assumed ?? [:], transaction))
    let header = check.header(of: table)
    let styleText = style.otherThanAgreed
    if header.refusals.isEmpty, !file.isForeign, !styleText.isEmpty {
      intake.report(finding("", styleText, "FILE_STYLE"), refused: false)
    }
    for finding in header.findings { intake.report(finding, refused: false) }
    for refusal in header.refusals { intake.report(refusal, refused: true) }
    let open = file.isForeign ? [] : style.openColumns(of: schema)
    for column in open { intake.report(finding(column, "", "DECIMAL_OPEN"), refused: true) }
    while header.refusals.isEmpty, open.isEmpty, let outcome = try check.next(of: &table) {
      progress.add(rows: 1)
      try intake.take(outcome, in: transaction)
      for (finding, refused) in intake.takeReported() { try report(finding, refused) }
    }
    try intake.end(in: transaction)
    for (finding, refused) in intake.takeReported() { try report(finding, refused) }
    return intake.counts
  }

  /// Returns the error for a file that cannot be read to its end; `field` is the member of the request that brings the file.
  static func unreadable(
    _ file: String, _ error: CSVError, field: String = "importID"
  ) -> RPCError {
    RPCError(
      .invalidArgument, reason: error.code, domain: "vigie.files",
      "\(file) cannot be read from record \(error.row) on; nothing was taken over",
      arguments: ["file": file, "row": String(error.row)], field: field)
  }

  private func finding(_ column: String, _ value: String, _ code: String) -> Finding {
    Finding(file: file.kind.file, row: 1, column: column, value: value, code: code)
  }

  /// Returns a reader of the file, and the file's style, which its beginning shows.
  private func open() throws -> (CSVReader, FileStyle) {
    var first = try progress.read(handle, upToCount: FileStyle.sampleBytes)
    let beginning = first ?? []
    let isWhole = beginning.count < FileStyle.sampleBytes
    // A sheet of foreign make may have any columns, so its style is not judged by the form's columns.
    let style =
      file.isForeign
      ? FileStyle(beginning: beginning, isWhole: isWhole)
      : FileStyle(of: file.kind.form.schema, beginning: beginning, isWhole: isWhole)
    guard style.encoding != nil else { throw CSVError.notUTF8(row: 1) }
    // A file whose separator stays open is read with `;`: its missing columns are then reported.
    let text = CSVReader(style) {
      defer { first = nil }
      return try first ?? progress.read(handle, upToCount: 1 << 16)
    }
    return (text, style)
  }
}
