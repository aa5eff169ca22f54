import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

/// What a director asks in a year: what was left to them, what is missing for the renewal, which tools others use. The rows are worked out
/// by hand from acceptance/golden-year.
@Suite("A director's year", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct OwnYearTests {
  private static let day = "2025-12-31"

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
  }

  private func objects(_ words: String...) throws -> [[String: Any]] {
    try system.vigieOnceAllowed(words + ["--format", "json"]).objects()
  }

  private struct Renewal: Decodable {
    struct Item: Decodable {
      let code: String
      let subject: String?
      let dueOn: CivilDate
      let daysLeft: Int
      let isDone: Bool
      let why: String?
    }

    let endsOn: CivilDate
    let daysLeft: Int
    let items: [Item]
  }

  private func renewal(_ structure: String, _ more: String...) throws -> Renewal {
    let told = try system.vigieOnceAllowed(
      ["renewal", structure, "--as-of", Self.day, "--format", "json"] + more)
    try #require(told.code == 0, "\(told.errors)")
    return try JSONDecoder().decode(Renewal.self, from: Data(told.output.utf8))
  }

  @Test("a renewal counts back from the last day, and its calendar has what is to be done")
  func renewals() throws {
    let s14 = try renewal("S14", "--ics", "\(system.home)/s14.ics")
    // The approval ends on 31 December 2026, in 365 days; nothing was noted by the day, so the bases are due today.
    #expect(s14.endsOn.iso == "2026-12-31" && s14.daysLeft == 365)
    #expect(s14.items.count == 13 && s14.items.allSatisfy { !$0.isDone })
    #expect(s14.items.first?.code == "BASE" && s14.items.first?.daysLeft == 0)
    let calendar = try String(contentsOfFile: "\(system.home)/s14.ics", encoding: .utf8)
    #expect(calendar.components(separatedBy: "BEGIN:VEVENT").count == 14)

    let s02 = try renewal("S02").items
    func item(_ code: String) -> Renewal.Item? { s02.first { $0.code == code } }
    // The two readers lie two points apart on a2; the diagnosis was revised on 15 January 2025; A02 ends on 30 June 2026.
    #expect(item("READING_FIRST")?.isDone == true && item("READING_SECOND")?.isDone == true)
    #expect(item("READING_FINAL")?.why == "NOTHING_YET" && item("REVISION")?.isDone == true)
    #expect(item("AGREEMENT")?.subject == "A02" && item("AGREEMENT")?.daysLeft == 181)
    #expect(item("AGREEMENT")?.why == "NOT_FOLLOWED")
  }

  @Test(
    "tools that comparable structures use are told with whom to ask, named to those who may know")
  func tools() throws {
    // No five social centres are of one area: comparable are S01, S02, S03, S13, S14, S17 and S19. O1 is used by S01 and S02, O2 by S01
    // and S19; O3 is private, O4 begins later, O5 is used by an EVS. P03 directs S01.
    let told = try objects("registry", "tools", "--near", "S06", "--as-of", Self.day)
    #expect(told.map { $0["tool_code"] as? String } == ["O1", "O2"])
    #expect(told.map { $0["users"] as? Int } == [2, 2])
    #expect(told[0]["owner"] as? String == "Centre social Exemple 01")
    #expect(told[0]["director_name"] as? String == "Dominique Exemplaire-P03")
    #expect(told[1]["owner"] is NSNull)
    // S02 uses O1 itself.
    let other = try objects("registry", "tools", "--near", "S02", "--as-of", Self.day)
    #expect(other.map { $0["tool_code"] as? String } == ["O2"])

    try system.goOn(as: "structure", of: "S06")
    let own = try objects("registry", "tools", "--near", "S06", "--as-of", Self.day)
    #expect(own.map { $0["tool_code"] as? String } == ["O1", "O2"])
    #expect(own[0]["owner"] as? String == "Centre social Exemple 01")
    #expect(own[0]["director"] is NSNull && own[0]["director_name"] is NSNull)
    let refused = try system.vigie("registry", "tools", "--near", "S02", "--as-of", Self.day)
    #expect(refused.code == 1 && refused.errors.contains("OTHER_STRUCTURE"))
  }

  /// Writes into the gateway's configuration whom to call.
  private func nameContact() throws {
    let url = URL(fileURLWithPath: "\(system.home)/vigie.json")
    var options = try #require(
      JSONSerialization.jsonObject(with: try Data(contentsOf: url)) as? [String: Any])
    options["contacts"] = [
      [
        "role": "Caf fictive", "name": "Camille Fictif", "phone": "04 00 00 00 00",
        "email": "camille.fictif@example.org",
      ]
    ]
    try JSONSerialization.data(withJSONObject: options).write(to: url)
  }

  @Test("a file that names only whom to call says that it names people")
  func onlyContacts() throws {
    // An auditor sees no mandates and no names.
    try system.goOn(as: "auditor")
    try nameContact()
    let words = ["diagnosis", "handover", "S06", "--as-of", Self.day, "--lang", "fr"]
    let told = try system.vigieOnceAllowed(words).output
    #expect(told.contains("Camille Fictif"), "\(told)")
    #expect(told.contains("Ce dossier nomme des personnes"), "\(told)")
    let unnamed = try system.vigieOnceAllowed(words + ["--without-names"]).output
    #expect(unnamed.contains("Ce dossier ne nomme personne"), "\(unnamed)")
  }

  @Test("the next director reads the whole file with the structure's own key, and whom to call")
  func ownKey() throws {
    try system.goOn(as: "structure", of: "S06")
    let words = ["diagnosis", "handover", "S06", "--as-of", Self.day, "--lang", "fr"]
    let nobody = try system.vigieOnceAllowed(words)
    #expect(nobody.output.contains("Personne n'est indiqué"), "\(nobody.output)")
    try nameContact()

    let unnamed = try system.vigieOnceAllowed(words + ["--without-names"])
    #expect(unnamed.output.contains("Caf fictive, 04 00 00 00 00"), "\(unnamed.output)")
    for name in ["Camille Fictif", "camille.fictif"] {
      #expect(!unnamed.output.contains(name), "\(unnamed.output)")
    }
    let told = try system.vigieOnceAllowed(words)
    #expect(told.code == 0, "\(told.errors)")
    // P01 directs S06 since 1 April 2025.
    for part in ["Alix Fictif-P01", "01/04/2025", "Caf fictive, Camille Fictif, 04 00 00 00 00"] {
      #expect(told.output.contains(part), "\(part)\n\(told.output)")
    }
    #expect(!told.output.contains("non communiqué à cette clé"), "\(told.output)")
    // attendance.csv: P40 came for S06 to T02. P01 came for S01 to T06 and T01, and directs S06 now: I4 counts it, and so it is told.
    let json = try system.vigie(
      "diagnosis", "handover", "S06", "--as-of", Self.day, "--format", "json")
    let file = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let sessions = file?["sessions"] as? [[String: Any]]
    #expect(sessions?.map { $0["code"] as? String } == ["T02", "T06", "T01"], "\(json.errors)")
    #expect(file?["isTrained"] as? Bool == true)
    #expect(try renewal("S06").items.count >= 13)
    let other = try system.vigie("renewal", "S02", "--as-of", Self.day)
    #expect(other.code == 1 && other.errors.contains("OTHER_STRUCTURE"))
  }

  @Test("contributions stand beside what the answer to SENACS declares, and a difference is asked")
  func beside() throws {
    let codebook = #"""
      {"fields": [
        {"name": "code_structure", "section": "identity", "constraints": {"required": true}},
        {"name": "subv_caf", "type": "number", "section": "money"},
        {"name": "subv_commune", "type": "number", "section": "money",
         "labels": {"fr": "Financement de la commune", "en": "Funding by the commune"}},
        {"name": "statut", "section": "answer", "constraints": {"required": true, "enum": ["non_commence", "brouillon", "valide"]}},
        {"name": "date_validation", "type": "date", "section": "answer"}]}
      """#
    func write(_ name: String, _ text: String) throws -> String {
      let path = "\(system.home)/\(name)"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      return path
    }
    let set = try system.vigie(
      "senacs", "codebook", "2025", "--set", write("codebook.json", codebook))
    try #require(set.code == 0, "\(set.errors)")
    // Campaign 2025 is about 2024.
    let loaded = try system.vigie(
      "senacs", "load", "2025",
      write(
        "answers.csv",
        "code_structure;subv_caf;subv_commune;statut;date_validation\nS01;12000;500;valide;2025-04-10\n"
      ), "--fictitious")
    try #require(loaded.code == 0, "\(loaded.output)\(loaded.errors)")
    let added = try system.vigie(
      "import",
      write(
        "contributions.csv",
        """
        structure_code;year;partner_code;purpose;promised;paid
        S01;2024;PA-CAF;functioning;12500;12000
        S01;2024;PA-COM1;functioning;800;700
        S01;2024;PA-MSA;project;;40

        """), "--fictitious")
    try #require(added.code == 0, "\(added.errors)")

    let told = try objects(
      "registry", "contributions", "--year", "2024", "--structure", "S01", "--beside-senacs")
    let lines = told.map { row in
      [
        (row["kinds"] as? [String] ?? []).joined(separator: "+"), row["paid"] as? String ?? "-",
        row["declared"] as? String ?? "-", row["question"] as? String ?? "",
      ].joined(separator: " ")
    }
    // This codebook does not ask about the MSA.
    #expect(
      lines == [
        "caf 12000.00 12000.00 ", "commune 700.00 500.00 AMOUNTS_DIFFER", "msa 40.00 - ",
      ])
    // People read what the codebook calls a question, and its name where it says nothing; programs read the name.
    let line = [
      "registry", "contributions", "--year", "2024", "--structure", "S01", "--beside-senacs",
    ]
    let text = try system.vigieOnceAllowed(line + ["--lang", "fr"]).output
    #expect(text.contains("Financement de la commune") && text.contains("subv_caf"), "\(text)")
    #expect(!text.contains("subv_commune"), "\(text)")
    let csv = try system.vigieOnceAllowed(line + ["--format", "csv", "--lang", "fr"]).output
    #expect(csv.contains("subv_commune") && !csv.contains("Financement"), "\(csv)")
    // Without a structure what is to be asked of each, one after another.
    let all = try objects("registry", "contributions", "--year", "2024", "--beside-senacs")
    let asked = all.filter { $0["structure_code"] as? String == "S01" }
    #expect(asked.map { $0["question"] as? String } == ["AMOUNTS_DIFFER"])
    #expect(asked.first?["name"] as? String == "Centre social Exemple 01")
    #expect(all.allSatisfy { $0["question"] is String })
  }

  @Test("the federation reads the posts and the tools of its members, and of nobody else")
  func federation() async throws {
    let caller = try await Caller.join(system, as: "trainer", .federation)
    let day = try #require(CivilDate(Self.day))
    let posts = try await caller.call("registry", ListMandates(structure: "S17", asOf: day))
    // P14 fills in until that day; the mandate of P22 as family referent ended on 15 December.
    #expect(
      posts.mandates.map { "\($0.person) \($0.function) \($0.interim)" } == ["P14 director true"])
    let refused = await status {
      try await caller.call("registry", ListMandates(structure: "S12", asOf: day))
    }
    #expect(refused?.details?.reason == "OTHER_STRUCTURE")
    let near = try await caller.call("registry", ListToolsNear(structure: "S06", asOf: day))
    #expect(near.comparable == 7 && near.tools.first?.director == "P03")
    await caller.close()
  }
}
