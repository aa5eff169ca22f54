import Crypto
import Foundation
import TestSupport
import Testing

@Suite("Refusals, as the forms of the fact files say", .onWaitingThreads, .serialized)
struct RefusalTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  /// Loads one invented file and returns what was refused as `row column value code`.
  private func refusals(_ file: String, _ lines: [String]) throws -> [String] {
    let path = "\(system.home)/\(file)"
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    let printed = try system.vigie("import", path, "--fictitious", "--format", "json")
    // Exit code 3 says that rows were refused, and 0 that all are loaded; 1 would be a failed import.
    try #require([0, 3].contains(printed.code), "\(printed.errors)")
    let refused = try PrintedImport.read(printed.output).refused
    #expect(printed.code == (refused.isEmpty ? 0 : 3))
    return refused.map { "\($0.row) \($0.column) \($0.value) \($0.code)" }
  }

  @Test("structures: form, communes and duplicates")
  func structures() throws {
    let header =
      "structure_code;kind;name;manager_siren;siret;commune_code;commune_as_of;federated;zone;qpv;closed_on"
    let refused = try refusals(
      "structures.csv",
      [
        header,
        "X1;CS;Un;;;69381;2024-01-01;;;;",  // 2: taken
        "X1;CS;Deux;;;69381;2024-01-01;;;;",  // 3
        "X2;ABC;Trois;;;69381;2024-01-01;;;;",  // 4
        "X3;CS;;;;69381;2024-01-01;;;;",  // 5
        "X4;CS;Quatre;;;69152;2024-01-01;;;;",  // 6: merged the day before
        "X5;CS;Cinq;;;69152;2023-12-31;;;;",  // 7: taken
        "X6;CS;Six;;;38185;2024-01-01;;;;",  // 8: another department, taken
        "X7;CS;Sept;;;nowhere;2024-01-01;;;;",  // 9
        "X8;CS;Huit;;;69381;2024-02-30;;;;",  // 10
        "X9;CS;Neuf;;;69381;2024-01-01;souvent;;;",  // 11
        "X2;CS;Dix;;;69381;2024-01-01;;;;",  // 12: row 4 was refused, so this is the first: taken
      ])
    #expect(
      refused == [
        "3 structure_code X1 DUPLICATE_ROW", "4 kind ABC BAD_VALUE", "5 name  MISSING_VALUE",
        "6 commune_code 69152 UNKNOWN_COMMUNE", "9 commune_code nowhere UNKNOWN_COMMUNE",
        "10 commune_as_of 2024-02-30 BAD_DATE", "11 federated souvent BAD_VALUE",
      ])
  }

  @Test("approvals and mandates: references and intervals")
  func intervals() throws {
    #expect(
      try refusals(
        "approvals.csv",
        [
          "structure_code;from;to;families", "S01;2030-01-01;2029-12-31;true",
          "NOPE;2030-01-01;;true",
        ]) == ["2 to 2029-12-31 INTERVAL_REVERSED", "3 structure_code NOPE UNKNOWN_STRUCTURE"])
    #expect(
      try refusals(
        "mandates.csv",
        [
          "person_code;structure_code;function;from;to;interim;end_reason",
          "NOBODY;S01;director;2025-01-01;;false;", "P01;S01;boss;2025-01-01;;false;",
          "P01;S01;director;2025-05-01;2025-04-30;;",
        ]) == [
          "2 person_code NOBODY UNKNOWN_PERSON", "3 function boss BAD_VALUE",
          "4 interim  MISSING_VALUE",
        ])
  }

  @Test("attendance: more half-days than the session has, told after everything else")
  func attendance() throws {
    #expect(
      try refusals(
        "attendance.csv",
        [
          "session_code;person_code;structure_code;audience;status;half_days_present",
          "T01;P02;S01;employee;present;5",  // T01 has 4 half-days
          "T01;P02;NOPE;employee;present;5", "T01;P02;S01;employee;present;-1",
          "T99;P02;S01;employee;present;1", "T01;P03;;employee;present;",
        ]) == [
          "2 half_days_present 5 OUT_OF_RANGE", "3 structure_code NOPE UNKNOWN_STRUCTURE",
          "4 half_days_present -1 BAD_NUMBER", "5 session_code T99 UNKNOWN_SESSION",
        ])
  }

  @Test("submissions: instants and items")
  func submissions() throws {
    #expect(
      try refusals(
        "submissions.csv",
        [
          "campaign;structure_code;submission_code;received_at;status;base_items;base_items_answered",
          "2025;S01;N1;2025-05-01 10:00:00;validated;10;5",
          "2025;S01;N2;2025-05-01T10:00:00Z;validated;10;11",
          "1999;S01;N3;2025-05-01T10:00:00Z;draft;;",
          "2025;S01;N4;2025-05-01T10:00:00Z;draft;;",
        ]) == [
          "2 received_at 2025-05-01 10:00:00 BAD_DATE", "3 base_items_answered 11 OUT_OF_RANGE",
          "4 campaign 1999 UNKNOWN_CAMPAIGN",
        ])
  }

  @Test("diagnoses: levels, and a1 that only a first project may leave empty")
  func diagnoses() throws {
    let header =
      "structure_code;assessor;assessed_on;first_project;a1;a2;a3;a4a;a4b;a4c;problems;"
      + "problems_with_axis;objectives;objectives_linked;last_revision_on;revision_changed"
    #expect(
      try refusals(
        "diagnoses.csv",
        [
          header, "S01;first;2025-09-01;true;;2;2;2;2;2;4;4;4;4;;",
          "S01;first;2025-09-02;false;;2;2;2;2;2;4;4;4;4;;",
          "S01;first;2025-09-03;false;4;2;2;2;2;2;4;4;4;4;;",
          "S01;first;2025-09-04;false;1;2;2;2;2;2;4;5;4;4;;",
        ]) == ["3 a1  MISSING_VALUE", "4 a1 4 BAD_VALUE", "5 problems_with_axis 5 OUT_OF_RANGE"])
  }

  @Test("what others wrote cannot steer a terminal, and JSON means the same")
  func terminals() throws {
    let name = "A\u{1B}[2J\u{9B}31m\u{202E}\u{2066}\u{7F}é"
    let visible = #"A\u001b[2J\u009b31m\u202e\u2066\u007fé"#
    let header =
      "structure_code;kind;name;manager_siren;siret;commune_code;commune_as_of;federated;zone;qpv;closed_on"
    func line(_ code: String, _ kind: String) -> String {
      "\(code);\(kind);\(name);;;69381;2024-01-01;;;;"
    }

    #expect(
      try refusals("structures.csv", [header, line("T1", "CS"), line("T2", name)])
        == ["3 kind \(name) BAD_VALUE"])

    let printed = [
      try system.vigie("registry", "list"),
      try system.vigie("import", "\(system.home)/structures.csv", "--fictitious"),
      try system.vigie("registry", "\(name)"),
    ].map { $0.output + $0.errors }
    for text in printed {
      #expect(text.contains(visible), "\(text)")
      #expect(
        !text.unicodeScalars.contains {
          $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
            || $0.properties.isBidiControl
        })
    }
  }

  @Test("a file cut off inside a cell changes nothing and says from where on")
  func cutOff() throws {
    let path = "\(system.home)/people.csv"
    try Data("person_code;family_name;given_name;email\nQ1;Un;A;\nQ2;\"Deu".utf8)
      .write(to: URL(fileURLWithPath: path))
    let printed = try system.vigie("import", path, "--fictitious")
    #expect(printed.code == 1)
    #expect(printed.errors.contains("FILE_TRUNCATED"))
    // Q1 was not loaded either, so a mandate of Q1 is refused.
    #expect(
      try refusals(
        "mandates.csv",
        [
          "person_code;structure_code;function;from;to;interim;end_reason",
          "Q1;S01;other;2025-01-01;;false;",
        ]) == ["2 person_code Q1 UNKNOWN_PERSON"])
  }

  @Test("an upload that broke off goes on where it stopped, and a wrong digest is refused")
  func resume() throws {
    let text = "person_code;family_name;given_name;email\nR1;Un;A;\n"
    let digest = Self.digest(text)
    func call(_ method: String, _ json: String) throws -> RunningSystem.Result {
      try system.vigie("call", "vigie.files.v1/\(method)", json, "--service", "registry")
    }
    func begin(_ digest: String) throws -> [String: Any] {
      let begun = try call(
        "BeginImport",
        #"{"file":"people.csv","byteCount":\#(text.utf8.count),"sha256":"\#(digest)","fictitious":true}"#
      )
      let reply = try JSONSerialization.jsonObject(with: Data(begun.output.utf8))
      return try #require(reply as? [String: Any])
    }
    func put(_ id: String, from offset: Int, to end: Int) throws {
      let bytes = Data(Array(text.utf8)[offset..<end]).base64EncodedString()
      let put = try call(
        "PutChunk", #"{"importID":"\#(id)","offset":\#(offset),"data":"\#(bytes)"}"#)
      #expect(put.code == 0, "\(put.errors)")
    }

    let id = try #require(try begin(digest)["importID"] as? String)
    try put(id, from: 0, to: 20)
    let early = try call("CommitImport", #"{"importID":"\#(id)"}"#)
    let again = try begin(digest)
    try put(id, from: 20, to: text.utf8.count)
    let committed = try call("CommitImport", #"{"importID":"\#(id)"}"#)

    #expect(early.errors.contains("FILE_INCOMPLETE"))
    #expect(again["importID"] as? String == id && again["offset"] as? Int == 20)
    #expect(committed.output.contains(#""loaded":1"#))

    let wrong = try #require(
      try begin(String(repeating: "0", count: 64))["importID"] as? String)
    try put(wrong, from: 0, to: text.utf8.count)
    #expect(try call("CommitImport", #"{"importID":"\#(wrong)"}"#).errors.contains("FILE_DIGEST"))
  }

  private static func digest(_ text: String) -> String {
    SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
  }

  @Test("a SIRET that fails its check is told, and the row is taken")
  func siret() throws {
    let path = "\(system.home)/structures.csv"
    let text = """
      structure_code;kind;name;manager_siren;siret;commune_code;commune_as_of;federated;zone;qpv;closed_on;colour
      Y1;CS;Un;123;35600000000048;69381;2024-01-01;;;;;
      Y2;CS;Deux;;00000000000000;69381;2024-01-01;;;;;

      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let printed = try system.vigie("import", path, "--fictitious", "--format", "json")
    let report = try PrintedImport.read(printed.output)
    #expect(report.loaded == 2)
    #expect(
      report.findings.map { "\($0.row) \($0.column) \($0.code)" } == [
        "1 colour UNKNOWN_COLUMN", "2 manager_siren SIRET_LENGTH", "3 siret SIRET_CHECKSUM",
      ])
  }
}
