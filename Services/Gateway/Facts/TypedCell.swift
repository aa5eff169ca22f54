import Composition
import FactKinds
import Tabular

/// The cell that somebody types after `vigie add`, `change` or `end`, and what it may become.
struct TypedCell {
  private let line: TypedLine
  private let kind: FactKind

  /// Takes a line; nil before it has a kind of fact.
  init?(_ line: TypedLine) {
    let kinds = line.words.lazy.compactMap { FactCatalogue.known.kind(meant: $0) }
    guard let kind = kinds.first else { return nil }
    self.line = line
    self.kind = kind
  }

  /// Says what the shell may offer.
  ///
  /// - Parameter codes: returns the codes of a kind that begin with a text.
  /// - Returns: the columns that are not given yet; once one column alone is meant, its cells.
  func candidates(codes: (FactKind, String) async -> [String]) async -> [String] {
    let sign = line.typed.firstIndex(of: "=")
    let word = String(line.typed[..<(sign ?? line.typed.endIndex)])
    let columns =
      sign == nil ? openColumns.filter { $0.name.hasPrefix(word) } : openColumns(meant: word)
    guard columns.count == 1 else { return columns.map { "\($0.name)=" } }
    let name = sign == nil ? columns[0].name : word
    let begun = sign.map { String(line.typed[line.typed.index(after: $0)...]) } ?? ""
    let offered = await cells(of: columns[0], begun, codes)
    if offered.isEmpty { return sign == nil ? ["\(name)="] : [] }
    return line.isCut ? offered : offered.map { "\(name)=\($0)" }
  }

  /// The columns that are not given yet.
  private var openColumns: [Column] {
    let given = line.words.dropLast().compactMap { word in
      word.firstIndex(of: "=").flatMap { FactArguments.column(String(word[..<$0]), of: kind) }
    }
    return kind.form.columns.filter { !given.contains($0.name) }
  }

  /// The column that is not given yet and that a word names; none or one.
  private func openColumns(meant word: String) -> [Column] {
    let name = FactArguments.column(word, of: kind)
    return openColumns.filter { $0.name == name }
  }

  /// The cells of a column that begin with a text: its values, or the codes to which it refers.
  private func cells(
    of column: Column, _ begun: String, _ codes: (FactKind, String) async -> [String]
  ) async -> [String] {
    if let values = column.values { return values.filter { $0.hasPrefix(begun) } }
    let named = column.reference.flatMap { reference in
      FactCatalogue.known.kinds.first { $0.name == reference.table }
    }
    guard let named else { return [] }
    return await codes(named, begun)
  }
}
