/// What a column of a fact file is called and what it means, in both languages.
///
/// Source of what they mean: acceptance/formats.md. The words follow reference/french.md.
public struct ColumnText: Sendable {
  /// What people call it: in French and in English.
  public let french: String, english: String
  /// What it means, in one line: in French and in English.
  public let frenchHelp: String, englishHelp: String

  init(_ french: String, _ english: String, _ frenchHelp: String, _ englishHelp: String) {
    (self.french, self.english) = (french, english)
    (self.frenchHelp, self.englishHelp) = (frenchHelp, englishHelp)
  }

  /// The text of a column; nil for one that has none.
  public static func of(_ column: String, in file: String) -> ColumnText? {
    all["\(file) \(column)"] ?? all[column]
  }

  /// By column, and by file and column where one means something else there.
  private static let all = ofNetwork.merging(ofEvaluation) { first, _ in first }
}
