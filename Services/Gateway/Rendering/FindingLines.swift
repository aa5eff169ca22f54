import Texts
import Values

/// A finding as people read it, the same wherever it comes from.
enum FindingLines {
  /// One line: where, what stands there, and what is the matter with it.
  static func text(_ finding: Finding, isRefused: Bool, _ language: Language) -> String {
    let row = language.pick("ligne", "row")
    let kind = isRefused ? language.pick("refusée", "refused") : language.pick("à voir", "note")
    let column = finding.column.isEmpty ? "" : ", \(finding.column)"
    return TerminalText.visible(
      "\(row) \(finding.row)\(column) “\(finding.value)”: \(kind), \(finding.code), "
        + Catalogue.reason(finding.code, language))
  }
}
