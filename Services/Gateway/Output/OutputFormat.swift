import ArgumentParser
import Foundation
import Tabular
import Texts

/// The formats in which commands write, and how JSON and CSV are written.
enum OutputFormat {
  /// The format of output that is no table.
  enum Plain: String, ExpressibleByArgument, CaseIterable { case text, json }

  /// The format of a list.
  enum List: String, ExpressibleByArgument, CaseIterable { case text, csv, json }

  /// The format of a page.
  enum Page: String, ExpressibleByArgument, CaseIterable { case text, html, json }

  /// The format of the services' state.
  enum Status: String, ExpressibleByArgument, CaseIterable { case text, json, prometheus }

  /// A value as JSON that people can read.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
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
