import Contracts
import FactKinds
import PortalDomain
import Tabular
import Testing
import Values

@Suite("Forms of facts on pages")
struct FactFormTests {
  private let element = FactForm(
    .elements, asks: ["label", "linked_to", "since", "until"],
    fixed: ["structure_code": "S01", "element_code": "O1"])

  private func form(_ text: String) throws -> FormFields {
    try #require(FormFields(text.utf8))
  }

  @Test("a form asks for the columns of the declaration, each in its own way")
  func fields() {
    let inputs: [FactForm.Input] = [
      .text, .codes, .line(isNumber: false), .line(isNumber: false),
    ]
    #expect(element.fields.map(\.input) == inputs)
    #expect(element.fields.map(\.isNeeded) == [true, false, true, false])
    #expect(element.keyCells == ["structure_code": "S01", "element_code": "O1"])
    let people = FactForm(.participants, asks: ["audience", "people", "nothing"], fixed: [:])
    #expect(people.fields.map(\.column.name) == ["audience", "people"])
    #expect(people.fields[0].input == .choice(["inhabitants", "professionals", "partners"]))
    #expect(people.fields[1].input == .line(isNumber: true))
    let end = FactForm(.elements, asks: ["until"], fixed: [:], needed: ["until"])
    #expect(end.fields[0].isNeeded && end.missing(in: ["until": ""]) == ["until"])
  }

  @Test("what people type is read as the file has it; what nobody can read goes as it was typed")
  func reading() throws {
    let sent = try form(
      "label=+Un+lieu%0D%0Apour+tous+&linked_to%3AP1=oui&linked_to%3AA2=oui&linked_to=A2%2C+P3"
        + "&since=4%2F6%2F2026&until=demain")
    let typed = element.typed(in: sent)
    #expect(typed["label"] == " Un lieu\npour tous ")
    // The word of the line first, then the boxes in order; A2 comes twice and counts once.
    #expect(typed["linked_to"] == "A2 P3 P1")
    let cells = element.cells(typed)
    #expect(cells["label"] == "Un lieu\npour tous" && cells["since"] == "2026-06-04")
    #expect(cells["until"] == "demain" && cells["linked_to"] == "A2 P3 P1")
    // No box is ticked: the links are taken away. A field that did not come is left alone.
    let empty = element.cells(element.typed(in: try form("label=x&linked_to=")))
    #expect(empty == ["label": "x", "linked_to": ""])
    #expect(element.missing(in: empty) == ["since"])
    #expect(element.cells(element.typed(in: try form("label=x"))) == ["label": "x"])
    let people = FactForm(.participants, asks: ["people"], fixed: [:])
    #expect(people.cells(people.typed(in: try form("people=1+200")))["people"] == "1200")
    #expect(people.cells(people.typed(in: try form("people=douze")))["people"] == "douze")
  }

  @Test(
    "of two changes at once the ones to different fields stand, and the same field is asked about")
  func merging() {
    let seen = ["label": "Un lieu", "linked_to": "P1 P2", "since": "2026-01-01"]
    let present = ["label": "Un lieu ouvert", "linked_to": "P1", "since": "2026-01-01"]
    // The other person changed label and links; here label and since were changed.
    let merge = element.merged(
      ["label": "Deux lieux", "linked_to": "P2 P1", "since": "01/02/2026"], seen: seen,
      present: present)
    #expect(merge.theirs == ["label": "Un lieu ouvert"])
    #expect(merge.typed["label"] == "Deux lieux" && merge.typed["since"] == "01/02/2026")
    #expect(merge.typed["linked_to"] == "P1")
    // Both wrote the same: nothing is asked.
    let same = element.merged(["label": "Un lieu ouvert "], seen: seen, present: present)
    #expect(same.theirs.isEmpty && same.typed["label"] == "Un lieu ouvert")
  }

