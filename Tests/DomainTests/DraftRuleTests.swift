import CodebookRules
import Foundation
import PortalDomain
import Testing
import Values

@testable import Contracts

@Suite("Drafts of answers")
struct DraftRuleTests {
  private let now = Instant("2026-06-02T08:00:00Z")!

  private func question(
    _ name: String = "n", _ kind: FormQuestion.Kind = .number(isWhole: false), least: Int? = 0
  ) -> FormQuestion {
    FormQuestion(name, section: "money", kind: kind, least: least.map { Amount($0) })
  }

  private func value(
    _ typed: String, version: Int = 1, person: String = "P1", former: String = ""
  ) -> DraftValue {
    DraftValue(
      typed: typed, version: version, person: person, name: "Noa", savedAt: now, former: former)
  }

  @Test(
    "numbers are read as people type them, and what could be two numbers is none",
    arguments: [
      ("712 480", "712480"), ("712\u{202F}480", "712480"), ("11,9", "11.9"), ("11.90", "11.9"),
      ("96 000 €", "96000"), ("−7 150", "-7150"), ("-7150,5", "-7150.5"), ("007", "7"),
      ("-0", "0"), (" 12\n", "12"), ("1 234 567,25 €", "1234567.25"), ("18 500 + 4 000", nil),
      ("18 500 4 000", nil), ("1,234,567", nil), ("1234 567", nil), ("12,", nil), (",5", nil),
      ("", nil), ("€", nil), ("onze", nil), ("1e3", nil),
    ] as [(String, String?)])
  func numbers(typed: String, number: String?) {
    #expect(TypedText.number(typed) == number)
  }

  @Test("a question says what is wrong with a text, and takes NC everywhere")
  func reading() {
    #expect(question().read("18 500 + 4 000") == .fault(.noNumber))
    #expect(question().read("-5") == .fault(.tooSmall("0")))
    #expect(question().read("2 000 000 000") == .fault(.tooLarge(nil)))
    #expect(question("n", .number(isWhole: true)).read("11,5") == .fault(.noWholeNumber))
    #expect(question("n", .number(isWhole: true)).read("11,0") == .value("11"))
    #expect(question("d", .day).read("31/12/2025") == .value("2025-12-31"))
    #expect(question("d", .day).read("31/02/2025") == .fault(.noDay))
    #expect(question("f", .flag(yes: "oui", no: "non")).read("Oui") == .value("true"))
    #expect(question("f", .flag(yes: "oui", no: "non")).cell("true") == "oui")
    #expect(question("c", .choice(["a"])).read("b") == .fault(.notListed))
    for kind: FormQuestion.Kind in [.text, .day, .number(isWhole: true), .choice(["a"])] {
      #expect(question("x", kind).read(" nc ") == .notKnown)
      #expect(question("x", kind).read(" ") == .empty)
    }
    #expect(question().isSame("712480", "712 480,0 €"))
    #expect(!question().isSame("712480", "712481") && question().isSame("abc ", "abc"))
  }

  @Test("different fields never conflict; the same one does only where both changed it")
  func merging() {
    let question = question()
    func merge(
      _ typed: String, seen: Int, before: String?, _ present: DraftValue?
    ) -> DraftMerge {
      DraftMerge(
        of: typed, seen: seen, before: before, present: present, isSame: question.isSame)
    }
    // Nobody has written it: what was taken over is written the first time that it is left.
    #expect(merge("11,9", seen: 0, before: "11.9", nil) == .write)
    #expect(merge("", seen: 0, before: nil, nil) == .same)
    #expect(merge("", seen: 0, before: "11.9", nil) == .write)
    // The version that the form showed stands still.
    #expect(merge("5", seen: 3, before: "4", value("4", version: 3)) == .write)
    // Somebody else wrote version 4; this form did not change the field, or says the same.
    #expect(merge("4", seen: 3, before: "4", value("6", version: 4)) == .same)
    #expect(merge("6,0", seen: 3, before: "4", value("6", version: 4)) == .same)
    // Both changed it.
    #expect(merge("5", seen: 3, before: "4", value("6", version: 4)) == .conflict)
    #expect(merge("5", seen: 0, before: nil, value("6", version: 1)) == .conflict)
    #expect(merge("5", seen: 99, before: nil, value("6", version: 1)) == .conflict)
  }

