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
      var reader = try FormReader(
        file.form, reader(handle),
        StoreContext(file, tables: tables, transaction))
      for finding in reader.headerFindings { intake.tell(finding, refused: false) }
      if let refusal = reader.headerRefusal { intake.tell(refusal, refused: true) }
      while let outcome = try reader.next() {
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

  /// A file that cannot be read to its end.
  static func unreadable(_ file: String, _ error: CSVError) -> RPCError {
    RPCError(
      Status(
        .invalidArgument, reason: error.code, domain: "vigie.files",
        "\(file) cannot be read from record \(error.row) on; nothing was taken over",
        arguments: ["file": file, "row": String(error.row)]))
  }

  /// Moves what was told into the store: a file may have more of it than memory should hold.
  private mutating func keep(_ intake: inout RowIntake, _ transaction: WriteTransaction) throws {
    for (finding, refused) in intake.takeTold() {
      number += 1
      try ImportTables.addFinding(
        finding, number: number, refused: refused, of: importID, in: transaction)
    }
  }

  private func reader(_ handle: FileHandle) throws -> CSVReader {
    func chunk() throws -> [UInt8]? {
      let data = try handle.read(upToCount: 1 << 16) ?? Data()
      progress.add(bytes: data.count)
      return data.isEmpty ? nil : Array(data)
    }
    guard file.isForeign else { return CSVReader(chunks: chunk) }
    let beginning = try chunk() ?? []
    let style = FileStyle(beginning: beginning, isWhole: beginning.count < 1 << 16)
    guard style.encoding != nil else { throw CSVError.notUTF8(row: 1) }
    var first: [UInt8]? = beginning.isEmpty ? nil : beginning
    // A sheet whose separator is open is told by the columns that it lacks.
    return CSVReader(style) {
      defer { first = nil }
      return try first ?? chunk()
    }
  }
}
