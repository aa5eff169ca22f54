import ArgumentParser
import Foundation
import ServiceKit
import Tabular

/// How a list is written.
enum ListForm: String, ExpressibleByArgument, CaseIterable {
  case text, csv, json

  /// A value as JSON that people can read.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Records as CSV that a spreadsheet may open.
  static func csv(_ records: [[String]]) -> String {
    records.map { CSVWriter.record($0, guardsFormulas: true) }.joined()
      .trimmingCharacters(in: .newlines)
  }
}

/// How a page is written.
enum PageForm: String, ExpressibleByArgument, CaseIterable {
  case text, html, json
}

/// What is written is new: nothing that is there is written over.
enum NewPath {
  /// - Throws: `ConfigurationProblem` where something is there.
  static func check(_ path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw ConfigurationProblem(
        "\(path) existe déjà ; donner un autre nom", "\(path) is there already; say another name")
    }
  }
}
