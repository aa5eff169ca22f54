import Contracts
import Crypto
import Foundation
import TestSupport
import Testing
import Values

/// Reports frozen on the golden network, whose facts are corrected afterwards.
@Suite("Frozen reports", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ReportTests {
  private func freeze(_ system: RunningSystem, _ words: String...) throws -> String {
    let told = try RunningSystem.vigie(["report", "freeze"] + words, home: system.home)
    try #require(told.code == 0, "\(told.errors)")
    return try told.digest()
  }

  private func correct(_ system: RunningSystem, _ name: String, _ text: String) throws {
    let path = "\(system.home)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let loaded = try system.vigie("import", path, "--fictitious")
    try #require(loaded.code == 0, "\(loaded.errors)")
  }

  /// Returns a file with one step of action 1, planned for a given day.
  private func step(_ day: String) -> String {
    "action_code;step_code;label;responsible;partners;planned_on;done_on;dropped_on;planned_people;"
      + "reached_people;planned_cost;spent_cost;funders\n1;E1;Formation;Fédération;;\(day);;;20;;;;\n"
  }

  @Test("a report of 2024 has the same digest after every service's facts were corrected")
  func corrected() throws {
    let system = try RunningSystem()
    try system.load()
    try correct(system, "action_steps.csv", step("2024-11-30"))
    let file = "\(system.home)/2024.json"
    let frozen = try freeze(system, "--year", "2024", "--out", file)
    let document = try Data(contentsOf: URL(fileURLWithPath: file))
    let digest = SHA256.hash(data: document).map { String(format: "%02x", $0) }.joined()
    #expect(digest == frozen)
    // The figures equal those of the golden page.
    let golden = try PrintedFigure.read(
      Data(contentsOf: URL(fileURLWithPath: "\(RunningSystem.golden)/expected-2024.json")))
    struct Document: Decodable {
      struct Part: Decodable { let figures: [Figure] }
      struct Figure: Decodable { let code, scope, numerator, denominator: String }
      let parts: [Part]
    }
    let figures = try JSONDecoder().decode(Document.self, from: document).parts[0].figures
    for figure in golden.values {
      let own = figures.first { $0.code == figure.code && $0.scope == figure.scope }
      #expect(own?.numerator == "\(figure.numerator)", "\(figure.name)")
      #expect(own?.denominator == "\(figure.denominator)", "\(figure.name)")
    }
    // Computed again without pins, the report is the same except for its pins; with the pins it has the same bytes.
    #expect(try system.vigie("report", "verify", String(frozen.prefix(12))).output.contains(frozen))

    // The measures beside the figures were frozen with them.
    let page = "\(system.home)/frozen.html"
    #expect(try system.vigie("report", "show", frozen, "--html", page).code == 0)
    let html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(
      html.contains("Beside the figures")
        && html.contains("Action 1, Formation: planned for 2024-11-30"))

    // One fact of each service is corrected: a structure closes, a session is cancelled, an answer arrives that counts, and an
    // answer to the sheet names another training action.
    func row(_ file: String, _ start: String, _ change: (String) -> String) throws -> String {
      let text = try String(contentsOfFile: "\(RunningSystem.golden)/\(file)", encoding: .utf8)
      let lines = text.split(whereSeparator: \.isNewline).map(String.init)
      let line = lines.first { $0.hasPrefix(start) } ?? ""
      return lines[0] + "\n" + change(line) + "\n"
    }
    try correct(
      system, "structures.csv", row("structures.csv", "S06;") { $0 + "2024-03-01" })
    try correct(
      system, "sessions.csv",
      row("sessions.csv", "T01;") { $0.replacing(";held;", with: ";cancelled;") })
    try correct(
      system, "submissions.csv",
      "campaign;structure_code;submission_code;received_at;status;base_items;base_items_answered\n"
        + "2024;S10;LATE-1;2024-05-01T08:00:00Z;validated;100;90\n")
    try correct(
      system, "evaluation_answers.csv",
      row("evaluation_answers.csv", "2024;") { line in
        var cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        cells[3] = "FORM_NEW"
        return cells.joined(separator: ";")
      })

    try correct(system, "action_steps.csv", step("2025-02-28"))
    #expect(try system.vigie("report", "show", frozen, "--html", page).code == 0)
    #expect(try String(contentsOfFile: page, encoding: .utf8) == html)

    let verified = try system.vigie("report", "verify", frozen)
    #expect(
      verified.code == 0 && verified.output.contains("the same: \(frozen)"), "\(verified.errors)")
    let now = try freeze(system, "--year", "2024")
    #expect(now != frozen)
    let told = try system.vigie("report", "diff", frozen, now).output
    for code in ["I0:FORM_NEW", "I1", "I4"] {
      #expect(told.contains("2024 · \(code) · all · "), "\(code) \(told)")
    }
    // Differences beside the figures are told too: the step's day, and the row that changed it. It was 31 days late on 31
    // December; then it is not late, but put off by 90 days (1 December to 28 February).
    #expect(
      told.contains("2024 · action 1/E1 · all · ")
        && told.contains("plannedOn=2024-11-30 slippedDays=31 state=LATE → ")
        && told.contains("plannedOn=2025-02-28 slippedDays=90 state=PLANNED")
        && told.contains("action_steps.csv, row 2"), "\(told)")
    #expect(try system.vigie("report", "list").output.contains(String(now.prefix(12))))
    #expect(
      try system.vigie("report", "show", frozen, "--format", "json").output + "" == String(
        decoding: document, as: UTF8.self) + "\n")
    #expect(try system.vigie("report", "show", "0123456789ab").errors.contains("REPORT_UNKNOWN"))
    // An auditor can make the report again as well.
    try system.goOn(as: "auditor")
    let audited = try system.vigieOnceAllowed("report", "verify", frozen)
    #expect(audited.output.contains("the same: \(frozen)"), "\(audited.errors)")
    try system.goOnAsOperator()
    // The report survives a kill of evaluation, which keeps it. Freezing a report needs every service.
    system.stop("evaluation", by: SIGKILL)
    try system.start("evaluation")
    #expect(try system.vigie("status", "--wait", "60").code == 0)
    #expect(try system.vigie("report", "verify", frozen).code == 0)
    system.stop("training")
    // Without training the page shows what there is: the steps belong to evaluation.
    let live = "\(system.home)/live.html"
    let part = try system.vigie("evaluation", "report", "--year", "2024", "--html", live)
    #expect(part.code == 3)
    let shown = try String(contentsOfFile: live, encoding: .utf8)
    #expect(
      shown.contains("Action 1, Formation: planned for 2024-11-30")
        && !shown.contains("How long trained people stay"))
    let partial = try system.vigie("report", "freeze", "--year", "2024")
    #expect(partial.code == 1)
  }

  @Test("the final report has each year and the trainings of all, and shows the trajectory")
  func final() throws {
    let system = try RunningSystem()
    try system.load()
    let campaigns =
      "campaign;data_year;reference_date;opens_on;closes_on\n"
      + "2023;2022;2022-12-31;2023-04-01;2023-06-30\n2026;2025;2025-12-31;2026-04-01;2026-06-30\n"
    try correct(system, "campaigns.csv", campaigns)
    let page = "\(system.home)/final.html"
    let frozen = try freeze(system, "--final", "--html", page)
    let shown = try system.vigie("report", "show", frozen).output
    // 2022, which had no campaign, is there for comparison.
    for name in ["2022", "2023", "2024", "2025", "2026", "2023-2026"] {
      #expect(shown.contains("== \(name)\n"))
    }
    let html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(
      html.contains("Change from 2022 to 2026") && html.contains("final evaluation 2023-2026")
        && html.contains(frozen) && !html.contains("<script"))
    #expect(html.contains(">2022</th><th scope=\"col\" class=\"number\">2023</th>"))
    // Nobody answered in 2026, so the page shows the latest year with enough answers, and says so.
    #expect(html.contains("In 2025, 9 of 15 structures expected answered SENACS (60.0%)"))
    #expect(html.contains("Too few data in 2026 ("))
    #expect(html.contains("From 2023 to 2026, trainings reached "))
    let overall = shown.components(separatedBy: "== 2023-2026\n").last ?? ""
    #expect(overall.contains("I2a ·") && !overall.contains("I1 ·"), "\(overall)")
    #expect(try system.vigie("report", "verify", frozen).code == 0)
  }

  @Test("a report of days that have not come says so, and counts none of them as late")
  func unfinished() throws {
    let system = try RunningSystem()
    try system.load()
    try correct(
      system, "action_steps.csv",
      "action_code;step_code;label;responsible;partners;funders;planned_on;planned_people;"
        + "planned_cost;done_on;reached_people;spent_cost;dropped_on\n"
        + "1;A;Une étape;Caf;;;2025-01-01;;;;;;\n1;B;Une autre;Caf;;;2198-01-01;;;;;;\n")
    let file = "\(system.home)/open.json"
    let page = "\(system.home)/open.html"
    let frozen = try freeze(
      system, "--year", "2025", "--as-of", "2199-12-31", "--out", file, "--html", page)
    let report = try JSONDecoder().decode(
      Report.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    let madeOn = try #require(report.madeOn)
    let steps = try #require(report.beside?.steps)
    #expect(steps.map(\.state) == ["LATE", "PLANNED"])
    #expect(
      steps[0].slippedDays == madeOn.daysSinceEpoch - CivilDate("2025-01-01")!.daysSinceEpoch)
    let html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(html.contains("is not over: provisional figures as of \(madeOn.iso)"))
    #expect(try system.vigie("report", "verify", frozen).code == 0)
    // A report whose last day is over is the same, whenever it is frozen.
    #expect(
      try !system.vigie("report", "show", freeze(system, "--year", "2025")).output.contains(
        "is not over"))
  }
}
