import Contracts
import Texts
import Values

/// Facts as people read them.
enum FactLines {
  /// A fact in one line: its file and key, its cells, its version, the file and row, or the message, that brought it, and who did.
  static func line(_ fact: ReadFacts.Fact) -> String {
    let cells = fact.cells.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    let origin =
      fact.file.flatMap { file in
        fact.row.map { words("\(file), ligne \($0)", "\(file), row \($0)") }
      } ?? fact.cause
    let author = fact.principal.map {
      words(", par \($0)", ", by \($0)") + " (\((fact.roles ?? []).joined(separator: " ")))"
    }
    return TerminalText.visible(
      "  \(fact.fact.file) \(fact.fact.key.joined(separator: " / ")): \(cells) · v\(fact.version), "
        + "\(fact.recordedAt.iso), \(origin)\(author ?? "")")
  }
}
