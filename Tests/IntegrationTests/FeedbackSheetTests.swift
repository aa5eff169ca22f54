import Contracts
import Foundation
import TestSupport
import Testing

/// Sheets of a closed campaign (2025) and an open one (2026), with fourteen centres sociaux of one size in one town.
@Suite(
  "Feedback sheets: peers of closed campaigns", .onWaitingThreads, .serialized,
  .timeLimit(.minutes(5)))
struct FeedbackSheetTests {
  private static let codes = (1...14).map { "P\($0 < 10 ? "0" : "")\($0)" }
  /// The volunteers of each structure; none of the numbers is an end of a step.
  private static let volunteers = [31, 44, 52, 57, 63, 68, 71, 79, 86, 93, 104, 118, 9, 2]

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
    let structures = Self.codes.map {
      "\($0);CS;Centre fictif \($0);;;69266;2023-01-01;true;urban;false;"
    }
    try add(
      "structures.csv",
      [
        "structure_code;kind;name;manager_siren;siret;commune_code;commune_as_of;federated;zone;qpv;closed_on"
      ]
        + structures)
    try add(
      "approvals.csv",
      ["structure_code;from;to;families"] + Self.codes.map { "\($0);2020-01-01;2030-12-31;true" })
    try add(
      "campaigns.csv",
      [
        "campaign;data_year;reference_date;opens_on;closes_on",
        "2026;2025;2026-01-01;2026-04-01;2099-12-31",
      ])
    let codebook = try write("codebook.json", [SenacsAnswersTests.codebook])
    for campaign in ["2024", "2025", "2026"] {
      let told = try system.vigie("senacs", "codebook", campaign, "--set", codebook)
      try #require(told.code == 0, "\(told.errors)")
    }
  }

  private func write(_ name: String, _ lines: [String]) throws -> String {
    let path = "\(system.home)/\(name)"
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func add(_ file: String, _ lines: [String]) throws {
    let told = try system.vigie("import", write(file, lines), "--fictitious")
    try #require(told.code == 0, "\(told.errors)")
  }

  private func answer(_ campaign: String, _ places: Range<Int>) throws {
    let rows = places.map {
      "\(Self.codes[$0]);30;10;\(Self.volunteers[$0]);valide;\(campaign)-05-15"
    }
    let file = try write(
      "answers.csv", ["code_structure;salaries;etp;benevoles;statut;date_validation"] + rows)
    let told = try system.vigie("senacs", "load", campaign, file, "--fictitious")
    try #require(told.code == 0, "\(told.output) \(told.errors)")
  }

  private func sheet(_ campaign: String, _ place: Int) throws -> GetFeedbackSheet.Reply {
    let told = try system.vigie(
      "senacs", "sheet", campaign, Self.codes[place], "--format", "json")
    try #require(told.code == 0, "\(told.errors)")
    return try JSONDecoder().decode(GetFeedbackSheet.Reply.self, from: Data(told.output.utf8))
  }

  private func row(_ sheet: GetFeedbackSheet.Reply) throws -> GetFeedbackSheet.Row {
    try #require(sheet.rows.first { $0.field == "benevoles" })
  }

  @Test(
    "a closed campaign's peers are told in steps, alike to all, and do not change when one more answer comes"
  )
  func closed() throws {
    try answer("2025", 0..<12)

    let first = try sheet("2025", 0)

    #expect(first.group?.kind == "CS" && first.group?.area == nil && first.group?.count == 11)
    #expect(first.compared?.campaign == "2025" && first.held == nil)
    let told = try #require(try row(first).peers)
    // Of the 12 answers in order, the third is 52, the sixth 68 and the tenth 93.
    #expect(told.lower == "50" && told.upper == "100")
    #expect(told.medianLower == "50" && told.medianUpper == "70")
    for text in [told.lower, told.median, told.upper, told.medianLower, told.medianUpper] {
      #expect(!Self.volunteers.map(String.init).contains(text ?? ""))
    }
    #expect(try row(sheet("2025", 11)).peers == told)

    // Two more answers come later and lie far off. Nothing that was told changes, and those two are told the same.
    try answer("2025", 12..<14)
    #expect(try row(sheet("2025", 0)).peers == told)
    let late = try sheet("2025", 13)
    #expect(late.group?.count == 12 && late.held == nil)
    #expect(try row(late).peers?.lower == "50" && row(late).own == "2")
    let text = try system.vigie("senacs", "sheet", "2025", "P01", "--lang", "fr").output
    #expect(text.contains("entre 50 et 100"), "\(text)")
    let html = try system.vigie("senacs", "sheet", "2025", "P01", "--format", "html").output
    #expect(html.contains("<svg") && !html.contains("lower quarter"))
  }

  @Test(
    "while a campaign is open its sheet has the own value, the past, and the last closed campaign's peers"
  )
  func open() throws {
    try answer("2026", 0..<1)
    let alone = try sheet("2026", 0)
    #expect(alone.group == nil && alone.held == "CAMPAIGN_OPEN")
    #expect(try row(alone).own == "31" && row(alone).peers == nil)

    try answer("2025", 0..<12)
    let last = try #require(try row(sheet("2025", 3)).peers)
    var seen: Set<GetFeedbackSheet.Quartiles> = []
    for place in 1..<14 {
      try answer("2026", place..<place + 1)
      let sheet = try sheet("2026", 0)
      #expect(sheet.compared?.campaign == "2025" && sheet.held == "CAMPAIGN_OPEN")
      let row = try row(sheet)
      #expect(row.own == "31" && row.past.map(\.value) == ["31"])
      seen.insert(try #require(row.peers))
    }
    // Thirteen answers came, one at a time, and nothing of them was shown.
    #expect(seen == [last])
    let text = try system.vigie("senacs", "sheet", "2026", "P01", "--lang", "en").output
    #expect(
      text.contains("is shown when it is closed") && text.contains("to campaign 2025"), "\(text)")
    // All that answered get a sheet, each compared with the campaign of the year before.
    let all = try system.vigie(
      "senacs", "sheet", "2026", "--all", "--out", "\(system.home)/sheets", "--lang", "en")
    #expect(
      all.output.contains("14 feedback sheets") && all.output.contains("14 of them"),
      "\(all.output)")
  }
}
