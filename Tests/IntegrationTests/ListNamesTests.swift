import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

/// The names of structures, people and partners in lists, on the golden year, and whom they are told.
@Suite("Names in lists", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ListNamesTests {
  private static let day = "2025-12-31"

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
  }

  private func told(_ line: String, _ more: String...) throws -> String {
    let words = line.split(separator: " ").map(String.init)
    let result = try system.vigieOnceAllowed(words + more)
    try #require(result.code == 0, "\(line): \(result.errors)")
    return result.output
  }

  private func objects(_ line: String) throws -> [[String: Any]] {
    let output = try told(line, "--format", "json")
    return try #require(
      JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
  }

  @Test(
    "structures are named and in French order in text; CSV adds the columns behind those it had")
  func structures() throws {
    for line in [
      "fragile --as-of \(Self.day)", "training needs --as-of \(Self.day)",
      "training unreached --from 2025-01-01 --to \(Self.day)",
    ] {
      let csv = try told(line, "--format", "csv", "--lang", "en").split(separator: "\n")
      #expect(csv[0].hasSuffix(",structure,commune"), "\(csv[0])")
      // 69029 is Bron.
      #expect(csv.contains { $0.hasPrefix("S07,") && $0.hasSuffix(",EVS Exemple 07,Bron") })
      let text = try told(line, "--lang", "fr").split(separator: "\n").map(String.init)
      let first = text.firstIndex { $0.contains("EVS Exemple") } ?? -1
      let last = text.lastIndex { $0.contains("Centre social") } ?? -1
      #expect(first > last, "\(text)")
    }
  }

  @Test("contacts of fragile structures and of duplicates: the federation sees its members' people")
  func contacts() throws {
    let line = "fragile --as-of \(Self.day) --contacts"
    // A cross table has no names, so none are read.
    _ = try told("\(line) --cross reason")
    let before = try told("audit show --lang en")
    #expect(before.contains(ListNeeds.method) && !before.contains(GetContacts.method), "\(before)")
    #expect(
      try objects(line).map { $0["name"] as? String } == [
        "Dominique Exemplaire-P03", "Charlie Inventée-P08", nil, "Maxence Inventée-P12",
        "Noa Imaginaire-P14",
      ])
    let pair = try #require(try objects("registry duplicates --contacts").first)
    #expect(pair["name_a"] as? String == "Alix Fictif-P01")
    #expect(pair["name_b"] as? String == "Un Fictif-Courriel")
    // P70's address is "P01@Example.ORG" between blanks, which is no address to copy.
    #expect(pair["email_a"] as? String == "p01@example.org")
    let seen = try told("audit show --subject P70 --lang en")
    #expect(seen.contains(ListDuplicates.method) && seen.contains(GetContacts.method), "\(seen)")

    try system.goOn(as: "federation")
    // S05 is no member.
    let cut = try objects(line)
    #expect(cut.map { $0["name"] is String } == [true, false, false, true, true])
    #expect(cut.map { $0["structure_code"] as? String } == ["S01", "S05", "S07", "S14", "S17"])
    let own = try #require(try objects("registry duplicates --contacts").first)
    #expect(own["name_a"] as? String == "Alix Fictif-P01" && own["name_b"] is NSNull)
  }

  @Test("parties and funders have names; contributions are not the federation's business")
  func partners() throws {
    let line = "registry agreements --as-of \(Self.day) --lang fr"
    let sheet = try told(line, "--format", "excel")
    #expect(
      sheet.contains(
        "Caf fictive (PA-CAF) ; Commune fictive Un (PA-COM1) ; Centre social Exemple 01"))
    #expect(sheet.contains("code;type;intitulé;signée le;du;au;") && sheet.contains(";01/01/2022;"))
    let open = try told(line, "--format", "csv")
    #expect(open.hasPrefix("agreement_code,kind,title,signed_on,from,to,"), "\(open)")
    #expect(open.contains(",PA-CAF PA-COM1 S01,") && open.contains(",2022-01-01,"))
    _ = try told("registry agreements --as-of \(Self.day)", "--ics", "\(system.home)/a.ics")
    let calendar = try String(contentsOfFile: "\(system.home)/a.ics", encoding: .utf8)
      .replacing("\r\n ", with: "")
    #expect(calendar.contains("Commune fictive Un") && !calendar.contains("PA-COM1"))

    // AgreementTests and golden-year's contributions.csv: seven rows of the Caf, 2024 and 2025.
    let caf = try #require(try objects("registry partners --as-of \(Self.day)").first)
    #expect(caf["partner_code"] as? String == "PA-CAF" && caf["name"] as? String == "Caf fictive")
    #expect(caf["agreements"] as? Int == 7 && caf["active"] as? Int == 4)
    #expect(caf["contributions"] as? Int == 7)

    let own = try objects("registry contributions --year 2025 --structure S01")
    #expect(
      own.map { $0["partner"] as? String } == [
        "Caf fictive", "Commune fictive Un", "Commune fictive Deux",
      ])
    #expect(own.map { $0["paid"] as? String } == ["12000.00", "18000.75", nil])
    let amounts = "registry contributions --year 2025 --structure S01"
    #expect(try told(amounts, "--format", "csv").contains(",2025,20000.00,18000.75\n"))
    #expect(try told(amounts, "--format", "excel").contains(";2025;20000,00;18000,75\n"))
    let handover = try told("diagnosis handover S01 --as-of \(Self.day) --lang fr")
    #expect(handover.contains("Commune fictive Deux"), "\(handover)")

    try system.goOn(as: "federation")
    let seen = try #require(try objects("registry partners --as-of \(Self.day)").first)
    #expect(seen["agreements"] as? Int == 7 && seen["contributions"] is NSNull)
  }

  @Test("who uses a tool, from when to when; of a private one its owner and operators only")
  func tools() async throws {
    let line = "registry tools --as-of \(Self.day) --lang en"
    let sheet = try told(line, "--format", "excel")
    #expect(sheet.contains("Centre social Exemple 01 (S01)"), "\(sheet)")
    #expect(try told(line, "--format", "csv").contains(",S01\n"))
    let users = try objects("registry tools --as-of \(Self.day) --tool O1")
    #expect(users.map { $0["structure_code"] as? String } == ["S01", "S02"])
    #expect(users.map { $0["to"] as? String } == [nil, "2025-12-31"])
    #expect(users[0]["name"] as? String == "Centre social Exemple 01")
    #expect(try objects("registry tools --as-of \(Self.day) --tool O3").count == 1)
    let unknown = try system.vigie("registry", "tools", "--tool", "O9", "--lang", "fr")
    #expect(unknown.code == 1 && unknown.errors.contains("Aucun outil ne porte le code O9"))

    let day = try #require(CivilDate(Self.day))
    func codes(_ caller: Caller, _ tool: String, of structure: String? = nil) async throws
      -> [String]
    {
      try await caller.call(
        "registry", ListToolUsers(tool: tool, asOf: day, structure: structure)
      ).uses.map(\.structure)
    }
    func refusal(_ caller: Caller, _ tool: String, of structure: String? = nil) async -> String? {
      await status { _ = try await codes(caller, tool, of: structure) }?.details?.reason
    }
    let trainer = try await Caller.join(system, as: "trainer", .federation)
    #expect(try await codes(trainer, "O1") == ["S01", "S02"])
    #expect(await refusal(trainer, "O3") == "TOOL_PRIVATE")
    #expect(await refusal(trainer, "O3", of: "S05") == "TOOL_PRIVATE")
    // S01 owns O1; S02 uses it, and is told of itself; S05 owns O3.
    let s01 = try await Caller.join(system, as: "s01", .structure, structure: "S01")
    let s02 = try await Caller.join(system, as: "s02", .structure, structure: "S02")
    let s05 = try await Caller.join(system, as: "s05", .structure, structure: "S05")
    #expect(try await codes(s01, "O1") == ["S01", "S02"])
    #expect(try await codes(s02, "O1") == ["S02"])
    #expect(try await codes(s05, "O3") == ["S05"])
    #expect(try await codes(s02, "O3").isEmpty)
    #expect(await refusal(s02, "O1", of: "S01") == "OTHER_STRUCTURE")
    for caller in [trainer, s01, s02, s05] { await caller.close() }
  }

  @Test("declared meetings and planned steps are calendars; declarations are filtered by structure")
  func otherCalendars() async throws {
    // S01 is in the Métropole, and B01 is the body of its commune; S02 and B03 are in the Département.
    for (structure, body) in [("S01", "B01"), ("S02", "B03")] {
      let caller = try await Caller.join(
        system, as: structure.lowercased(), .structure, structure: structure)
      let row = [
        "structure_code": structure, "body_code": body, "held_on": "2025-05-15",
        "response": "present",
      ]
      let reply = try await caller.call(
        "evaluation", RecordDiagnosis(file: "veille_declarations.csv", rows: [row]))
      #expect(reply.counts.loaded == 1)
      await caller.close()
    }
    let csv = try told(
      "evaluation meetings --year 2025 --declared --ctcd 69D --kind CS", "--format", "csv", "--ics",
      "\(system.home)/d.ics"
    ).split(separator: "\n")
    #expect(csv.count == 2 && csv[1].hasPrefix("S02,B03,2025-05-15,"), "\(csv)")
    let declared = try String(contentsOfFile: "\(system.home)/d.ics", encoding: .utf8)
    #expect(declared.contains("UID:declared-meeting-S02 B03 2025-05-15@vigie\r\n"))

    let file = "\(system.home)/action_steps.csv"
    try Data(
      """
      action_code;step_code;label;responsible;partners;funders;planned_on;planned_people;\
      planned_cost;done_on;reached_people;spent_cost;dropped_on
      1;A;Une étape;Caf;;;2025-01-01;;;2025-01-02;;;
      1;B;Une autre;Caf;Fédération;;2026-06-30;;;;;;

      """.utf8
    ).write(to: URL(fileURLWithPath: file))
    _ = try told("import \(file) --fictitious")
    _ = try told("actions --as-of \(Self.day) --lang fr", "--ics", "\(system.home)/s.ics")
    let steps = try String(contentsOfFile: "\(system.home)/s.ics", encoding: .utf8)
    #expect(steps.components(separatedBy: "BEGIN:VEVENT").count == 2)
    #expect(steps.contains("DTSTART;VALUE=DATE:20260630\r\n"))
    #expect(steps.contains("SUMMARY:Action 1 : Une autre\r\n"))
  }

  @Test("fragile structures are a calendar of the days on which approvals end")
  func calendar() throws {
    _ = try told("fragile --as-of \(Self.day)", "--ics", "\(system.home)/f.ics")
    let text = try String(contentsOfFile: "\(system.home)/f.ics", encoding: .utf8)
    // acceptance/golden-year: all five approvals end some day, that of S17 on the day itself.
    #expect(text.components(separatedBy: "BEGIN:VEVENT").count == 6)
    #expect(text.contains("UID:approval-end-S17@vigie\r\n"))
    #expect(text.contains("DTSTART;VALUE=DATE:20251231\r\n"))
  }
}
