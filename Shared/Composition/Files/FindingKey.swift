import FactKinds
import Tabular
package import Values

/// The key of the words for a finding: its code, and after a point what narrows it. The words for a date help little where an instant is
/// wanted, and whoever reads of a workbook's cell knows no decimal characters.
package enum FindingKey {
  package static func of(_ finding: Finding) -> String {
    let code = finding.code
    switch code {
    case "BAD_DATE":
      return kind(of: finding) == .instant
        ? "\(code).instant" : isOfWorkbook(finding) ? "\(code).sheet" : code
    case "BAD_NUMBER": return isOfWorkbook(finding) ? "\(code).sheet" : code
    case "BAD_FORMAT": return kind(of: finding) == .time ? "\(code).time" : code
    case "BAD_VALUE":
      if let beside = finding.beside {
        return "\(code).\(isCondition(beside) ? "when" : "listed")"
      }
      switch kind(of: finding) {
      case .email: return "\(code).email"
      case .territory: return "\(code).territory"
      default: return code
      }
    case "OUT_OF_RANGE": return finding.beside == nil ? code : "\(code).bounds"
    // An unknown reference beside known codes that look like it may be mistyped.
    default: return code.hasPrefix("UNKNOWN_") && finding.beside != nil ? alike : code
    }
  }

  private static let alike = "REFERENCE_LOOKS_LIKE"

  /// Whether what stands beside is the cell that decides whether this one is filled, such as `role = structure`.
  private static func isCondition(_ beside: [String]) -> Bool {
    beside.count == 1 && beside[0].contains(" = ")
  }

  private static func isOfWorkbook(_ finding: Finding) -> Bool {
    finding.file.lowercased().hasSuffix(".xlsx")
  }

  /// The form of the cells of the column, where the file is one of facts.
  private static func kind(of finding: Finding) -> Column.Kind? {
    let file = FactCatalogue.known.file(of: finding.file)
    return FactCatalogue.known.kind(ofFile: file)?.form.columns
      .first { $0.name == finding.column }?.kind
  }
}
