import ArgumentParser
import Foundation
import ServiceKit
import Tabular
import Texts

/// How a list is written.
enum ListForm: String, ExpressibleByArgument, CaseIterable {
  case text, csv, json

  /// A value as JSON that people can read.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Records as CSV for people: a record is a line, whatever its cells hold, and no cell runs in a spreadsheet.
  ///
  /// A cell may go into a letter or the head of a mail, where a line's end would begin a line of its own.
  static func csv(_ records: [[String]]) -> String {
    records.map(record).joined().trimmingCharacters(in: .newlines)
  }

  /// A record of ``csv(_:)``, with its line end.
  static func record(_ cells: [String]) -> String {
    CSVWriter.record(cells.map { TerminalText.visible($0) }, guardsFormulas: true)
  }
}

/// How a page is written.
enum PageForm: String, ExpressibleByArgument, CaseIterable {
  case text, html, json
}

/// What is written is new: no file and no folder that is there is written over. What leads on is written through: a link, a FIFO, a
/// device.
enum NewPath {
  /// - Throws: `ConfigurationProblem` where something is there.
  static func check(_ path: String) throws {
    guard !isTaken(path) else {
      throw ConfigurationProblem(
        "\(path) existe déjà ; donner un autre nom", "\(path) is there already; say another name")
    }
  }

  static func isTaken(_ path: String) -> Bool {
    var entry = stat()
    guard lstat(path, &entry) == 0 else { return false }
    return [S_IFREG, S_IFDIR].contains(entry.st_mode & S_IFMT)
  }
}
