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

  /// The format of a list: words for people; the open profile, for programs and archives (UTF-8, `,`, decimal point, ISO days, codes); a
  /// table for a spreadsheet set to French (a byte order mark, `;`, decimal comma, `jj/mm/aaaa`, words); JSON; a page to print or to send.
  ///
  /// Source: reference/domain.md, “two output profiles”.
  enum List: String, ExpressibleByArgument, CaseIterable { case text, csv, excel, json, html }

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

  /// Records in the open profile: a record is a line, whatever its cells hold, and no cell runs in a spreadsheet.
  ///
  /// Line ends are made visible, because a cell may go into a letter or the header of a mail, where a line end would begin a new line.
  static func open(_ records: [[String]]) -> String {
    lines(records, separator: ",")
  }

  /// Records for a spreadsheet set to French, behind a byte order mark, which tells it that the text is UTF-8.
  static func excel(_ records: [[String]]) -> String {
    "\u{FEFF}" + lines(records, separator: ";")
  }

  private static func lines(_ records: [[String]], separator: Character) -> String {
    records.map { cells in
      CSVWriter.record(
        cells.map { TerminalText.visible($0) }, separator: separator, guardsFormulas: true)
    }.joined().trimmingCharacters(in: .newlines)
  }

  /// A record of a file of findings, with its line end.
  static func record(_ cells: [String]) -> String {
    CSVWriter.record(cells.map { TerminalText.visible($0) }, guardsFormulas: true)
  }

  /// The lines of a file of findings.
  static func csv(_ records: [[String]]) -> String {
    lines(records, separator: ";")
  }
}
