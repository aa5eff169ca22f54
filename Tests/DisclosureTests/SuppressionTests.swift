import TestSupport
import Testing

@testable import Disclosure

/// Expected verdicts worked out by hand; numbers are in the order `all CS EVS 69M 69D`.
@Suite("What is secret, by hand", .onWaitingThreads)
struct SuppressionTests {
  private static let active = [60, 40, 20, 35, 25]

  @Test("numbers that single nobody out are shown, zeros and full houses included")
  func shown() {
    let publication = Publication(
      figures("I4", [30, 20, 10, 25, 5], of: Self.active)
        + figures("I2d", [0, 0, 0, 0, 0], of: Self.active)
        + figures("I6-coverage", Self.active, of: Self.active))
    #expect(publication.shown("I4") == ["30", "20", "10", "25", "5"])
    #expect(publication.shown("I2d") == ["0", "0", "0", "0", "0"])
    #expect(publication.shown("I6-coverage") == ["60", "40", "20", "35", "25"])
  }

  @Test(
    "a small part hides all parts and leaves the whole, whether it counts those who have or those who lack",
    arguments: [[30, 26, 4, 20, 10], [30, 14, 16, 20, 10], [30, 12, 18, 20, 10]])
  func parts(numerators: [Int]) {
    let publication = Publication(figures("I4", numerators, of: Self.active))
    // The three cases: 4 of 20 is small itself; 16 of 20 leaves 4; 18 of 20 leaves 2.
    let small = numerators[2]
    #expect(
      publication.shown("I4")
        == ["30", "second", small == 4 || 20 - small < 5 ? "first" : "second", "second", "second"])
    #expect(publication.shownDenominators("I4") == ["60", "40", "20", "35", "25"])
  }

  @Test("a small whole, or one that leaves few, hides everything", arguments: [3, 57])
  func whole(number: Int) {
    let numerators = number == 3 ? [3, 3, 0, 3, 0] : [57, 40, 17, 35, 22]
    let shown = Publication(figures("I4", numerators, of: Self.active)).shown("I4")
    // If the zeros and the full houses were shown, they would give the other cells away.
    #expect(
      shown
        == (number == 3
          ? ["first", "first", "second", "first", "second"]
          : ["first", "second", "first", "second", "first"]))
  }

  @Test("an organisations' number is public, but nothing is said about 3 of them")
  func fewOrganisations() {
    let active = [60, 57, 3, 35, 25]
    let publication = Publication(
      figures("I4", [30, 30, 0, 20, 10], of: active)
        + figures("I2d", [60, 57, 3, 35, 25], of: active)
        + figures("I6-coverage", [0, 0, 0, 0, 0], of: active))
    #expect(publication.shown("I4") == ["30", "second", "first", "second", "second"])
    #expect(publication.shownDenominators("I4") == ["60", "57", "3", "35", "25"])
    // All of 60, or none of 60, would tell about the 3 as well, so the whole is hidden too.
    #expect(publication.shown("I2d") == ["second", "second", "first", "second", "second"])
    #expect(publication.shown("I6-coverage").allSatisfy { Int($0) == nil })
  }

  @Test("where there is one kind only, its part is the whole and no secret")
  func oneKind() {
    let publication = Publication(
      figures("I3a-family_referent", [20, 20, 0, 17, 3], of: [50, 50, 0, 30, 20]))
    #expect(
      publication.shown("I3a-family_referent") == ["20", "20", "0", "second", "first"])
  }

  @Test("who answered is hidden with the answers: 7 of 9 CS answered, and so 5 of 7 is not shown")
  func chain() {
    let network =
      figures("I5-response", [31, 7, 24, 20, 11], of: [50, 9, 41, 30, 20])
      + figures("I5a", [21, 5, 16, 15, 6], of: [31, 7, 24, 20, 11])
      + figures("I5b", [11, 5, 6, 6, 5], of: [31, 7, 24, 20, 11])
    let publication = Publication(network)
    #expect(publication.shown("I5-response") == ["31", "first", "second", "second", "second"])
    // Differences in CS: 9 − 7 = 2 and 7 − 5 = 2.
    #expect(publication.shown("I5a") == ["21", "first", "second", "second", "second"])
    #expect(publication.shownDenominators("I5a") == publication.shown("I5-response"))
    // In 69D 5 of 11 leaves 6, which is enough. But level 1 is I5a − I5b: 16 − 6 = 10 for EVS, and only 6 − 5 = 1 for 69D.
    #expect(publication.shown("I5b") == ["11", "first", "second", "second", "first"])
  }

  @Test("level 1 is the difference of I5a and I5b: 2 of them hide I5b and leave I5a")
  func difference() {
    let network =
      figures("I5-response", [40, 25, 15, 20, 20], of: [60, 40, 20, 35, 25])
      + figures("I5a", [20, 12, 8, 10, 10], of: [40, 25, 15, 20, 20])
      + figures("I5b", [18, 11, 7, 9, 9], of: [40, 25, 15, 20, 20])
    let publication = Publication(network)
    #expect(publication.shown("I5a") == ["20", "12", "8", "10", "10"])
    #expect(publication.shown("I5b") == ["first", "first", "first", "first", "first"])
  }

  @Test("persons in two parts do not add up; participations are shown as much as persons are")
  func persons() {
    let network =
      figures("I2a", [30, 20, 15, 26, 6]) + figures("I2b", [60, 30, 20, 40, 10])
      + figures("I2e", [24, 18, 8, 20, 4])
    let publication = Publication(network)
    #expect(publication.shown("I2a") == ["30", "20", "15", "26", "6"])
    // 6 − 4 = 2 in 69D, and 20 − 18 = 2 among CS. Of all 30 persons, 6 are not employees.
    #expect(publication.shown("I2e") == ["24", "first", "second", "second", "first"])
    let few = Publication(
      figures("I2a", [12, 10, 2, 7, 5]) + figures("I2b", [60, 30, 20, 40, 10]))
    #expect(few.shown("I2a") == ["12", "second", "first", "second", "second"])
    #expect(few.shown("I2b") == ["60", "second", "second", "second", "second"])
  }

  @Test("public facts are never hidden")
  func facts() {
    let publication = Publication(figures("I7b", [2, 1, 1, 2, 0], of: [3, 2, 1, 2, 1]))
    #expect(publication.shown("I7b") == ["2", "1", "1", "2", "0"])
    #expect(publication.shownDenominators("I7b") == ["3", "2", "1", "2", "1"])
  }

  @Test("a figure that lacks a scope is not published")
  func incomplete() {
    #expect(Publication(Array(figures("I4", [9, 9, 0, 9, 0]).dropLast())).shown("I4").isEmpty)
  }

  @Test("the list's names are unique, and what a table needs is in the list")
  func list() {
    let names = PublishedTable.all.map(\.name)
    #expect(Set(names).count == names.count)
    for table in PublishedTable.all { #expect(Set(table.needs).isSubset(of: names)) }
    for code in ["I2c", "I3c-director", "I3c-family_referent"] { #expect(!names.contains(code)) }
  }
}