  @Test("a new code is the number behind the greatest one of its letter")
  func codes() {
    #expect(NextCode.after([String](), letter: "E") == "E1")
    #expect(NextCode.after(["E1", "E9", "E10", "P12", "E", "Ex", "E3b"], letter: "E") == "E11")
    #expect(NextCode.after(["E99999999999999999999"], letter: "E") == "E1")
  }

  private func version(_ cause: String, _ principal: String) -> ListVersions.Version {
    ListVersions.Version(
      key: ["S01", "E1"], version: 1, recordedAt: Instant(microseconds: 0), cause: cause,
      file: nil, row: nil, principal: principal, roles: nil, isCurrent: false, isWithdrawn: nil,
      cells: [:])
  }

  @Test("the last own change may be taken back; once it was, the one below it, if it is one's own")
  func undoing() {
    let me = "person:P03/structure/S01"
    let first = version("one/2", me)
    let second = version("two/2", me)
    let back = version("undo/two/2", me)
    #expect(FactHistory.undoable([first, second], by: me) == "two")
    #expect(FactHistory.undoable([first, second, back], by: me) == "one")
    #expect(FactHistory.undoable([first, version("undo/one/2", me)], by: me) == nil)
    #expect(FactHistory.undoable([first, version("three/2", "pilot")], by: me) == nil)
    // A row of a form has no import of its own.
    #expect(FactHistory.undoable([first, version("diagnosis/S01/2", me)], by: me) == nil)
  }

  @Test("what a part lacks is added below it, or linked")
  func steps() {
    #expect(DiagnosisStep(mending: "NO_AXIS", of: .problem) == .add(.axis))
    #expect(DiagnosisStep(mending: "NO_OBJECTIVE", of: .axis) == .add(.objective))
    #expect(DiagnosisStep(mending: "NO_OBJECTIVE", of: .answer) == .link)
    #expect(DiagnosisStep(mending: "NO_ANSWER_YET", of: .objective) == .add(.answer))
    #expect(DiagnosisStep(mending: "NO_EVIDENCE", of: .problem) == .link)
    #expect(DiagnosisStep.targets(of: .objective) == [.axis, .problem])
    #expect(Set(ElementKind.allCases.map(DiagnosisStep.letter)) == ["P", "A", "O", "R"])
  }

  @Test("meetings and what is declared of them are one line by body and day, newest first")
  func watching() throws {
    func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
    func meeting(_ code: String, _ on: String, _ state: String, _ response: String?) throws
      -> ListMeetings.Meeting
    {
      ListMeetings.Meeting(
        code: code, body: "B01", bodyName: "Instance", heldOn: try day(on), state: state,
        response: response)
    }
    func row(_ body: String, _ on: String, _ state: String) throws -> ListDeclaredMeetings.Row {
      ListDeclaredMeetings.Row(
        structure: "S01", body: body, heldOn: try day(on), response: "present", state: state,
        meeting: nil, observed: nil)
    }
    let lines = WatchLine.lines(
      [
        try meeting("M1", "2026-01-10", "held", "present"),
        try meeting("M2", "2026-02-10", "held", nil),
        try meeting("M3", "2026-03-10", "cancelled", nil),
        try meeting("M4", "2026-12-10", "held", nil),
        try meeting("M5", "2026-04-10", "held", "absent"),
      ],
      [
        try row("B02", "2026-05-10", "declared"), try row("B01", "2026-04-10", "contradicted"),
      ], names: ["B02": "Autre instance"])
    let today = try day("2026-06-02")
    #expect(lines.map { $0.meeting?.code ?? "–" } == ["M4", "–", "M5", "M3", "M2", "M1"])
    #expect(
      lines.map { $0.state(on: today) } == [
        .toCome, .declared, .contradicted, .cancelled, .unsaid, .recorded,
      ])
    #expect(lines[1].bodyName == "Autre instance" && lines[2].declared?.state == "contradicted")
  }
}
