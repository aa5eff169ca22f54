import ArgumentParser
import Foundation
import Tabular
import Values

/// Checks a file against a Table Schema, as an import does before it takes the file over.
struct CheckFile: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "check-file")

  @Argument(help: "The file.") var file: String
  @Option(help: "The schema, a Frictionless descriptor.") var schema: String
  @Option(help: "A file for the findings: a JSON array of type, row, field and cell a line.")
  var findings: String?

  func run() throws {
    let schema = try JSONDecoder().decode(
      TableSchema.self, from: try Data(contentsOf: URL(fileURLWithPath: schema)))
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw ValidationError("there is no file \(file)")
    }
    let output = try findings.map { path in
      _ = FileManager.default.createFile(atPath: path, contents: nil)
      return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }
    let start = ContinuousClock.now
    let reader = CSVReader(keepsEmptyLines: true) {
      let data = try handle.read(upToCount: 1 << 18) ?? Data()
      return data.isEmpty ? nil : Array(data)
    }
    var table = try SchemaReader(schema, reader, file: file)
    var count = 0
    let tell = { (found: Finding, fault: CellFault?) throws in
      count += 1
      guard let output else { return }
      let cells: [Any] = [
        fault?.frictionlessType ?? found.code, found.row, found.column, found.value,
      ]
      try output.write(contentsOf: JSONSerialization.data(withJSONObject: cells) + Data("\n".utf8))
    }
    for found in table.headerFindings {
      try tell(found, CellFault.allCases.first { $0.code == found.code })
    }
    while try table.next({ try tell($0, $1) }) != nil {}
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print(
      "RESULT name=check rows=\(table.rowCount) bytes=\(table.byteCount) errors=\(count) "
        + "faulty=\(table.faultyCount) thr=\(Int(Double(table.rowCount) / seconds)) "
        + "rss=\(usage.ru_maxrss / 1024)")
  }
}
