import Pages
import Texts
import Values

extension FindingLines {
  /// Writes a line for each refused row, then a line for each finding about the others.
  static func write(
    refused: [Finding], findings: [Finding], namesFile: Bool = false, indent: String = ""
  ) {
    for (listed, isRefused) in [(refused, true), (findings, false)] {
      for finding in listed {
        Output.line(
          indent + text(finding, isRefused: isRefused, namesFile: namesFile, language))
      }
    }
  }
}
