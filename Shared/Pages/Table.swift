import Foundation
import Texts

/// A table of texts, for a terminal or for a page. The first cell of a row is its name.
package struct Table {
  package let header: [String]
  package let rows: [[String]]

  package init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  /// The table in plain text, its columns aligned.
  package var text: String {
    let lines = ([header] + rows).map { $0.map { TerminalText.visible($0) } }
    let widths = header.indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    return lines.map { line in
      let text = zip(line, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
        .joined(separator: "  ")
      // The search goes from the end: a search for trailing spaces from the beginning would start again at each space of the padding.
      let end = text.utf8.lastIndex { $0 != UInt8(ascii: " ") }
      return String(end.map { text[...$0] } ?? "")
    }.joined(separator: "\n")
  }
}
