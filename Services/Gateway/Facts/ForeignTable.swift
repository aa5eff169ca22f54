import Composition
import Contracts
import Foundation
import ServiceKit
import Tabular
import Values

/// A table of any origin on its way to a service: the text that is sent, and a description of how to read it.
///
/// A workbook is sent as delimited text, so that the libraries that read workbooks stay away from the services' hosts.
struct ForeignTable {
  private let path: String
  private let options: ReadingOptions
  private let schema: TableSchema
  private let source: ReadingOptions.OpenTable
  /// The labels of its header.
  let labels: [String]
  /// The number of the header's record in the text that is sent.
  private let headerRow: Int

  /// Opens a table and reads its header.
  ///
  /// - Throws: `ConfigurationProblem` when it cannot be read, or its style stays ambiguous.
  init(_ path: String, _ options: ReadingOptions, _ schema: TableSchema) throws {
    self.path = path
    self.options = options
    self.schema = schema
    let source = try FileFault.naming(path) { try options.open(path, schema) }
    self.source = source
    let table = try FileFault.naming(path) {
      try SchemaReader(schema, source.reader, file: source.name)
    }
    labels = table.header.labels
    headerRow = table.row
  }

  /// Sends the table.
  ///
  /// - Parameters:
  ///   - upload: how it is sent.
  ///   - name: the kind of file.
  ///   - service: the service that takes it.
  ///   - subject: what it is about.
  ///   - mapping: label → field.
  ///   - report: receives each finding, with its row in the file.
  /// - Returns: how many rows had which result.
  /// - Throws: `RPCError`; `ConfigurationProblem`.
  func send(
    by upload: Upload, as name: String, to service: String, subject: String,
    mapping: [String: String], _ report: inout CheckReport
  ) async throws -> CommitImport.Reply {
    let style = source.style
    let reading = BeginImport.Reading(
      subject: subject, encoding: (style.encoding ?? .utf8).rawValue,
      separator: String(style.separator.value ?? ";"),
      decimal: style.decimal.value.map(String.init), group: style.group.map(String.init),
      dates: style.dates.value?.rawValue, dateSeparator: style.dateSeparator.map(String.init),
      headerRow: Bounded(clamping: headerRow), mapping: mapping.filter { labels.contains($0.key) },
      dropsTimes: style.dropsTimes ? true : nil,
      columns: style.looks.isEmpty
        ? nil
        : style.looks.mapValues {
          .init(decimal: $0.decimal.value.map(String.init), dates: $0.dates.value?.rawValue)
        })
    var rows: Set<Int> = []
    // If the header was refused, no row was taken.
    var isAll = false
    let (_, counts) = try await upload.send(
      try text(), as: name, to: service, reading: reading,
      called: URL(fileURLWithPath: path).lastPathComponent
    ) {
      finding, isRefused in
      var finding = finding
      finding.row += source.rowsBefore
      if isRefused, report.keepsRefused {
        rows.insert(finding.row)
        isAll = isAll || finding.row == max(headerRow, 1) + source.rowsBefore
      }
      try report.add(finding, isRefused: isRefused)
    }
    if !rows.isEmpty { try addRefused(isAll ? nil : rows, to: &report) }
    return counts
  }

  /// Reads the file once more, to report the refused rows as they stand; nil for all rows.
  private func addRefused(_ rows: Set<Int>?, to report: inout CheckReport) throws {
    let again = try options.open(path, schema, isAgain: true)
    var reader = again.reader
    while let record = try reader.next() {
      let isMeant = rows?.contains(reader.row + again.rowsBefore) ?? (record != [""])
      if isMeant, reader.row > headerRow { try report.add(refused: record) }
    }
  }

  /// The file itself; for a workbook, its sheet as delimited text, from the header on.
  private func text() throws -> FileHandle {
    guard source.isWorkbook else { return try ForeignFile.open(path) }
    return try FileFault.naming(path) {
      let file = try TemporaryFile.make()
      var reader = try options.open(path, schema, isAgain: true).reader
      while let record = try reader.next() {
        try file.write(contentsOf: Data(CSVWriter.record(record).utf8))
      }
      return file
    }
  }
}
