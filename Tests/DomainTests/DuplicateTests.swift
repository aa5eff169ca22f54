import Contracts
import RegistryDomain
import Testing
import Values

/// Source of the rules and of the golden people: acceptance/year.md, “Duplicates”, and acceptance/golden-year.
@Suite("People who may be one person")
struct DuplicateTests {
  private static func person(
    _ code: String, _ family: String, _ given: String, _ email: String = "",
    in structures: Set<String> = []
  ) -> NamedPerson {
    NamedPerson(
      code: code, familyName: family, givenName: given, email: email, structures: structures)
  }

  /// The pairs, each as a line.
  private static func pairs(_ people: [NamedPerson]) -> [String] {
    Duplicates(people).pairs(after: nil, most: 1000).map(line)
  }

  private static func line(_ pair: ListDuplicates.Pair) -> String {
    ([pair.personA, pair.personB] + pair.reasons).joined(separator: " ")
  }

  /// The pair of two people, P01 and P02, of whom only the names are known.
  private static func reason(
    _ one: (String, String), _ other: (String, String), in structures: Set<String> = []
  ) -> [String] {
    pairs([
      person("P01", one.0, one.1, in: structures), person("P02", other.0, other.1, in: structures),
    ])
  }

  @Test("the golden year's seven pairs, and those that are none")
  func golden() {
    let people = [
      Self.person("P82", "Fictif-Deux", "Lettres", in: ["S03"]),
      Self.person("P83", "Fictif-Deuxxx", "Lettres", in: ["S03"]),
      Self.person("P01", "Fictif-P01", "Alix", "p01@example.org", in: ["S01"]),
      Self.person("P09", "Fictif-P09", "Alix", "p09@example.org", in: ["S12"]),
      Self.person("P02", "Imaginaire-P02", "Camille", "p02@example.org"),
      Self.person("P03", "Exemplaire-P03", "Dominique", "p03@example.org", in: ["S01"]),
      Self.person("P04", "Inventée-P04", "Maxence", "p04@example.org"),
      Self.person("P05", "Fictif-P05", "Sacha", "p05@example.org"),
      Self.person("P32", "Exemplaire-P32", "Lou", "p32@example.org", in: ["S11"]),
      Self.person("P70", "Fictif-Courriel", "Un", " P01@Example.ORG\u{A0}"),
      Self.person("P71", "IMAGINAIRE P02", "camille", "P02@example.org"),
      Self.person("P72", "Inventee p04", "Maxence"), Self.person("P73", "Sacha", "Fictif-P05"),
      Self.person("P74", "Exemplaire-P03b", "Dominique", in: ["S01"]),
      Self.person("P75", "Exemplaire-P32c", "Lou", in: ["S02"]),
      Self.person("P76", "Fictif", "Fictif"), Self.person("P77", "FICTIF", "fictif"),
      Self.person("P78", "Lebœuf-Fictif", "Noé"), Self.person("P79", "Leboeuf Fictif", "NOE"),
      Self.person("P80", "—", "Alix", "  "), Self.person("P81", "…", "Alix", "   "),
    ]

    #expect(
      Self.pairs(people) == [
        "P01 P70 SAME_EMAIL", "P02 P71 SAME_EMAIL SAME_NAME", "P03 P74 CLOSE_NAME",
        "P04 P72 SAME_NAME", "P05 P73 NAMES_SWAPPED", "P76 P77 SAME_NAME", "P78 P79 SAME_NAME",
      ])
  }

  @Test("names are compared in NFKD, and only a-z and 0-9 are kept of them")
  func names() {
    // Wide letters and the ligature ﬁ are compatible with plain ones, Kelvin's sign is K; ß and ı are no letters of a-z.
    #expect(Self.reason(("Ｄｕｐｏｎｔ", "Zoé"), ("du pont", "ZOE\u{301}")) == ["P01 P02 SAME_NAME"])
    #expect(Self.reason(("ﬁlm", "\u{212A}"), ("FILM", "k")) == ["P01 P02 SAME_NAME"])
    #expect(Self.reason(("Groß", "Ædıl"), ("Gro", "aedl")) == ["P01 P02 SAME_NAME"])
    #expect(Self.reason(("Œ2", "½"), ("oe2", "12")) == ["P01 P02 SAME_NAME"])
    #expect(Self.reason(("Ж", "Anna"), ("Щ", "Anna")).isEmpty)
  }

  @Test(
    "addresses are the same code point by code point, in lower case, without white space around")
  func addresses() {
    func isSame(_ one: String, _ other: String) -> Bool {
      Self.pairs([Self.person("P01", "a", "b", one), Self.person("P02", "c", "d", other)])
        == ["P01 P02 SAME_EMAIL"]
    }

    #expect(isSame("\u{3000}É@X\u{2029}", "é@x"))
    // Canonically the same, but other code points.
    #expect(!isSame("é@x", "e\u{301}@x"))
    // Each character's own lower case: a final Σ becomes σ, as any other does.
    #expect(isSame("ΟΣ@x", "οσ@x") && !isSame("ΟΣ@x", "ος@x"))
    // U+200B is no white space.
    #expect(!isSame("a@x\u{200B}", "a@x") && !isSame("", " ") && !isSame("a @x", "a@x"))
  }

  @Test(
    "a name is close by one insertion, deletion or replacement, where both have a mandate in one same structure"
  )
  func close() {
    let close = ["P01 P02 CLOSE_NAME"]
    for other in ["dupon", "upont", "duont", "duponte", "xdupont", "dupxont", "dipont", "dupond"] {
      #expect(Self.reason(("Dupont", "Lou"), (other, "Lou"), in: ["S01"]) == close, "\(other)")
      #expect(Self.reason(("Dupont", "Lou"), (other, "Lou")).isEmpty, "\(other)")
    }
    #expect(Self.reason(("Dupont", "Lou"), ("Dupont", "Loue"), in: ["S01", "S02"]) == close)
    // Two changes, even where the letters are the same: the blank between the names counts.
    #expect(Self.reason(("Dupont", "Lou"), ("Dupnot", "Lou"), in: ["S01"]).isEmpty)
    #expect(Self.reason(("Dupont", "Lou"), ("Dupon", "tLou"), in: ["S01"]).isEmpty)
    // Nothing is left of “…”: the texts are “ alix” and “b alix”, then twice “ alix”, which is no change.
    #expect(Self.reason(("…", "Alix"), ("B", "Alix"), in: ["S01"]) == close)
    #expect(Self.reason(("…", "Alix"), ("—", "Alix"), in: ["S01"]).isEmpty)
    // The other structure's mandate does not help.
    #expect(
      Self.pairs([
        Self.person("P01", "Dupont", "Lou", in: ["S01", "S02"]),
        Self.person("P02", "Dupond", "Lou", in: ["S03"]),
        Self.person("P03", "Dupon", "Lou", in: ["S02", "S03"]),
      ]) == ["P01 P03 CLOSE_NAME", "P02 P03 CLOSE_NAME"])
  }

  @Test("finds what comparing everybody with everybody finds, page by page too", arguments: 0..<60)
  func everybody(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    func text() -> String {
      String((0..<random.number(0...4)).map { _ in random.chance(50) ? "a" : "b" })
    }
    let people = (10..<(10 + random.number(1...60))).map { number in
      let structures = (0..<random.number(0...2)).map { _ in "S\(random.number(1...4))" }
      return Self.person(
        "P\(number)", text(), text(), random.chance(20) ? "\(text())@x" : "", in: Set(structures))
    }
    var expected: [String] = []
    for (index, one) in people.enumerated() {
      for other in people[(index + 1)...] {
        let reasons = Self.reasons(one, other)
        if !reasons.isEmpty {
          expected.append(([one.code, other.code] + reasons).joined(separator: " "))
        }
      }
    }

    let duplicates = Duplicates(people.reversed())
    var paged: [ListDuplicates.Pair] = []
    var page = duplicates.pairs(after: nil, most: 7)
    while let last = page.last {
      paged += page
      page = duplicates.pairs(after: last.place, most: 7)
    }

    #expect(duplicates.pairs(after: nil, most: 10_000).map(Self.line) == expected)
    #expect(paged.map(Self.line) == expected)
    // Those of one person are the same pairs, and no others.
    #expect(
      duplicates.pairs(after: nil, most: 10_000, of: "P11").map(Self.line)
        == expected.filter { $0.hasPrefix("P11 ") || $0.contains(" P11 ") })
  }

  /// The reasons of two people whose names have small letters only, as year.md words them.
  private static func reasons(_ one: NamedPerson, _ other: NamedPerson) -> [String] {
    let hasNames = !one.familyName.isEmpty && !one.givenName.isEmpty
    let isSame =
      hasNames && one.familyName == other.familyName && one.givenName == other.givenName
    let isSwapped =
      hasNames && one.familyName == other.givenName && one.givenName == other.familyName
      && one.familyName != one.givenName
    let isClose =
      !isSame && !isSwapped && !one.structures.isDisjoint(with: other.structures)
      && isOneApart(
        "\(one.familyName) \(one.givenName)", "\(other.familyName) \(other.givenName)")
    return [
      ("CLOSE_NAME", isClose), ("NAMES_SWAPPED", isSwapped),
      ("SAME_EMAIL", !one.email.isEmpty && one.email == other.email), ("SAME_NAME", isSame),
    ].filter { $0.1 }.map { $0.0 }
  }

  private static func isOneApart(_ one: String, _ other: String) -> Bool {
    func deletions(_ text: String) -> [String] {
      text.indices.map { index in
        var shorter = text
        shorter.remove(at: index)
        return shorter
      }
    }
    if one.count == other.count { return zip(one, other).count { $0 != $1 } == 1 }
    return deletions(one).contains(other) || deletions(other).contains(one)
  }
}
