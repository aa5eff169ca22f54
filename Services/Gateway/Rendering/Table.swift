import Foundation

/// A table in plain text, its columns aligned.
struct Table {
  let header: [String]
  let rows: [[String]]

  var text: String {
    let lines = ([header] + rows).map { $0.map(Self.visible) }
    let widths = header.indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    return lines.map { line in
      zip(line, widths).map { $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0) }
        .joined(separator: "  ").replacing(#/ +$/#, with: "")
    }.joined(separator: "\n")
  }

  /// Control characters, which could steer a terminal, as visible escapes.
  static func visible(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      let isControl = scalar.value < 32 || (127...159).contains(scalar.value)
      result += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
  }
}
