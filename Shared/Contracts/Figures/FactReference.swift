public import Values

/// A fact that a count rests on: a row of a fact file, named by its key.
public struct FactReference: Codable, Sendable, Hashable {
  /// The file whose form it has, such as `submissions.csv`; `senacs-answers` for answers by a codebook.
  public var file: String
  /// The cells of the file's key, in its order.
  public var key: [String]

  /// Makes a reference.
  public init(_ file: String, _ key: String...) {
    self.file = file
    self.key = key
  }

  /// Returns the reference to a row of `structures.csv`. For a row without a first day it has the code alone, which every version
  /// understands; otherwise the code and that day.
  public static func structure(_ code: String, from day: CivilDate?) -> FactReference {
    var fact = FactReference("structures.csv", code)
    if let day { fact.key.append(day.iso) }
    return fact
  }
}
