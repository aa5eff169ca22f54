public import CentreNetwork
public import Contracts
import Foundation

/// A person as the registry knows them, with what duplicates are found by.
public struct NamedPerson: Sendable {
  /// The person's code.
  public let code: String
  /// The family name, as it was brought.
  public let familyName: String
  /// The given name, as it was brought.
  public let givenName: String
  /// The e-mail address, as it was brought; empty for none.
  public let email: String
  /// The codes of the structures in which they have a mandate, of any function and time.
  public let structures: Set<String>

  /// Makes a person.
  public init(
    code: String, familyName: String, givenName: String, email: String, structures: Set<String>
  ) {
    self.code = code
    self.familyName = familyName
    self.givenName = givenName
    self.email = email
    self.structures = structures
  }
}

/// The pairs of people who may be one person.
///
/// Both people of a pair have a key in common (``Key``), so only people with a common key are compared: 30,000 people take less than half a
/// second, not the 450 million comparisons of everybody with everybody. Source: acceptance/year.md, “Duplicates”.
public struct Duplicates: Sendable {
  /// By code point, which is the order of codes: they are in NFC.
  private let people: [Compared]
  /// Key → the places in ``people`` of those who have it, in order.
  private let groups: [Key: [Int]]
  private let merges: Merges

  /// Takes people in any order, and which of them are known to be one person: these make no pair any more.
  public init(_ people: [NamedPerson], merges: Merges = Merges([])) {
    self.merges = merges
    self.people = people.map(Compared.init).sorted { $0.code < $1.code }
    var groups: [Key: [Int]] = [:]
    for (place, person) in self.people.enumerated() {
      for key in person.keys { groups[key, default: []].append(place) }
    }
    self.groups = groups.filter { $0.value.count > 1 }
  }

  /// Returns pairs in the order of their codes.
  ///
  /// - Parameters:
  ///   - after: the pair after which to begin; nil for the first.
  ///   - most: the most pairs.
  ///   - meant: the code of a person to whom each pair belongs; nil for all pairs.
  /// - Returns: the pairs, each with its reasons in order.
  public func pairs(
    after: ListDuplicates.Place?, most: Int, of meant: String? = nil
  ) -> [ListDuplicates.Pair] {
    var pairs: [ListDuplicates.Pair] = []
    for (place, person) in people.enumerated() {
      if let after, person.code < after.personA { continue }
      for other in candidates(after: place) {
        if let after, person.code == after.personA, other.code <= after.personB { continue }
        guard merges.person(person.code) != merges.person(other.code) else { continue }
        if let meant, person.code != meant, other.code != meant { continue }
        let reasons = person.reasons(beside: other)
        guard !reasons.isEmpty else { continue }
        pairs.append(.init(personA: person.code, personB: other.code, reasons: reasons))
        if pairs.count == most { return pairs }
      }
    }
    return pairs
  }

  /// Returns the people behind a place who share a key with the person there, in order.
  private func candidates(after place: Int) -> [Compared] {
    var found: Set<Int> = []
    for key in people[place].keys {
      for other in (groups[key] ?? []).reversed() {
        guard other > place else { break }
        found.insert(other)
      }
    }
    return found.sorted().map { people[$0] }
  }

  /// What two people of a pair have in common.
  private enum Key: Hashable {
    /// The address.
    case email([UInt8])
    /// The two names, that which comes first first: so swapped names have the same key.
    case names([UInt8], [UInt8])
    /// The beginning of the text “family given” in a structure, and how long the shorter text of the two is.
    case beginning(String, Int, ArraySlice<UInt8>)
    /// The end of that text, likewise.
    case end(String, Int, ArraySlice<UInt8>)
  }

  /// A person's names and address as they are compared.
  private struct Compared {
    let code: String
    let family, given, email: [UInt8]
    /// The names with a blank between them.
    let text: [UInt8]
    let structures: Set<String>

    init(_ person: NamedPerson) {
      code = person.code
      family = NameForm.name(person.familyName)
      given = NameForm.name(person.givenName)
      email = NameForm.address(person.email)
      text = family + [UInt8(ascii: " ")] + given
      structures = person.structures
    }

