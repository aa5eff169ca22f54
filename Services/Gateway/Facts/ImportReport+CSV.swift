import Composition
import Values

extension ImportReport {
  /// The findings for a spreadsheet, one line each.
  var csv: String {
    let header = ["file", "row", "state", "record", "column", "value", "code", "beside"]
    func lines(_ findings: [Finding], _ state: String) -> [[String]] {
      findings.map { finding in
        [
          finding.file, String(finding.row), state, (finding.record ?? []).joined(separator: " "),
          finding.column, finding.value, finding.code,
          (finding.beside ?? []).joined(separator: ", "),
        ]
      }
    }
    return OutputFormat.csv([header] + lines(refused, "refused") + lines(findings, "note"))
  }
}
