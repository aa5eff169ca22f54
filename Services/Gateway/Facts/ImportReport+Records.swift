import Composition
import Values

extension ImportReport {
  /// The findings for a spreadsheet, one record each below the names of the columns.
  var records: [[String]] {
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
    return [header] + lines(refused, "refused") + lines(findings, "note")
  }
}