    /// Whether something is left of both names.
    private var hasNames: Bool { !family.isEmpty && !given.isEmpty }

    var keys: [Key] {
      var keys: [Key] = []
      if !email.isEmpty { keys.append(.email(email)) }
      if hasNames {
        let isInOrder = family.lexicographicallyPrecedes(given)
        keys.append(isInOrder ? .names(family, given) : .names(given, family))
      }
      // Of two texts one character apart, the difference lies either behind the first half of the shorter one or before the other
      // half. So they have the first half in common, or the other one. The other text may be as long, longer or shorter by one.
      for structure in structures {
        for shorter in [text.count, text.count - 1] {
          let half = shorter / 2
          keys.append(.beginning(structure, shorter, text.prefix(half)))
          keys.append(.end(structure, shorter, text.suffix(shorter - half)))
        }
      }
      return keys
    }

    func reasons(beside other: Compared) -> [String] {
      var reasons: [String] = []
      if hasNames, family == other.family, given == other.given {
        reasons.append("SAME_NAME")
      } else if hasNames, family == other.given, given == other.family {
        reasons.append("NAMES_SWAPPED")
      } else if NameForm.isOneCharacterApart(text, other.text),
        !structures.isDisjoint(with: other.structures)
      {
        reasons.append("CLOSE_NAME")
      }
      if !email.isEmpty, email == other.email { reasons.append("SAME_EMAIL") }
      return reasons.sorted()
    }
  }
}

extension Duplicates {
  /// Returns the people who may be one person with somebody who is not among them.
  ///
  /// - Parameters:
  ///   - newcomer: somebody who is not recorded yet; the code does not matter.
  ///   - people: those who are.
  ///   - merges: which entries are one person: who is like any of them is like the person.
  ///   - most: the most people.
  /// - Returns: their codes in order, each once and with the reasons in order.
  public static func people(
    like newcomer: NamedPerson, among people: [NamedPerson], merges: Merges = Merges([]), most: Int
  ) -> [(code: String, reasons: [String])] {
    let newcomer = Compared(newcomer)
    var found: [String: Set<String>] = [:]
    for entry in people {
      let reasons = newcomer.reasons(beside: Compared(entry))
      if !reasons.isEmpty { found[merges.person(entry.code), default: []].formUnion(reasons) }
    }
    return found.sorted { $0.key < $1.key }.prefix(most)
      .map { (code: $0.key, reasons: $0.value.sorted()) }
  }
}

/// The forms in which names and addresses are compared. Source: acceptance/year.md, “Duplicates”.
enum NameForm {
  /// A name in NFKD, in small letters, œ and æ spelled out; only a-z and 0-9 are kept.
  static func name(_ name: String) -> [UInt8] {
    var kept: [UInt8] = []
    for scalar in name.decomposedStringWithCompatibilityMapping.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": kept.append(UInt8(scalar.value))
      case "A"..."Z": kept.append(UInt8(scalar.value) + 32)
      case "œ", "Œ": kept += "oe".utf8
      case "æ", "Æ": kept += "ae".utf8
      default: break
      }
    }
    return kept
  }

  /// An address without white space around it, in lower case code point by code point. Two addresses are the same only if their bytes are:
  /// comparing texts would take é and e with an accent after it for the same.
  static func address(_ address: String) -> [UInt8] {
    let scalars = Array(address.unicodeScalars)
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return [] }
    return scalars[first...last].flatMap { Array($0.properties.lowercaseMapping.utf8) }
  }

  /// Whether one insertion, deletion or replacement, no fewer and no more, makes the one text of the other; in one pass.
  static func isOneCharacterApart(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    let (short, long) = one.count <= other.count ? (one, other) : (other, one)
    guard long.count - short.count <= 1 else { return false }
    let difference = short.indices.first { short[$0] != long[$0] } ?? short.count
    guard difference < long.count else { return false }
    let isReplaced = short.count == long.count
    return short[(isReplaced ? difference + 1 : difference)...] == long[(difference + 1)...]
  }
}
