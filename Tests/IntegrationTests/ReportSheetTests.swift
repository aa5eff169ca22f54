import Foundation
import TestSupport
import Testing

/// Reports by another sheet or by another version of the rules, and the differences between two reports.
@Suite(
  "Reports: sheets, rules and differences", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ReportSheetTests {
  private static let shipped = RunningSystem.root.appending(
    path: "Shared/Composition/ActionSheets/ShippedSheet.json"
  ).path

  private func freeze(_ system: RunningSystem, _ words: String...) throws -> (String, String) {
    let told = try RunningSystem.vigie(["report", "freeze"] + words, home: system.home)
    try #require(told.code == 0, "\(told.errors)")
    return (try told.digest(), told.output)
  }

  private func write(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "sheet-\(UUID().uuidString).json"
    ).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private static let other = """
    {"code": "PA 9.9", "title": {"fr": "Autre <fiche>", "en": "Another <sheet>"},
     "pilot": {"fr": "Pilote", "en": "Pilot"}, "years": {"first": 2024, "last": 2025},
     "texts": [], "actions": [{"code": "A", "fr": "Faire", "en": "Do"}],
     "questions": [{"code": "Q", "fr": "Qui répond ?", "en": "Who answers?", "measures": ["I1", "I4"]}],
     "targets": [
       {"measure": "I1", "scope": "all", "year": 2025, "value": "0.8", "setBy": "the commission", "setOn": "2025-03-26"},
       {"measure": "I4", "scope": "all", "year": 2025, "value": "0.5", "setBy": "the commission", "setOn": "2025-03-26"},
       {"measure": "I3a-director", "scope": "all", "year": 2025, "value": "0.3", "setBy": "the board", "setOn": "2024-01-31"}]}
    """

  @Test("the sheet that is shipped is the file, and the measures are those that are owned")
  func shipped() throws {
    let told = try RunningSystem.vigie(["evaluation", "sheet", "--format", "json"])
    let file = try String(contentsOfFile: Self.shipped, encoding: .utf8)
    #expect(told.code == 0 && told.output == file)
    let read = try RunningSystem.vigie(["evaluation", "sheet", "--sheet", Self.shipped])
    #expect(read.code == 0 && read.output.contains("no target set"), "\(read.errors)")
    let measures = try RunningSystem.vigie(["evaluation", "measures", "--format", "json"])
    struct Measure: Decodable { let code, title, service, kind, better: String }
    let list = try JSONDecoder().decode([Measure].self, from: Data(measures.output.utf8))
    #expect(list.count >= 22 && list.first { $0.code == "I1" }?.service == "senacs")
    // Each measure has a name of its own beside its code.
    #expect(list.allSatisfy { $0.title != $0.code })
  }

  @Test("all that is the matter with a sheet is told at once")
  func faults() throws {
    let path = try write(
      """
      {"code": "X", "title": {"fr": "a", "en": " "}, "pilot": {"fr": "a", "en": "b"},
       "years": {"first": 2027, "last": 2026}, "texts": [], "tagets": [], "enoughAnswers": "1.5",
       "actions": [{"code": "1", "fr": "a", "en": "b"}, {"code": "1", "fr": "a", "en": "b"}],
       "questions": [{"code": "Q1", "fr": "a", "en": "b", "measures": ["I9"]},
                     {"code": "Q2", "fr": "a", "en": "b", "measures": []}],
       "targets": [{"measure": "I1", "scope": "here", "year": 2025, "value": "1.2", "bound": "about", "setBy": "x"}]}
      """)
    let told = try RunningSystem.vigie(["evaluation", "sheet", "--sheet", path])
    #expect(told.code == 1 && told.output.isEmpty)
    for code in [
      "TEXT_MISSING", "YEARS_WRONG", "CODE_DOUBLED", "MEASURE_UNKNOWN", "QUESTION_WITHOUT_MEASURES",
      "SCOPE_UNKNOWN", "TARGET_WITHOUT_SOURCE", "BOUND_UNKNOWN", "TARGET_ABOVE_ONE",
      "MEMBER_UNKNOWN", "ENOUGH_ANSWERS_WRONG",
    ] {
      #expect(told.errors.contains("[\(code)]"), "\(code) \(told.errors)")
    }
    let outside = try write(
      Self.other.replacing("\"year\": 2025", with: "\"year\": 2026"))
    let refused = try RunningSystem.vigie(["evaluation", "sheet", "--sheet", outside])
    #expect(refused.code == 1 && refused.errors.contains("YEAR_OUTSIDE"))
    for text in ["{", "[]", "{\"code\": 1}", Self.other.replacing("\"0.8\"", with: "0.8")] {
      let refused = try RunningSystem.vigie(["evaluation", "sheet", "--sheet", try write(text)])
      #expect(refused.code == 1, "\(text)")
    }
  }

  @Test(
    "a report of another sheet holds it, has its years and says of each target whether it is reached"
  )
  func other() throws {
    let system = try RunningSystem()
    try system.load()
    let (sheet, page) = (try write(Self.other), "\(system.home)/other.html")
    let (frozen, told) = try freeze(system, "--final", "--sheet", sheet, "--html", page)
    // 9/15 is less than 0.8; 8/14 is more than 0.5; 7/11 is more than 0.3, where at most 0.3 was wanted.
    for line in [
      "I1 · all · target: at least 80.0%, set by the commission on 2025-03-26: not reached",
      "I4 · all · target: at least 50.0%, set by the commission on 2025-03-26: reached",
      "I3a-director · all · target: at most 30.0%, set by the board on 2024-01-31: not reached",
    ] {
      #expect(told.contains(line), "\(line) \(told)")
    }
    // 2023, the year before the sheet's years, is there for comparison.
    for name in ["2023", "2024", "2025", "2024-2025"] {
      #expect(told.contains("== \(name)\n"))
    }
    #expect(!told.contains("== 2022\n"))
    let html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(html.contains("PA 9.9") && html.contains("Another &lt;sheet&gt;"))
    #expect(html.contains("<h2>Who answers?</h2>") && html.contains("not reached"))
    #expect(html.contains("Other figures"))
    // The file is no longer needed: the report's document holds the sheet.
    try FileManager.default.removeItem(atPath: sheet)
    #expect(try system.vigie("report", "verify", frozen).output.contains("the same: \(frozen)"))
    #expect(try system.vigie("report", "show", frozen).output.contains("not reached"))
  }

  @Test("a report without a sheet, as version 0.1 froze it, is made again with its digest")
  func formOne() throws {
    let system = try RunningSystem()
    try system.load()
    let file = "\(system.home)/report.json"
    _ = try freeze(system, "--year", "2025", "--out", file)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let sheet = try #require(text.range(of: ",\"sheet\":{\"actions\":"))
    let old = (text[..<sheet.lowerBound] + "}").replacing("\"form\":2", with: "\"form\":1")
    struct Call: Encodable { let document: String }
    let call = String(
      decoding: try JSONEncoder().encode(Call(document: String(old))), as: UTF8.self)
    let kept = try system.vigie("call", "vigie.evaluation.v1/KeepReport", call)
    struct Kept: Decodable { let digest: String }
    let digest = try JSONDecoder().decode(Kept.self, from: Data(kept.output.utf8)).digest
    let verified = try system.vigie("report", "verify", digest)
    #expect(verified.output.contains("the same: \(digest)"), "\(verified.errors)")
    let page = "\(system.home)/old.html"
    #expect(try system.vigie("report", "show", digest, "--html", page).code == 0)
    #expect(try String(contentsOfFile: page, encoding: .utf8).contains("PA 3.1.1"))
  }

  @Test(
    "a report whose figures, pins or words the services did not make is refused, and says what is wrong"
  )
  func invented() throws {
    let system = try RunningSystem()
    try system.load()
    let file = "\(system.home)/report.json"
    let (digest, _) = try freeze(system, "--year", "2025", "--out", file)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    struct Call: Encodable { let document: String }
    func keep(_ document: String) throws -> RunningSystem.Result {
      let call = String(
        decoding: try JSONEncoder().encode(Call(document: document)), as: UTF8.self)
      return try system.vigie("call", "vigie.evaluation.v1/KeepReport", call)
    }
    // Keeping the same document again gives the same report.
    #expect(try keep(text).output.contains(digest))
    let figure = #""code":"I4","denominator":"14","numerator":"8","scope":"all""#
    for (what, from, to, word) in [
      ("a figure", figure, figure.replacing(#""8""#, with: #""9""#), "I4 all is 9/14"),
      (
        "what stands beside", #""peopleInPost":10"#, #""peopleInPost":11"#,
        "turnover beside its figures"
      ),
      ("a pin", "\"recordedAt\":\"20", "\"recordedAt\":\"21", "has recorded nothing at"),
      ("a rule", #""rules":"1""#, #""rules":"2""#, "I4"),
      ("another form", #"{"beside""#, #"{ "beside""#, "one way"),
      ("a member", #""form":3"#, #""form":3,"forged":[1]"#, "one way"),
    ] {
      try #require(text.contains(from), "\(what): \(from)")
      let told = try keep(text.replacingOccurrences(of: from, with: to))
      #expect(told.code == 1 && told.errors.contains("REPORT_WRONG"), "\(what) \(told.errors)")
      #expect(told.errors.contains(word), "\(what) \(told.errors)")
    }
    #expect(
      try system.vigie("report", "list", "--format", "csv").output.components(separatedBy: "\n")
        .count <= 3)
    // Without a service that made part of the report, no report is kept.
    system.stop("training")
    let without = try keep(text)
    #expect(without.code != 0 && !without.errors.contains("REPORT_WRONG"), "\(without.errors)")
  }

  @Test("reports by rules 1 and 2 are both made again, and differ in who is trained and in post")
  func rules() throws {
    let system = try RunningSystem()
    try system.load()
    let (one, _) = try freeze(system, "--year", "2025")
    let (two, _) = try freeze(system, "--year", "2025", "--rules", "2")
    for digest in [one, two] {
      let verified = try system.vigie("report", "verify", digest)
      #expect(verified.output.contains("the same: \(digest)"), "\(verified.errors)")
    }
    // P09 of S12 was trained on 2022-01-01 (T10): within 48 months of the end of 2025, but not within 24.
    let told = try system.vigie("report", "diff", one, two).output
    #expect(told.contains("2025 · I4 · all · 8/14 → 7/14"), "\(told)")
    #expect(told.contains("asked otherwise: rules 1 → 2"))
    #expect(told.contains("S12 changed: 1 of 1 → 0 of 1"))
    #expect(!told.contains("· I1 ·") && !told.contains("· I2a ·"))
    let indicators = try system.vigie(
      "evaluation", "indicators", "--year", "2025", "--rules", "2")
    #expect(indicators.output.contains("7 of 14"))
    let unknown = try system.vigie(
      "call", "vigie.training.v1/ComputeFigures",
      #"{"query":{"year":2025,"campaign":"2025","from":"2025-01-01","to":"2025-12-31","asOf":"2025-12-31","rules":"9"}}"#
    )
    #expect(unknown.code == 1 && unknown.errors.contains("RULES_UNKNOWN"), "\(unknown.errors)")
    #expect(try system.vigie("report", "freeze", "--year", "2025", "--rules", "9").code == 64)
  }

  @Test("what differs names figure, structure, record, file and row")
  func differences() throws {
    let system = try RunningSystem()
    try system.load()
    let (before, _) = try freeze(system, "--year", "2025")
    for (name, text) in [
      (
        "submissions.csv",
        "campaign;structure_code;submission_code;received_at;status;base_items;base_items_answered\n"
          + "2025;S13;SUB25-13;2025-06-10T07:15:00Z;validated;96;20\n"
      ),
      ("approvals.csv", "structure_code;from;to;families\nS02;2025-07-01;2025-11-30;false\n"),
    ] {
      let path = "\(system.home)/\(name)"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let loaded = try system.vigie("import", path, "--fictitious")
      try #require(loaded.code == 0, "\(loaded.errors)")
    }
    let (after, _) = try freeze(system, "--year", "2025")
    let text = try system.vigie("report", "diff", before, after).output
    #expect(text.contains("2025 · I1 · all · 9/15 → 10/15"), "\(text)")
    #expect(
      text.contains(
        "S13 changed: 0 of 1 (answer too incomplete: less than a fifth of the questions) → 1 of 1"))
    #expect(
      text.contains(
        "submissions.csv SUB25-13: base_items_answered 19 → 20 · "
          + "v1 submissions.csv, row 24 → v2 submissions.csv, row 2"), "\(text)")
    #expect(text.contains("2025 · I4 · all · 8/14 → 8/13") && text.contains("S02 went out: 0 of 1"))
    #expect(text.contains("approvals.csv S02 / 2025-07-01: to 2029-06-30 → 2025-11-30"), "\(text)")

    struct Change: Decodable {
      struct Member: Decodable {
        let structure: String?
        let what: String
        let records: [Record]
      }
      struct Record: Decodable {
        struct Fact: Decodable {
          let version: Int
          let file: String?
          let row: Int?
        }
        let file: String
        let key: [String]
        let before, after: Fact?
      }
      let code, scope: String
      let isFigure: Bool
      let members: [Member]
    }
    let json = try system.vigie("report", "diff", before, after, "--format", "json").output
    let changes = try JSONDecoder().decode([Change].self, from: Data(json.utf8))
    let figure = try #require(changes.first { $0.code == "I6-coverage" && $0.scope == "all" })
    let member = try #require(figure.members.first { $0.structure == "S02" })
    let record = try #require(member.records.first { $0.file == "approvals.csv" })
    #expect(member.what == "went_out" && record.key == ["S02", "2025-07-01"])
    #expect(record.before?.version == 1 && record.after?.version == 2 && record.after?.row == 2)
    // Every figure that differs names the structures that changed, and each of these the records that changed it.
    for change in changes where change.isFigure {
      #expect(!change.members.isEmpty, "\(change.code) \(change.scope)")
      for member in change.members {
        #expect(!member.records.isEmpty, "\(change.code) \(member.structure ?? "")")
      }
    }
    // S02 has no departure, but is no longer active throughout the year.
    #expect(
      text.contains("2025 · turnover director · all · peopleInPost=10 ")
        && text.contains(" structures=11 ") && text.contains(" structures=10 "), "\(text)")
    #expect(
      try system.vigie("report", "diff", before, before).output.contains("the same figures"))
  }
}
