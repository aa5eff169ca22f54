import Foundation

/// The place of a name in a list that is in French order: Dardilly, Écully, Fleurieu; Vénissieux before Villeurbanne.
///
/// Letters decide first: without accents and case, œ and æ as oe and ae; hyphens, apostrophes, blanks and other signs do not count. Of the
/// same letters, the accents decide, from the end as in dictionaries (cote, côte, coté, côté); then the texts themselves, so that the
/// order is always the same. The key is made by Unicode's decomposition, because a collation's tables would differ from host to host.
public struct FrenchOrder: Comparable, Sendable {
  private let letters: [UInt32]
  /// The accents of each letter, the last letter first.
  private let accents: [UInt64]
  private let text: String

  /// Makes the key of a name.
  ///
  /// - Parameter text: the name; its length is the caller's bound.
  public init(_ text: String) {
    var letters: [UInt32] = []
    var accents: [UInt64] = []
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .nonspacingMark:
        guard let last = accents.indices.last else { continue }
        // Three marks fit, more than a letter of a name has.
        accents[last] = accents[last] << 21 | UInt64(scalar.value)
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        for one in Self.plain(scalar) {
          letters.append(one.value)
          accents.append(0)
        }
      default: break
      }
    }
    self.letters = letters
    self.accents = accents.reversed()
    self.text = text
  }

  /// Whether a name stands before another one.
  public static func < (one: FrenchOrder, other: FrenchOrder) -> Bool {
    if one.letters != other.letters {
      return one.letters.lexicographicallyPrecedes(other.letters)
    }
    if one.accents != other.accents {
      return one.accents.lexicographicallyPrecedes(other.accents)
    }
    return one.text.unicodeScalars.lexicographicallyPrecedes(other.text.unicodeScalars)
  }

  /// Whether two names are the same text, scalar by scalar.
  public static func == (one: FrenchOrder, other: FrenchOrder) -> Bool {
    one.text.unicodeScalars.elementsEqual(other.text.unicodeScalars)
  }

  /// Returns rows in the order of their names; rows of the same name stay in the order in which they came.
  public static func sorted<Row>(_ rows: [Row], by name: (Row) -> String) -> [Row] {
    let keys = rows.map { FrenchOrder(name($0)) }
    let places = rows.indices.sorted { one, other in
      keys[one] == keys[other] ? one < other : keys[one] < keys[other]
    }
    return places.map { rows[$0] }
  }

  /// A letter in lower case, a ligature spelled out.
  private static func plain(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    switch scalar {
    case "œ", "Œ": "oe".unicodeScalars
    case "æ", "Æ": "ae".unicodeScalars
    default: scalar.properties.lowercaseMapping.unicodeScalars
    }
  }
}
