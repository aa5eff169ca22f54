import Foundation

/// A table in plain text, its columns aligned.
struct Table {
  let header: [String]
  let rows: [[String]]

  var text: String {
    let lines = ([header] + rows).map { $0.map { TerminalText.visible($0) } }
    let widths = header.indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    return lines.map { line in
      zip(line, widths).map { $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0) }
        .joined(separator: "  ").replacing(#/ +$/#, with: "")
    }.joined(separator: "\n")
  }
}
