import Contracts
import Foundation
import RPCContract
import Storage
import Tabular
import Values

/// Takes one whole file over, in one transaction: the good rows, and a word on each of the others.
struct FileImport {
  let file: FactFile
  let tables: [String: HistoryTable]
  let importID: String
  let fictitious: Bool
  let path: String
  let progress: ImportsUnderWay.Progress

  private var number = 0

  init(
    _ file: FactFile, tables: [String: HistoryTable], importID: String, fictitious: Bool,
    path: String, progress: ImportsUnderWay.Progress
  ) {
    self.file = file
    self.tables = tables
    self.importID = importID
    self.fictitious = fictitious
    self.path = path
    self.progress = progress
  }

  mutating func run(in transaction: WriteTransaction) throws -> CommitImport.Reply {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw RPCError(.notFound, "the upload is not there any more; send the file again")
    }
    defer { try? handle.close() }
    progress.begin()
    var intake = try RowIntake(file, fictitious: fictitious, cause: importID, in: transaction)
    do {
      let (text, style) = try open(handle)
      var reader = try FormReader(
        file.form, text, StoreContext(file, tables: tables, transaction), style: style)
      let told = style.otherThanAgreed
      if reader.headerRefusal == nil, !file.isForeign, !told.isEmpty {
        intake.tell(finding("", told, "FILE_STYLE"), refused: false)
      }
      for finding in reader.headerFindings { intake.tell(finding, refused: false) }
      if let refusal = reader.headerRefusal { intake.tell(refusal, refused: true) }
      let open = file.isForeign ? [] : style.openColumns(of: file.form)
      for column in open { intake.tell(finding(column, "", "DECIMAL_OPEN"), refused: true) }
      while open.isEmpty, let outcome = try reader.next() {
        progress.add(rows: 1)
        try intake.take(outcome, in: transaction)
        try keep(&intake, transaction)
      }
    } catch let error as CSVError {
      throw Self.unreadable(file.form.file, error)
    }
    try keep(&intake, transaction)
    try intake.publish(in: transaction)
    return intake.counts
  }

  /// A file that cannot be read to its end; `field` is the member of the request that brings it.
  static func unreadable(
    _ file: String, _ error: CSVError, field: String = "importID"
  ) -> RPCError {
    RPCError(
      Status(
        .invalidArgument, reason: error.code, domain: "vigie.files",
        "\(file) cannot be read from record \(error.row) on; nothing was taken over",
        arguments: ["file": file, "row": String(error.row)], field: field))
  }

  /// Moves what was told into the store: a file may have more of it than memory should hold.
  private mutating func keep(_ intake: inout RowIntake, _ transaction: WriteTransaction) throws {
    for (finding, refused) in intake.takeTold() {
      number += 1
      try ImportTables.addFinding(
        finding, number: number, refused: refused, of: importID, in: transaction)
    }
  }

  private func finding(_ column: String, _ value: String, _ code: String) -> Finding {
    Finding(file: file.form.file, row: 1, column: column, value: value, code: code)
  }

  /// The text, and how it is written, which its beginning shows.
  private func open(_ handle: FileHandle) throws -> (CSVReader, FileStyle) {
    func chunk(_ count: Int) throws -> [UInt8]? {
      let data = try handle.read(upToCount: count) ?? Data()
      progress.add(bytes: data.count)
      return data.isEmpty ? nil : Array(data)
    }
    var first = try chunk(FileStyle.sampleBytes)
    let beginning = first ?? []
    let isWhole = beginning.count < FileStyle.sampleBytes
    // Of a sheet of foreign make anything may be a column.
    let style =
      file.isForeign
      ? FileStyle(beginning: beginning, isWhole: isWhole)
      : FileStyle(of: file.form, beginning: beginning, isWhole: isWhole)
    guard style.encoding != nil else { throw CSVError.notUTF8(row: 1) }
    // A sheet whose separator is open is told by the columns that it lacks.
    let text = CSVReader(style) {
      defer { first = nil }
      return try first ?? chunk(1 << 16)
    }
    return (text, style)
  }
}
