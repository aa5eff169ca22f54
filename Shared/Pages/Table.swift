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

  /// The table in plain text, its columns aligned, each row in one line.
  package var text: String { text(within: nil) }

  /// Returns the table in plain text, its columns aligned: numbers to the right, other texts to the left.
  ///
  /// Where a width is given, no column is hidden and no word is cut: long texts go on in the next line of their cell; codes, days and
  /// numbers have no blank and stay whole. If even so the columns do not fit, each row is told cell by cell, one below the other.
  ///
  /// - Parameter width: how many columns the terminal has; nil for as many as are needed.
  /// - Returns: the lines.
  package func text(within width: Int?) -> String {
    let lines = ([header] + rows).map { $0.map { TerminalText.visible($0) } }
    let layout = TableLayout(lines)
    guard let width, !layout.fits(width) else { return layout.aligned(layout.whole) }
    if let widths = layout.shrunk(to: width) { return layout.aligned(widths) }
    return layout.records(within: width)
  }
}
