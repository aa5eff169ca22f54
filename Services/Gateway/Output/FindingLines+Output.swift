import Pages
import Texts
import Values

extension FindingLines {
  /// Writes a line for each row that was refused, then for each thing to tell about the others.
  static func write(refused: [Finding], findings: [Finding], _ language: Language) {
    for (told, isRefused) in [(refused, true), (findings, false)] {
      for finding in told { Output.line(text(finding, isRefused: isRefused, language)) }
    }
  }
}
