import Foundation
import Storage

/// The codes of a table by what they look like: a reader does not tell letters apart that differ only in width or case.
struct KnownCodes {
  /// Look → codes; read from the store when the first new code comes.
  private var codes: [String: Set<String>]?

  /// Adds a code that is new.
  ///
  /// - Returns: the other codes that look like it.
  /// - Throws: `StorageError`.
  mutating func add(
    _ code: String, to table: HistoryTable, in transaction: ReadTransaction
  ) throws -> [String] {
    if codes == nil {
      var read: [String: Set<String>] = [:]
      try table.forEach(in: transaction) { row in
        let known = row.text(table.key[0])
        read[Self.look(of: known), default: []].insert(known)
      }
      codes = read
    }
    let look = Self.look(of: code)
    let others = (codes?[look] ?? []).subtracting([code])
    codes?[look, default: []].insert(code)
    return others.sorted()
  }

  /// Returns what typing errors leave of a code: its look, without marks between letters and digits and without zeros before a number.
  static func sketch(of code: String) -> String {
    let letters = look(of: code).unicodeScalars.filter {
      $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
    var sketch = String.UnicodeScalarView()
    for scalar in letters {
      if scalar == "0", !(sketch.last.map { ("0"..."9").contains($0) } ?? false) { continue }
      sketch.append(scalar)
    }
    return String(sketch)
  }

  /// Returns a code as people see it: in Unicode's NFKC, without case, and without the invisible characters that older versions took.
  /// The code is turned into capitals before small letters, so that a letter with two small forms gets one of them.
  private static func look(of code: String) -> String {
    guard !code.utf8.allSatisfy({ (33..<127).contains($0) }) else { return code.lowercased() }
    let seen = code.precomposedStringWithCompatibilityMapping.uppercased().lowercased()
      .precomposedStringWithCompatibilityMapping.unicodeScalars
      .filter { !$0.properties.isDefaultIgnorableCodePoint && $0.value >= 32 }
    return String(String.UnicodeScalarView(seen)).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
