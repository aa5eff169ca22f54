import Crypto
import Foundation
import Values

/// An answer as one text, of which the receipt has the digest: whoever has the text and the receipt can prove that nothing changed.
public enum AnswerText {
  /// Returns the text: a line `field=value` for each cell that is not empty, in the order of the fields' bytes; `\` and line ends in values are
  /// written `\\` and `\n`.
  public static func text(campaign: String, structure: String, _ cells: [String: String]) -> String
  {
    var lines = ["vigie-answer 1", "campaign \(campaign)", "structure \(structure)"]
    let fields = cells.filter { !$0.value.isEmpty }.keys.sorted { left, right in
      left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    lines += fields.map { field in
      let value = (cells[field] ?? "").replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
      return "\(field)=\(value)"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// SHA-256 of a text, 64 hexadecimal digits.
  public static func digest(_ text: String) -> String {
    hexadecimal(SHA256.hash(data: Data(text.utf8)))
  }
}
