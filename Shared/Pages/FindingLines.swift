package import Texts
package import Values

/// A finding as people read it, the same wherever it comes from.
package enum FindingLines {
  /// What it is told beside: the value before, the codes that are known; and the record where it was known before.
  package static func beside(_ finding: Finding) -> String {
    let beside = finding.beside.map {
      " (\($0.map { $0.isEmpty ? "–" : $0 }.joined(separator: ", ")))"
    }
    let record = finding.record.map { " [\($0.filter { !$0.isEmpty }.joined(separator: " "))]" }
    return (beside ?? "") + (record ?? "")
  }

  /// One line: where, what stands there, and what is the matter with it.
  ///
  /// `namesFile` says that the line names the file too, which stands for where in it: of several files.
  package static func text(
    _ finding: Finding, isRefused: Bool, namesFile: Bool = false, _ language: Language
  ) -> String {
    let place =
      namesFile ? finding.file : language.pick("ligne \(finding.row)", "row \(finding.row)")
    let kind = isRefused ? language.pick("refusée", "refused") : language.pick("à voir", "note")
    let column = finding.column.isEmpty ? "" : ", \(finding.column)"
    return TerminalText.visible(
      "\(place)\(column) “\(finding.value)”: \(kind), \(finding.code), "
        + reason(finding, language) + beside(finding))
  }

  /// What is the matter: a reference that nothing has may be a known code that was mistyped.
  package static func reason(_ finding: Finding, _ language: Language) -> String {
    let isAlike = finding.code.hasPrefix("UNKNOWN_") && finding.beside != nil
    return Catalogue.reason(isAlike ? "REFERENCE_LOOKS_LIKE" : finding.code, language)
  }
}
