import Contracts
import Foundation
import TestSupport
import Testing

/// The mandates and people are those of the golden network.
@Suite("Who arrives, leaves and stands in", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct MandateCommandTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func vigie(_ line: String) throws -> RunningSystem.Result {
    try RunningSystem.vigie(
      line.split(separator: " ").map(String.init) + ["--lang", "en"], home: system.home)
  }

  private func mandate(_ line: String) throws -> RunningSystem.Result {
    try vigie("registry mandate \(line)")
  }

  private func isKnown(_ record: String) throws -> Bool {
    try vigie("history \(record)").code == 0
  }

  @Test(
    "an arrival is shown with what is to be looked at, recorded once somebody agrees, and undone")
  func arrival() throws {
    // P20 is the family referent of S01.
    let line = "arrive S01 P26 --function family_referent --on 2026-02-01"
    let asked = try mandate(line)
    #expect(asked.code == 64 && asked.errors.contains("--yes is needed"), "\(asked.errors)")
    #expect(asked.output.contains("To be added: mandates P26 S01 family_referent 2026-02-01"))
    #expect(asked.output.tells("column function, “family_referent”: to check [POST_HELD]"))
    #expect(asked.output.contains("(P20)") && !asked.output.contains("SECOND_OPEN_POST"))
    #expect(try !isKnown("mandates P26 S01"))

    let made = try mandate("\(line) --yes")
    #expect(made.code == 0 && made.output.contains("Recorded: mandates P26 S01"), "\(made.errors)")
    let undo = try made.importID()
    #expect(try vigie("undo \(undo)").output.contains("1 withdrawn"))

    // P03 directs S01, and P08 directs S05.
    let second = try mandate("arrive S01 P08 --function director --on 2026-02-01 --yes")
    #expect(second.code == 0, "\(second.output) \(second.errors)")
    for (code, beside) in [
      ("POST_HELD", "(P03)"), ("DIRECTORS_OVERLAP", "(P03)"), ("SECOND_OPEN_POST", "(S05)"),
    ] {
      let told = second.output.split(separator: "\n").first { $0.hasSuffix("[\(code)]") }
      #expect(told?.contains(beside) == true, "\(code): \(second.output)")
    }
    let closed = try mandate("arrive S09 P26 --function other --on 2026-02-01 --until 2026-03-01")
    #expect(
      closed.output.tells("column from, “2026-02-01”: to check [STRUCTURE_CLOSED]"),
      "\(closed.output)")
    #expect(closed.output.contains("(2025-06-30)"))
  }

  @Test("who arrives under a merged code is not told that they hold the post themselves")
  func mergedCode() throws {
    // P20 is the family referent of S01; P63 becomes another code of theirs.
    let merged = try vigie("people merge P63 P20 --yes")
    #expect(merged.code == 0, "\(merged.output) \(merged.errors)")
    let asked = try mandate("arrive S01 P63 --function family_referent --on 2026-02-01")
    #expect(asked.code == 64 && asked.output.contains("To be added: mandates P63 S01"))
    #expect(!asked.output.contains("POST_HELD"), "\(asked.output)")
  }

  @Test("somebody new is recorded first, under a free code; whom they may be is told before")
  func newcomer() throws {
    let line =
      "arrive S01 --family-name Exemplaire-P03b --given-name Dominique --function other --on 2026-02-01"
    let asked = try mandate(line)
    #expect(asked.code == 64, "\(asked.errors)")
    // P03 is Dominique Exemplaire-P03, and directs S01; the last code of the golden network is P63.
    #expect(
      asked.output.tells("column person_code, “P64”: to check [CLOSE_NAME]"), "\(asked.output)")
    #expect(asked.output.contains("(P03)") && asked.output.contains("To be added: people P64"))
    #expect(try !isKnown("people P64"))

    let nowhere = try mandate("\(line.replacing("S01", with: "S99")) --yes")
    #expect(nowhere.code == 1 && nowhere.errors.contains("STRUCTURE_UNKNOWN"), "\(nowhere.errors)")
    let reversed = try mandate("\(line) --until 2026-01-31 --yes")
    #expect(reversed.code == 64 && reversed.errors.contains("--until"), "\(reversed.errors)")
    #expect(try !isKnown("people P64"))

    let made = try mandate("\(line) --email new@example.org --yes")
    #expect(made.code == 0, "\(made.output) \(made.errors)")
    #expect(made.output.contains("Recorded: people P64"))
    #expect(made.output.contains("Recorded: mandates P64 S01 other 2026-02-01"))
    #expect(try isKnown("people P64"))
    #expect(try isKnown("mandates P64 S01"))

    for wrong in ["", "P26 --given-name Noé", "--family-name Fictif"] {
      let told = try mandate("arrive S01 \(wrong) --function other")
      #expect(told.code == 64 && told.errors.contains("--family-name"), "\(told.errors)")
    }
  }

  @Test("whoever leaves has one mandate in force that day, which ends with its reason")
  func departure() throws {
    let line = "leave S01 P03 --function director --reason mobility"
    let made = try mandate("\(line) --on 2026-08-31 --yes")
    #expect(made.code == 0, "\(made.output) \(made.errors)")
    #expect(made.output.contains("To be changed: mandates P03 S01 director 2025-06-01"))
    #expect(made.output.contains("2026-08-31") && made.output.contains("mobility"))
    let again = try mandate("\(line) --on 2026-09-01 --yes")
    #expect(again.code == 1, "\(again.output)")
    #expect(again.errors.contains("does not hold the post “director”"), "\(again.errors)")
    // P13 has two mandates in S15 that overlap in June 2025.
    let several = try mandate(
      "leave S15 P13 --function director --reason other --on 2025-06-15 --yes")
    #expect(several.code == 1, "\(several.output)")
    #expect(several.errors.contains("since 2024-06-01, 2025-06-01"), "\(several.errors)")
  }

  @Test("a stand-in holds the post for the time being, beside whoever holds it")
  func interim() throws {
    let made = try mandate(
      "stand-in S01 P26 --function director --on 2026-01-05 --until 2026-06-30 --yes")
    #expect(made.code == 0, "\(made.output) \(made.errors)")
    #expect(made.output.contains("Recorded: mandates P26 S01 director 2026-01-05"))
    #expect(made.output.contains(#/interim +true/#) && made.output.contains("2026-06-30"))
    #expect(!made.output.contains("note, "), "\(made.output)")
  }

  @Test("files and single rows have the same findings, and are taken all the same")
  func everyWay() throws {
    let told = try PrintedImport.read(
      system.vigie(
        "import", "\(RunningSystem.golden)/mandates.csv", "--fictitious", "--format", "json"
      ).output)
    #expect(told.refused.isEmpty && told.unchanged == 50)
    #expect(
      told.findings.map {
        ([String($0.row), $0.column, $0.code] + ($0.beside ?? [])).joined(separator: " ")
      } == [
        "27 to STRUCTURE_CLOSED 2025-12-31", "28 to STRUCTURE_CLOSED 2025-12-31",
        "43 from DIRECTORS_OVERLAP P16", "44 from DIRECTORS_OVERLAP P15",
      ])
    // S08 closed on 2025-04-01, the session before that day is none to ask about.
    for (session, isTold) in [("BEFORE", false), ("AFTER", true)] {
      let day = isTold ? "2025-04-01" : "2025-03-31"
      let made = try vigie(
        "add sessions session_code=\(session) course=c title=t qualifying=true state=planned"
          + " first_day=\(day) last_day=2025-04-02 half_days=2 half_day_hours=3 --yes")
      #expect(made.code == 0, "\(made.output) \(made.errors)")
      let rows = [
        "attendance session_code=\(session) person_code=P31 structure_code=S08 audience=employee"
          + " status=present half_days_present=1",
        "enrolments session_code=\(session) person_code=P31 structure_code=S08"
          + " enrolled_on=2025-03-01 state=registered",
      ]
      let commands = [
        "add \(rows[0]) --yes", "add \(rows[1]) --yes", "training register \(session) P31",
        "training attendance \(session) P31 --half-days 1",
      ]
      for command in commands {
        let added = try vigie(command)
        #expect(added.code == 0, "\(added.output) \(added.errors)")
        #expect(
          added.output.tells("column structure_code, “S08”: to check [STRUCTURE_CLOSED]") == isTold,
          "\(added.output)")
      }
    }
  }
}
