package import Texts
package import Values

/// A finding as people read it, the same wherever it comes from.
package enum FindingLines {
  /// The values beside a finding, such as the value before or the known codes, in parentheses; then the record in brackets, where
  /// it was known before.
  package static func beside(_ finding: Finding) -> String {
    let beside = finding.beside.map {
      " (\($0.map { $0.isEmpty ? "–" : $0 }.joined(separator: ", ")))"
    }
    let record = finding.record.map { " [\($0.filter { !$0.isEmpty }.joined(separator: " "))]" }
    return (beside ?? "") + (record ?? "")
  }

  /// One line: the place, the value there, and what is wrong with it.
  ///
  /// With `namesFile` the line names the file instead of the row: for findings of several files, whose columns already tell the place.
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

  /// The reason in words. An unknown reference beside known codes that look like it has a reason of its own: it may be mistyped.
  package static func reason(_ finding: Finding, _ language: Language) -> String {
    let isAlike = finding.code.hasPrefix("UNKNOWN_") && finding.beside != nil
    return Catalogue.reason(isAlike ? "REFERENCE_LOOKS_LIKE" : finding.code, language)
  }
}
