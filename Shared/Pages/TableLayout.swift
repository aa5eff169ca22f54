import Foundation
import Texts

/// How a table's cells are laid out as plain text.
struct TableLayout {
  /// The blanks between two columns.
  private static let gap = 2

  /// The header, then the rows.
  private let lines: [[String]]
  /// For each column the width of its longest cell.
  let whole: [Int]
  /// For each column the width of its longest word, which is the least that it may have.
  private let least: [Int]
  /// For each column whether it has numbers, which stand to the right.
  let isNumber: [Bool]

  /// Measures a table.
  ///
  /// - Parameter lines: the header, then the rows; each has as many cells as the header, or more, which are not shown.
  init(_ lines: [[String]]) {
    self.lines = lines
    let columns = (lines.first ?? []).indices
    whole = columns.map { column in lines.map { TerminalText.width($0[column]) }.max() ?? 0 }
    least = columns.map { column in
      lines.flatMap { Self.words($0[column]).map(TerminalText.width) }.max() ?? 0
    }
    isNumber = columns.map { column in
      column > 0 && Self.areNumbers(lines.dropFirst().map { $0[column] })
    }
  }

  private func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + Self.gap * max(0, widths.count - 1)
  }

  /// Whether every row fits in one line of that width.
  func fits(_ width: Int) -> Bool { total(whole) <= width }

  /// Returns the columns' widths with the widest ones made narrower until the table fits; nil where their words are too long for that.
  func shrunk(to width: Int) -> [Int]? {
    func widths(_ most: Int) -> [Int] {
      zip(whole, least).map { max($1, min($0, most)) }
    }
    guard width > 0, total(widths(0)) <= width else { return nil }
    let most = (0...width).last { total(widths($0)) <= width } ?? 0
    return widths(most)
  }

  /// Returns the lines of a table of columns of these widths.
  func aligned(_ widths: [Int]) -> String {
    lines.flatMap { line -> [String] in
      let cells = zip(line, widths).map { Self.wrapped($0, to: $1) }
      return (0..<(cells.map(\.count).max() ?? 0)).map { row -> String in
        let texts = cells.indices.map { column -> String in
          let text = row < cells[column].count ? cells[column][row] : ""
          let blanks = String(
            repeating: " ", count: max(0, widths[column] - TerminalText.width(text)))
          return isNumber[column] ? blanks + text : text + blanks
        }
        return Self.trimmed(texts.joined(separator: String(repeating: " ", count: Self.gap)))
      }
    }.joined(separator: "\n")
  }

  /// Returns each row as lines of a heading and a cell, with an empty line between rows; empty cells are left out. Without rows it returns
  /// the headings.
  func records(within width: Int) -> String {
    guard let header = lines.first else { return "" }
    guard lines.count > 1 else { return header.joined(separator: "\n") }
    let label = min(header.map(TerminalText.width).max() ?? 0, max(1, width / 2))
    let most = max(1, width - label - Self.gap)
    return lines.dropFirst().map { line -> String in
      zip(header, line).filter { !$0.1.isEmpty }.flatMap { name, cell -> [String] in
        let (names, cells) = (Self.wrapped(name, to: label), Self.wrapped(cell, to: most))
        return (0..<max(names.count, cells.count)).map { row -> String in
          let name = row < names.count ? names[row] : ""
          let blanks = String(
            repeating: " ", count: max(0, label - TerminalText.width(name)) + Self.gap)
          return Self.trimmed(name + blanks + (row < cells.count ? cells[row] : ""))
        }
      }.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The words of a cell; a sign that stands alone, as “;” does in French, belongs to the word before.
  private static func words(_ cell: String) -> [String] {
    cell.split(separator: " ").reduce(into: [String]()) { words, part in
      let isSign = part.count == 1 && !part.contains { $0.isLetter || $0.isNumber }
      if isSign, let last = words.indices.last {
        words[last] += " " + part
      } else {
        words.append(String(part))
      }
    }
  }

  /// Returns a cell's lines; a word that is longer than the width stays whole.
  private static func wrapped(_ cell: String, to width: Int) -> [String] {
    guard TerminalText.width(cell) > width else { return [cell] }
    var lines: [String] = []
    var used = 0
    for word in words(cell) {
      let wanted = TerminalText.width(word)
      if let last = lines.indices.last, used + 1 + wanted <= width {
        lines[last] += " " + word
        used += 1 + wanted
      } else {
        lines.append(word)
        used = wanted
      }
    }
    return lines
  }

  /// Whether cells are numbers for the most part, and the others have none in them, such as a dash for nothing.
  private static func areNumbers(_ cells: [String]) -> Bool {
    let filled = cells.filter { !$0.isEmpty }
    let numbers = filled.count(where: isNumber)
    let others = filled.count { !$0.contains(where: \.isNumber) }
    return numbers > 0 && numbers + others == filled.count && 2 * numbers >= filled.count
  }

  /// Whether a text is one number, as either language writes it: with a sign, decimals, thousands set apart, a percentage or euros.
  static func isNumber(_ text: String) -> Bool {
    var rest = text[...]
    if let first = rest.first, "+-−".contains(first) { rest = rest.dropFirst() }
    return rest.first?.isNumber == true
      && rest.allSatisfy { $0.isNumber || " ,.%€\u{A0}\u{202F}".contains($0) }
  }

  /// Returns a line without the blanks at its end.
  private static func trimmed(_ line: String) -> String {
    // The search goes from the end: a search for trailing spaces from the beginning would start again at each space of the padding.
    let end = line.utf8.lastIndex { $0 != UInt8(ascii: " ") }
    return String(end.map { line[...$0] } ?? "")
  }
}