  @Test("who wrote over something is told to the others, not to itself")
  func told() {
    #expect(value("6", former: "4").isToldTo("P2"))
    #expect(!value("6", former: "4").isToldTo("P1"))
    #expect(!value("6", former: "").isToldTo("P2") && !value("6", former: "6").isToldTo("P2"))
  }

  /// 100 = 60 + 40; the result is 100 − 90 = 10.
  private static let codebook = #"""
    {"rules": [
      {"kind": "sum", "total": "total", "parts": ["a", "b"], "within": 1},
      {"kind": "difference", "field": "rest", "plus": "total", "minus": "spent"},
      {"kind": "change", "percent": 50, "fields": ["a"]}],
     "fields": []}
    """#

  private func form(_ typed: [String: String], last: [String: String] = [:]) throws -> DraftForm {
    let codebook = try JSONDecoder().decode(Codebook.self, from: Data(Self.codebook.utf8))
    let names = ["total", "spent", "a", "b", "rest"]
    return DraftForm(
      names.map { question($0, least: nil) }, codebook, last: last,
      fields: typed.mapValues { value($0) })
  }

  @Test("a rule works out what it asks, and one of which a part cannot be read waits for it")
  func rules() throws {
    let right = try form(["total": "100", "spent": "90", "a": "60", "b": "40", "rest": "10"])
    #expect(right.remarks.isEmpty && right.progress.isDone && right.firstOpen == nil)
    let wrong = try form(["total": "100", "spent": "90", "a": "60", "b": "30", "rest": "12"])
    #expect(wrong.remarks.map(\.code) == ["SUM_DIFFERS", "DIFFERENCE_DIFFERS"])
    #expect(wrong.remarks.map(\.result) == ["90", "10"])
    #expect(wrong.remarks.map(\.fields) == [["a", "b", "total"], ["total", "spent", "rest"]])
    #expect(wrong.progress.toSettle == 2 && wrong.progress.answered == 5)
    let unread = try form(["total": "100", "a": "soixante", "b": "40"])
    #expect(unread.remarks.map(\.waitsFor) == ["a"] && unread.remarks.map(\.code) == [nil])
    #expect(unread.progress.toSettle == 1 && unread.progress.answered == 2)
    #expect(unread.cells == ["total": "100", "b": "40"])
  }

  @Test("a value that changed much is asked about until that value is confirmed")
  func confirming() throws {
    let last = ["a": "20"]
    let open = try form(["a": "60"], last: last)
    #expect(open.progress.toConfirm == 1 && open.remarks.map(\.result) == ["20"])
    #expect(try form(["a": "60", "a-yes": "60"], last: last).progress.toConfirm == 0)
    #expect(try form(["a": "70", "a-yes": "60"], last: last).progress.toConfirm == 1)
    #expect(try form(["a": "25"], last: last).progress.toConfirm == 0)
  }

  @Test("an answer's text is the same in whichever order its cells come, and one line a cell")
  func text() {
    let text = AnswerText.text(
      campaign: "2026", structure: "S01", ["b": "2", "a": "x\ny\\z", "c": ""])
    #expect(text == "vigie-answer 1\ncampaign 2026\nstructure S01\na=x\\ny\\\\z\nb=2\n")
    // printf 'vigie-answer 1\ncampaign 2026\nstructure S01\nb=2\n' | sha256sum
    let plain = AnswerText.text(campaign: "2026", structure: "S01", ["b": "2"])
    #expect(
      AnswerText.digest(plain) == "4e4160778c99ebffd3d4a1ea44b09ac211cee6b97d28534c222d6dec01911624"
    )
  }
}
