/// A table that may leave the pilot's hands: one figure in the five scopes.
///
/// To add one: its line in ``all``; if it is about people, what it is counted within; a name in
/// `Texts.Catalogue`; and what the attacker knows of it in `Tests/Attack`.
public struct PublishedTable: Sendable, Hashable {
  /// What the denominator is.
  public enum Denominator: Sendable, Hashable {
    /// The number of organisations of some sort, which is public.
    case organisations
    /// None: a plain count.
    case one
    /// The numerator of another figure.
    case numerator(String)
    /// How many answered: a count of this name, within the first of the named counts that the figures give.
    case answers(String, within: [String])
  }

  /// How the counts of a table about people are linked with others.
  public struct Links: Sendable, Hashable {
    /// The denominator.
    public var denominator: Denominator
    /// The count that the numerator lies within, where that is nearer than the denominator.
    public var within: String?
    /// A figure that counts other members, and whose numerator in the whole is no less than this one's.
    public var atMost: String?
    /// Whether parts add up to the whole.
    public var addsUp = true
    /// The group of counts that are shown in the same detail. With ``Denominator/answers(_:within:)`` the denominator belongs to
    /// it, else the numerator.
    public var group: String?
  }

  /// The figure's code, and the table's name; `I0` stands for each `I0:CODE`.
  public let name: String
  /// Nil for public facts on named organisations, which are published in full.
  public let links: Links?
  /// Figures without which the table is refused: its own, and those that decide with it what is secret.
  public let needs: [String]

  /// Whether small numbers are secret.
  public var isAboutPeople: Bool { links != nil }

  /// Whether a figure belongs to this table.
  public func holds(_ code: String) -> Bool {
    code == name || (name == "I0" && code.hasPrefix("I0:"))
  }

  /// The fixed list.
  ///
  /// Left out are I2c and I3c, since an hour or a day is not a person, so that no threshold holds; and bounds, absences and lists
  /// of structures of every figure.
  public static let all: [PublishedTable] = [
    people(
      "I0", .answers("answers", within: ["I6-coverage of"]), group: "answers",
      needs: ["I5-response", "I6-coverage"]),
    facts("I1"), facts("I1-restated"), facts("I1-on-time"),
    people("I2a", .one, addsUp: false, group: "persons", needs: ["I2b"]),
    people("I2b", .one, addsUp: false, group: "persons", needs: ["I2a"]),
    people("I2d", .organisations, atMost: "I2b", needs: ["I2a", "I2b"]),
    people("I2e", .one, within: "I2a", addsUp: false, needs: ["I2a", "I2b"]),
    people("I3a-director", .organisations),
    people("I3a-family_referent", .organisations),
    people("I4", .organisations),
    people("I5a", .numerator("I5-response"), needs: ["I5-response"]),
    people("I5b", .numerator("I5-response"), within: "I5a", needs: ["I5-response", "I5a"]),
    people("I5-response", .organisations, group: "answers", needs: ["I6-coverage"]),
    people("I6", .numerator("I6-coverage"), needs: ["I6-coverage"]),
    people("I6-coverage", .organisations),
    people(
      "I7a", .answers("I7a of", within: ["answers", "I6-coverage of"]),
      needs: ["I5-response", "I6-coverage"]),
    facts("I7b"), facts("I7c"),
  ]

  private static func facts(_ name: String) -> PublishedTable {
    PublishedTable(name: name, links: nil, needs: [name])
  }

  private static func people(
    _ name: String, _ denominator: Denominator, within: String? = nil,
    atMost: String? = nil, addsUp: Bool = true, group: String? = nil, needs: [String] = []
  ) -> PublishedTable {
    PublishedTable(
      name: name,
      links: Links(
        denominator: denominator, within: within, atMost: atMost, addsUp: addsUp, group: group),
      needs: [name] + needs)
  }
}
