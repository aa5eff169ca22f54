import ArgumentParser
import Composition
import Foundation
import Pages
import Tabular
import Texts

/// The formats in which commands write, and how JSON and CSV are written.
enum OutputFormat {
  /// The format of output that is no table.
  enum Plain: String, ExpressibleByArgument, CaseIterable { case text, json }

  /// The format of a list.
  enum List: String, ExpressibleByArgument, CaseIterable {
    case text, csv, json

    /// Writes a list: in JSON the value, else its table. Only text says what is invented, and has a title and notes around the table.
    func write(
      _ value: some Encodable, _ header: [String], _ rows: [[String]], isFictitious: Bool? = nil,
      title: String? = nil, notes: [String] = []
    ) throws {
      try write(value, header, rows, isFictitious: isFictitious) {
        if let title { Output.line(title) }
        Output.table(header, rows)
        notes.forEach(Output.line)
      }
    }

    /// Writes a list whose text is another one than its table.
    func write(
      _ value: some Encodable, _ header: [String], _ rows: [[String]], isFictitious: Bool?,
      show: () -> Void
    ) throws {
      switch self {
      case .json: Output.data(try OutputFormat.json(value))
      case .csv: Output.data(OutputFormat.csv([header] + rows))
      case .text:
        if isFictitious == true { Output.line(Words.fictitious(language)) }
        show()
      }
    }
  }

  /// The format of a page.
  enum Page: String, ExpressibleByArgument, CaseIterable {
    case text, html, json

    /// Writes a page to a new file, or here where no path is given.
    func write(
      text: @autoclosure () -> String, html: @autoclosure () -> String,
      json: @autoclosure () throws -> String, to path: String?
    ) throws {
      let page =
        switch self {
        case .text: Output.spaced(text())
        case .html: html()
        case .json: try json()
        }
      guard let path else { return Output.data(page) }
      try OutputFile.write(page + "\n", to: path, isNew: true)
      Output.data(path)
    }
  }

  /// The format of the services' state.
  enum Status: String, ExpressibleByArgument, CaseIterable { case text, json, prometheus }

  /// A value as JSON that people can read.
  static func json(_ value: some Encodable) throws -> String {
    try json(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
  }

  /// A value as JSON in one line.
  static func jsonLine(_ value: some Encodable) throws -> String {
    try json(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  private static func json(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Records as CSV for people: a record is a line, whatever its cells hold, and no cell runs in a spreadsheet.
  ///
  /// Line ends are made visible, because a cell may go into a letter or the header of a mail, where a line end would begin a new line.
  static func csv(_ records: [[String]]) -> String {
    records.map(record).joined().trimmingCharacters(in: .newlines)
  }

  /// A record of ``csv(_:)``, with its line end.
  static func record(_ cells: [String]) -> String {
    CSVWriter.record(cells.map { TerminalText.visible($0) }, guardsFormulas: true)
  }
}
