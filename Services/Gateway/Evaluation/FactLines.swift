import Composition
import Contracts
import FactKinds
import Texts
import Values

/// Facts as people read them.
enum FactLines {
  /// A fact in one line: its file and key; the file and row, or the message, that brought it, its version, when it was recorded and by
  /// whom; then its cells.
  static func line(_ fact: ReadFacts.Fact) -> String {
    let author = fact.principal.map {
      words(", par ", ", by ") + AuditCommand.author($0, fact.roles)
    }
    let when = language.moment(fact.recordedAt)
    let version = words(
      "version \(fact.version), enregistrée le \(when)",
      "version \(fact.version), recorded on \(when)")
    return TerminalText.visible(
      "\(reference(fact.fact)) (\(origin(fact)), \(version)\(author ?? ""))\(words(" :", ":")) "
        + cells(fact.cells))
  }

  /// What merges among some facts say: these entries are one person.
  static func merges(_ facts: [ReadFacts.Fact]) -> [String] {
    facts.compactMap { fact in
      guard fact.fact.file == FactKind.merges.file, let kept = fact.cells["kept_code"],
        let entry = fact.fact.key.first, !kept.isEmpty
      else { return nil }
      return TerminalText.visible(
        words(
          "  \(entry) et \(kept) sont une seule personne",
          "  \(entry) and \(kept) are one person"))
    }
  }

  /// The file and key of a fact whose cells the caller may not read.
  static func reference(_ fact: FactReference) -> String {
    TerminalText.visible("  \(fact.file) \(fact.key.joined(separator: " / "))")
  }

  /// The cells that are not empty, by their columns.
  static func cells(_ cells: [String: String]) -> String {
    cells.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  /// The file and row, or the message, that brought a fact.
  static func origin(_ fact: ReadFacts.Fact) -> String {
    fact.file.flatMap { file in
      fact.row.map { words("\(file), ligne \($0)", "\(file), row \($0)") }
    } ?? fact.cause
  }
}
