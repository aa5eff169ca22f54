import Contracts
import Foundation
import TestSupport
import Testing
import Values

/// Shared diagnoses through the services, on the golden network; the numbers are worked out by hand.
@Suite(
  "Shared diagnoses through the services", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct SharedDiagnosisTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func write(_ name: String, _ rows: [String]) throws -> String {
    let path = "\(system.home)/\(name)"
    try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func bring(_ name: String, _ rows: [String]) throws {
    let told = try system.vigie("import", write(name, rows), "--fictitious")
    try #require(told.code == 0, "\(told.output) \(told.errors)")
  }

  private func diagnosis(_ structure: String, on day: String) throws -> GetDiagnosis.Reply {
    let told = try system.vigie(
      "diagnosis", "show", structure, "--as-of", day, "--format", "json")
    try #require(told.code == 0, "\(told.errors)")
    return try JSONDecoder().decode(GetDiagnosis.Reply.self, from: Data(told.output.utf8))
  }

  private static let evidence =
    "structure_code;item_code;base;kind;source;dated_on;territory;statement;retired_on;since"

  private func loadSeries() throws {
    let series = #"""
      {"code": "JOBS", "labels": {"fr": "Emplois (FICTIF)", "en": "Jobs (FICTITIOUS)"}, "unit": "emplois",
       "kind": "count", "source": "essai FICTIF", "licence": "Licence Ouverte 2.0", "publishedOn": "2025-12-15",
       "territoryKind": "commune", "codesAsOf": "2023-01-01", "fictitious": true,
       "columns": {"territory": "Commune", "period": "An", "value": "Emplois", "publishedOn": "Parution"}}
      """#
    let told = try system.vigie(
      "territory", "load",
      write(
        "values.csv",
        [
          "Commune;An;Emplois;Parution", "69266;2022;15000;30/06/2023",
          "69266;2023;15500;30/06/2025",
        ]), "--series", write("series.json", [series]))
    try #require(told.code == 0, "\(told.output) \(told.errors)")
  }

  /// Says what campaign 2024 calls the question that an item cites.
  private func setCodebook() throws {
    let codebook = #"""
      {"fields": [
        {"name": "code_structure", "section": "identity", "constraints": {"required": true}},
        {"name": "etp", "type": "number", "section": "staff",
         "labels": {"fr": "Équivalents temps plein", "en": "Full-time equivalents"}},
        {"name": "statut", "section": "answer", "constraints": {"required": true, "enum": ["non_commence", "brouillon", "valide"]}}]}
      """#
    let set = try system.vigie(
      "senacs", "codebook", "2024", "--set", write("codebook.json", [codebook]))
    try #require(set.code == 0, "\(set.errors)")
  }

  @Test(
    "an item ages, and is to be read again when its series, SENACS, its commune, its quarter or its meeting moved"
  )
  func evidence() throws {
    try loadSeries()
    try setCodebook()
    try bring(
      "diagnosis_evidence.csv",
      [
        Self.evidence, "S06;E1;problems;series;JOBS;2023-06-30;;15 000 emplois;;",
        "S06;E2;problems;senacs;2024:etp;2024-06-01;;4 ETP;;",
        "S06;E3;partners;meeting;M05;2025-06-18;;le bus s'arrête plus loin;;",
        "S06;E4;inhabitants;document;Enquête;2023-01-01;QP069001;les bancs manquent;;",
        "S06;E5;potentials;document;Inventaire;2025-12-31;;douze associations;;",
        "S01;E1;problems;document;Bilan;2023-06-01;;deux communes;;",
      ])
    let reply = try diagnosis("S06", on: "2025-12-31")
    let reasons = Dictionary(
      uniqueKeysWithValues: reply.evidence.map { ($0.code, $0.readAgain.map(\.code)) })
    #expect(
      reasons == [
        "E1": ["SERIES_MOVED"], "E2": ["SENACS_ANSWERED_AGAIN"], "E3": ["MEETING_CANCELLED"],
        "E4": ["QPV_LIST_CHANGED"], "E5": [],
      ])
    let moved = reply.evidence.first { $0.code == "E1" }?.readAgain.first?.change
    #expect(
      moved?.before?.value == "15000" && moved?.before?.publishedOn == CivilDate("2023-06-30"))
    #expect(moved?.after.value == "15500" && moved?.after.publishedOn == CivilDate("2025-06-30"))
    #expect(moved?.after.source == "essai FICTIF")
    // 24 months before 31 December 2025 is 31 December 2023; E1 and E4 are older than that.
    #expect(reply.old == .init(2, of: 5))
    #expect(
      reply.bases.map { "\($0.base) \($0.items)" } == [
        "previous_project 0", "problems 2", "potentials 1", "inhabitants 1", "professionals 0",
        "partners 1",
      ])
    #expect(reply.missing.isEmpty && reply.fictitious == true)
    // M05 is a meeting of B02; a document's title says itself what it is.
    let labels = reply.evidence.filter { $0.sourceLabels != nil }
      .map { "\($0.code) \($0.sourceLabels?["fr"] ?? "")" }.sorted()
    #expect(
      labels == ["E1 Emplois (FICTIF)", "E2 Équivalents temps plein", "E3 Instance Exemple Est"])
    let text = try system.vigie("diagnosis", "show", "S06", "--as-of", "2025-12-31", "--lang", "fr")
    for part in [
      "SENACS, campagne 2024 : Équivalents temps plein", "série : Emplois (FICTIF)",
      "réunion : Instance Exemple Est",
      "une nouvelle réponse SENACS a été donnée depuis (campagne 2025)",
      "la réunion citée a été annulée (Instance Exemple Est)",
    ] { #expect(text.output.contains(part), "\(part)\n\(text.output)") }
    #expect(!text.output.contains("etp"), "\(text.output)")
    // S01 lies in Pierre-Bénite, which became part of Oullins in 2024.
    let merged = try diagnosis("S01", on: "2025-12-31").evidence.first?.readAgain.first
    #expect(
      merged
        == .init(
          "COMMUNE_CHANGED", "69149 + 69152 → 69149",
          named: "Oullins + Pierre-Bénite → Oullins-Pierre-Bénite"))

    // A structure outside the Rhône may have a diagnosis too; its series tells nothing here.
    try bring(
      "diagnosis_evidence.csv",
      [Self.evidence, "S04;E1;problems;series;JOBS;2023-06-30;;x;;2024-01-01"])
    #expect(try diagnosis("S04", on: "2025-12-31").evidence.map(\.readAgain) == [[]])
    #expect(try diagnosis("S04", on: "2023-12-31").evidence.isEmpty)

    // An item whose source is not known is told and kept.
    let told = try system.vigie(
      "import",
      write(
        "diagnosis_evidence.csv",
        [Self.evidence, "S06;E9;problems;series;NONE;2024-01-01;;rien;;"]), "--fictitious")
    #expect(told.code == 0 && told.output.contains("SOURCE_UNKNOWN"), "\(told.output)")
    system.stop("senacs")
    let without = try system.vigie("diagnosis", "show", "S06", "--as-of", "2025-12-31")
    #expect(without.code == 3 && without.output.contains("senacs"), "\(without.errors)")
    // Without senacs nobody knows what it calls its question.
    #expect(without.output.contains("SENACS, campaign 2024: etp"), "\(without.output)")
  }

  @Test("what a series says anew becomes a dated item in one step, and once")
  func noting() throws {
    try loadSeries()
    // S06's diagnosis was read on 1 May 2024, when 2022 was the latest period published.
    let arguments = ["diagnosis", "note", "S06", "--series", "JOBS", "--as-of", "2025-12-31"]
    let noted = try RunningSystem.vigie(arguments, home: system.home)
    #expect(noted.code == 0, "\(noted.errors)")
    for part in [
      "JOBS-2023, 2025-06-30: ", "15000 emplois (2022, essai FICTIF, publié le 30/06/2023)",
      "15500 emplois (2023, essai FICTIF, publié le 30/06/2025)",
    ] { #expect(noted.output.contains(part), "\(noted.output)") }
    #expect(
      try RunningSystem.vigie(arguments, home: system.home).output.contains("recorded before"))
    let reply = try diagnosis("S06", on: "2025-12-31")
    #expect(reply.evidence.map(\.code) == ["JOBS-2023"] && reply.evidence[0].readAgain.isEmpty)
    // S07 lies in Bron, for which the series has no values.
    #expect(
      try system.vigie("diagnosis", "note", "S07", "--series", "JOBS").errors.contains("NO_CHANGE"))
  }

  @Test("a structure writes and reads its own diagnosis, and no other's")
  func own() throws {
    try system.goOn(as: "structure", of: "S06")
    let rows = [
      "structure_code;element_code;kind;label;linked_to;evidence;since;until",
      "S06;P1;problem;Isolement;;;2025-01-01;", "S06;A1;axis;Aller vers;P1;;2025-01-01;",
      "S07;P1;problem;Autre;;;2025-01-01;", "S06;A2;axis;Seul;;;hier;",
    ]
    let told = try system.vigieOnceAllowed(
      "diagnosis", "record", try write("diagnosis_elements.csv", rows))
    #expect(told.code == 1, "\(told.errors)")
    #expect(told.output.tells("row 4, column structure_code, “S07”: refused [UNKNOWN_STRUCTURE]"))
    #expect(told.output.tells("row 5, column since, “hier”: refused [BAD_DATE]"), "\(told.output)")
    #expect(told.output.contains("2 rows loaded, 0 known already, 2 refused."))
    let shown = try system.vigie("diagnosis", "show", "S06", "--as-of", "2025-12-31")
    #expect(
      shown.output.contains("1 problem of 1 has a priority axis"),
      "\(shown.output)\(shown.errors)")
    #expect(
      try system.vigie("diagnosis", "show", "S07").errors.contains("OTHER_STRUCTURE"))
    #expect(
      try system.vigie("diagnosis", "note", "S07", "--series", "JOBS").errors.contains(
        "OTHER_STRUCTURE"))
    #expect(try system.vigie("diagnosis", "grades").errors.contains("ROLE_NEEDED"))
    let answered = try system.vigie(
      "evaluation", "answer", "S06", "--year", "2025", "--on", "2025-12-01", "senacs_use_level=2",
      "training_actions=FORM_FEDE TUTORAT")
    #expect(
      answered.code == 0 && answered.output == "The answer is recorded.\n", "\(answered.errors)")
    // What an answer does not mention stays: the second answer keeps the first one's use of SENACS.
    let more = try system.vigie(
      "evaluation", "answer", "S06", "--year", "2025", "--on", "2025-12-02", "partnership_level=3")
    #expect(more.output == "The answer is recorded.\n", "\(more.errors)")
    let whole = try system.vigie(
      "evaluation", "answer", "S06", "--year", "2025", "--on", "2025-12-02", "senacs_use_level=2",
      "training_actions=FORM_FEDE TUTORAT", "partnership_level=3")
    #expect(whole.output == "The answer was recorded before.\n", "\(whole.errors)")
    let wrong = try system.vigie(
      "evaluation", "answer", "S07", "--year", "2025", "senacs_use_level=2")
    #expect(wrong.code == 1 && wrong.output.contains("UNKNOWN_STRUCTURE"), "\(wrong.output)")
    let nothing = try system.vigie("evaluation", "answer", "S06", "--year", "2025", "level=2")
    #expect(nothing.code == 1 && nothing.errors.contains("senacs_use_level"))
    #expect(
      try system.vigie("diagnosis", "record", try write("diagnoses.csv", rows)).errors.contains(
        "FILE_UNKNOWN"))
  }

  @Test(
    "grades are I6's, with what is to be arbitrated; another grid gives others, and changes nothing"
  )
  func grades() throws {
    let told = try system.vigie("diagnosis", "grades", "--as-of", "2025-12-31", "--format", "json")
    let reply = try JSONDecoder().decode(GradeDiagnoses.Reply.self, from: Data(told.output.utf8))
    struct Row: Decodable { let code, scope: String, numerator, denominator: Double }
    func figures() throws -> [Row] {
      let printed = try system.vigie(
        "evaluation", "indicators", "--year", "2025", "--format", "json")
      return try JSONDecoder().decode([Row].self, from: Data(printed.output.utf8))
        .filter { $0.code == "I6" }
    }
    let before = try figures()
    for summary in reply.summaries {
      let figure = try #require(before.first { $0.scope == summary.scope })
      #expect(Double(summary.acquired) == figure.numerator, "\(summary)")
      #expect(Double(summary.evaluated) == figure.denominator, "\(summary)")
      #expect(summary.lowest <= summary.acquired && summary.acquired <= summary.highest)
    }
    // S02's assessors differ by 2 on a2, and the final reading dates from 2026.
    let disputed = reply.rows.filter { !$0.grading.disputed.isEmpty }
    #expect(disputed.contains { $0.structure == "S02" && $0.grading.disputed == ["a2"] })
    var lenient = DiagnosisGrid.proposed
    lenient.name = "lenient"
    lenient.acquired = .init(leastItem: 0, leastLink: 0, leastFreshness: 0)
    let text = String(decoding: try JSONEncoder().encode(lenient), as: UTF8.self)
    let other = try system.vigie(
      "diagnosis", "grades", "--as-of", "2025-12-31", "--grid", write("grid.json", [text]),
      "--format", "json")
    let more = try JSONDecoder().decode(GradeDiagnoses.Reply.self, from: Data(other.output.utf8))
    #expect(more.grid.name == "lenient")
    #expect(more.summaries[0].acquired > reply.summaries[0].acquired)
    let after = try figures()
    #expect(after.map(\.numerator) == before.map(\.numerator))
    lenient.freshnessMonths = [24, 12, 48]
    let bad = String(decoding: try JSONEncoder().encode(lenient), as: UTF8.self)
    #expect(
      try system.vigie("diagnosis", "grades", "--grid", write("grid.json", [bad])).errors.contains(
        "GRID_WRONG"))
  }

  @Test("the hand-over file has what a director leaves; people are named unless that is declined")
  func handover() throws {
    try bring(
      "diagnosis_evidence.csv", [Self.evidence, "S06;E1;problems;document;Bilan;2023-06-01;;x;;"])
    let path = "\(system.home)/handover.html"
    let told = try system.vigie(
      "diagnosis", "handover", "S06", "--as-of", "2025-12-31", "--format", "html", "--out", path,
      "--lang", "fr", "--without-names")
    #expect(told.code == 0, "\(told.output)\(told.errors)")
    let page = try String(contentsOfFile: path, encoding: .utf8)
    // The texts stand for the approvals, the invitation to M04 and the answer to SENACS of 2025.
    for part in ["01/02/2025", "Instance Exemple Est", "excusée", "2025"] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(!page.contains("<script") && !page.contains("http"))
    let people = try String(contentsOfFile: "\(RunningSystem.golden)/people.csv", encoding: .utf8)
    for row in people.split(separator: "\n").dropFirst() {
      let cells = row.split(separator: ";")
      #expect(!page.contains(cells[1]) && !page.contains(cells[3]), "\(row)")
    }
    // P01 directs S06 since April 2025, after P24.
    let named = try system.vigie(
      "diagnosis", "handover", "S06", "--as-of", "2025-12-31", "--lang", "fr")
    for part in ["Alix Fictif-P01", "p01@example.org", "01/04/2025", "ne le diffusez pas"] {
      #expect(named.code == 0 && named.output.contains(part), "\(part)\n\(named.output)")
    }
    #expect(!named.output.contains("Lou Exemplaire-P24"))
    let again = try system.vigie("diagnosis", "handover", "S06", "--out", path)
    #expect(again.code == 1 && again.errors.contains(path))
  }

  @Test("a step that is put off stays visible")
  func actions() throws {
    let header =
      "action_code;step_code;label;responsible;partners;planned_on;done_on;dropped_on;"
      + "planned_people;reached_people;planned_cost;spent_cost;funders"
    try bring(
      "action_steps.csv",
      [
        header, "A1;1;Session;Fédération;Caf;2025-03-01;;;20;;1000;;Caf",
        "A2;1;Réunion;Caf;;2025-05-01;2025-05-01;;30;28;500;450.50;Caf",
      ])
    try bring(
      "action_steps.csv", [header, "A1;1;Session;Fédération;Caf;2025-09-01;;;20;;1000;;Caf"])
    let told = try system.vigie("actions", "--as-of", "2025-06-01", "--format", "json")
    let reply = try JSONDecoder().decode(ListSteps.Reply.self, from: Data(told.output.utf8))
    let moved = try #require(reply.steps.first { $0.action == "A1" })
    // From 1 March to 1 September 2025: 184 days.
    #expect(moved.firstPlannedOn == CivilDate("2025-03-01") && moved.slippedDays == 184)
    #expect(moved.state == "PLANNED" && moved.plannedOn == CivilDate("2025-09-01"))
    let shown = try system.vigie("actions", "--as-of", "2025-06-01", "--lang", "fr")
    #expect(shown.output.contains("01/03/2025 → 01/09/2025"), "\(shown.output)")
    #expect(shown.output.contains("450,50\u{A0}€ / 500\u{A0}€"), "\(shown.output)")
  }
}
