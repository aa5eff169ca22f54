import CentreNetwork
import FactKinds
import RPCContract
import Tabular
import Testing
import Values

/// What the rows of the year's fact files may hold. Source: acceptance/year.md, “Fact files”.
@Suite("Rows of the year's fact files")
struct YearFactTests {
  /// Knows some codes, and Pierre-Bénite (69152), which Oullins (69149) took in on 2024-01-01.
  private struct Facts: FactContext {
    private let codes = [
      "structures": ["S1", "S2"], "partners": ["PA"], "agreements": ["C1"], "tools": ["O1"],
      "sessions": ["T1"], "people": ["P1"],
    ]
    private let communes: CommuneHistory

    init() throws {
      let day = try #require(CivilDate("2024-01-01"))
      communes = CommuneHistory(
        communes: [
          Commune(code: "69149", name: "Oullins-Pierre-Bénite", ctcd: "69M", parent: nil),
          Commune(code: "69123", name: "Lyon", ctcd: "69M", parent: nil),
          Commune(code: "69381", name: "Lyon 1er", ctcd: "69M", parent: "69123"),
        ],
        movements: ["69149", "69152"].map {
          Movement(
            effectiveOn: day, from: $0, to: "69149", nameBefore: "", nameAfter: "Oullins")
        })
    }

    func knows(_ value: String, as reference: Reference, on day: CivilDate?) -> Bool {
      guard reference.table == "communes" else {
        return codes[reference.table]?.contains(value) ?? false
      }
      return day.map { communes.isKnown(value, on: $0) } ?? false
    }
    func alike(_ value: String, as reference: Reference) -> [String] { [] }
    func excess(in row: FactRow) -> String? { nil }
    func stored(_ key: [String]) -> [String: String]? { nil }
  }

  /// Returns the first fault of each row that is refused, as `row column value code`. The first row is row 2.
  private func faults(_ kind: FactKind, _ rows: [String]) throws -> [String] {
    let header = kind.form.columns.map(\.name).joined(separator: ";")
    let text = ([header] + rows).map { $0 + "\n" }.joined()
    var table = try SchemaReader(
      kind.form.schema, CSVReader(bytes: Array(text.utf8)), file: kind.file)
    var check = FactCheck(kind.form, try Facts())
    var told: [String] = []
    while let outcome = try check.next(of: &table) {
      guard case .refused(let finding) = outcome else { continue }
      told.append("\(finding.row) \(finding.column) \(finding.value) \(finding.code)")
    }
    return told
  }

  @Test("partners and tools: closed lists; a tool may belong to nobody, or to a known structure")
  func lists() throws {
    #expect(
      try faults(.partners, ["PA;Caf;caf", "PB;Autre;bank", "PC;;caf", "PA;Caf;caf"]) == [
        "3 kind bank BAD_VALUE", "4 name  MISSING_VALUE", "5 partner_code PA DUPLICATE_ROW",
      ])
    #expect(
      try faults(
        .tools,
        [
          "O1;Carte;map;S1;open", "O2;Carte;map;;on_request", "O3;Carte;map;S9;private",
          "O4;Carte;map;;shared",
        ]) == ["4 owner_structure_code S9 UNKNOWN_STRUCTURE", "5 sharing shared BAD_VALUE"])
  }

  @Test("agreements: neither the last day nor the day of breaking off comes before the first")
  func agreements() throws {
    let told = try faults(
      .agreements,
      [
        // Neither signed nor ended; all in one day; broken off behind the last day.
        "C1;tripartite;Un;;2025-01-01;;", "C2;ctg;Un;2025-01-01;2025-01-01;2025-01-01;2025-01-01",
        "C3;other;Un;;2025-01-01;2025-06-30;2025-12-31",
        "C4;city_policy;Un;;2025-01-01;2024-12-31;", "C5;ctg;Un;;2025-01-01;;2024-12-31",
        // Both reversed: the leftmost column is told. A fault of form comes before.
        "C6;ctg;Un;;2025-01-01;2024-12-31;2024-12-30", "C7;ctg;Un;hier;2025-01-01;2024-12-31;",
        "C8;ctg;Un;;;;",
      ])
    #expect(
      told == [
        "5 to 2024-12-31 INTERVAL_REVERSED", "6 ended_on 2024-12-31 INTERVAL_REVERSED",
        "7 to 2024-12-31 INTERVAL_REVERSED", "8 signed_on hier BAD_DATE", "9 from  MISSING_VALUE",
      ])
  }

  @Test("a party is a structure or a partner, and each once")
  func parties() throws {
    let told = try faults(
      .agreementParties,
      [
        "C1;S1;", "C1;;PA", "C1;S2;", "C1;S1;PA", "C1;;", ";S1;", "C9;S9;", "C1;S9;", "C1;;PB",
        "C9;;", "C1;S1;", "C1;;PA",
      ])
    #expect(
      told == [
        "5 structure_code S1 PARTY_UNCLEAR", "6 structure_code  PARTY_UNCLEAR",
        "7 agreement_code  MISSING_VALUE", "8 agreement_code C9 UNKNOWN_AGREEMENT",
        "9 structure_code S9 UNKNOWN_STRUCTURE",
        "10 partner_code PB UNKNOWN_PARTNER", "11 structure_code  PARTY_UNCLEAR",
        "12 agreement_code C1 DUPLICATE_ROW", "13 agreement_code C1 DUPLICATE_ROW",
      ])
  }

  @Test("the communes of agreements are checked as those of structures")
  func communes() throws {
    let told = try faults(
      .agreementCommunes,
      [
        "C1;69152;2023-12-31", "C1;69381;2024-01-01", "C1;38185;2024-01-01",
        "C1;69152;2024-01-01", "C1;69999;2024-01-01", "C1;nowhere;2024-01-01",
        "C1;69123;2024-02-30", "C1;69123;", "C9;69999;2024-01-01", "C1;69381;2023-01-01",
      ])
    #expect(
      told == [
        "5 commune_code 69152 UNKNOWN_COMMUNE", "6 commune_code 69999 UNKNOWN_COMMUNE",
        "7 commune_code nowhere UNKNOWN_COMMUNE", "8 commune_as_of 2024-02-30 BAD_DATE",
        "9 commune_as_of  MISSING_VALUE", "10 agreement_code C9 UNKNOWN_AGREEMENT",
        "11 agreement_code C1 DUPLICATE_ROW",
      ])
  }

  @Test("contributions: amounts in euros, which may be missing; a year; a purpose of the list")
  func contributions() throws {
    let told = try faults(
      .contributions,
      [
        "S1;2025;PA;functioning;12000;12000.00", "S1;2025;PA;action_1;;8000.5",
        "S1;2025;PA;action_2;;", "S1;2025;PA;project;999999999999.99;0",
        "S1;2025;PA;other;1000000000000;", "S1;2025;PA;other;-1;1.234", "S1;2025;PA;other;;1,5",
        "S1;25;PA;other;;", "S1;2025;PA;gift;;", "S1;2025;PB;other;;", "S1;1899;PA;other;;x",
        "S1;2025;PA;functioning;;", "S1;2025;PA;other;;",
      ])
    #expect(
      told == [
        "6 promised 1000000000000 BAD_NUMBER", "7 promised -1 BAD_NUMBER", "8 paid 1,5 BAD_NUMBER",
        "9 year 25 OUT_OF_RANGE", "10 purpose gift BAD_VALUE", "11 partner_code PB UNKNOWN_PARTNER",
        "12 paid x BAD_NUMBER", "13 structure_code S1 DUPLICATE_ROW",
      ])
  }

  @Test("uses of tools and enrolments: references, intervals and states")
  func uses() throws {
    #expect(
      try faults(
        .toolUses,
        [
          "O1;S1;2025-01-01;", "O1;S1;2025-02-01;2025-02-01", "O9;S9;2025-01-01;",
          "O1;S9;2025-01-01;", "O1;S1;2025-03-01;2025-02-28", "O1;S1;2025-01-01;2025-12-31",
        ]) == [
          "4 tool_code O9 UNKNOWN_TOOL", "5 structure_code S9 UNKNOWN_STRUCTURE",
          "6 to 2025-02-28 INTERVAL_REVERSED", "7 tool_code O1 DUPLICATE_ROW",
        ])
    #expect(
      try faults(
        .enrolments,
        [
          "T1;P1;;2025-10-01;registered", "T9;P1;S1;2025-10-01;waiting",
          "T1;P9;S1;2025-10-01;cancelled", "T1;P1;S9;2025-10-01;waiting", "T1;P1;S1;;waiting",
          "T1;P1;S1;2025-10-01;present", "T1;P1;S1;2025-10-02;cancelled",
        ]) == [
          "3 session_code T9 UNKNOWN_SESSION", "4 person_code P9 UNKNOWN_PERSON",
          "5 structure_code S9 UNKNOWN_STRUCTURE", "6 enrolled_on  MISSING_VALUE",
          "7 state present BAD_VALUE", "8 session_code T1 DUPLICATE_ROW",
        ])
  }

  @Test("a session has room for one person at least, or its capacity is not known")
  func capacity() throws {
    let head = "C;t;true;planned;2025-01-01;2025-01-01;2;3.5;caf;"
    let told = try faults(
      .sessions,
      ["A;\(head);1;Salle A", "B;\(head);;", "C;\(head);0;", "D;\(head);-3;", "E;\(head);2.5;"]
        + ["F;\(head);100000;"])
    #expect(
      told == [
        "4 capacity 0 BAD_NUMBER", "5 capacity -3 BAD_NUMBER", "6 capacity 2.5 BAD_NUMBER",
        "7 capacity 100000 OUT_OF_RANGE",
      ])
    // Most files have neither capacity nor place, which is not worth a remark.
    let header = Self.columns(.sessions).filter { !["capacity", "place"].contains($0) }
    let table = try SchemaReader(
      FactKind.sessions.form.schema,
      CSVReader(bytes: Array(header.joined(separator: ";").utf8)), file: "sessions.csv")
    let found = FactCheck(FactKind.sessions.form, try Facts()).header(of: table)
    #expect(found.refusals.isEmpty && found.findings.isEmpty)
  }

  private static func columns(_ kind: FactKind) -> [String] { kind.form.columns.map(\.name) }

  @Test("the files are loaded behind all others, each behind those that it refers to")
  func order() {
    let files = FactCatalogue.vigie.kinds.suffix(8).map(\.file)
    #expect(
      files == [
        "partners.csv", "agreements.csv", "agreement_parties.csv", "agreement_communes.csv",
        "contributions.csv", "tools.csv", "tool_uses.csv", "enrolments.csv",
      ])
    #expect(FactCatalogue.vigie.kinds.suffix(8).map(\.owner).last == "training")
    #expect(FactCatalogue.vigie.kinds.suffix(8).dropLast().allSatisfy { $0.owner == "registry" })
  }

  @Test("the registry's files are the operators'; enrolments are brought and told as attendance is")
  func access() throws {
    for kind in FactCatalogue.vigie.kinds.suffix(8).dropLast() {
      #expect(kind.loadedBy == [.operator] && kind.submittedBy.isEmpty, "\(kind.file)")
      #expect(kind.event == nil || kind.isInternal, "\(kind.file)")
    }
    #expect(FactKind.contributions.event == nil)
    let (enrolments, attendance) = (FactKind.enrolments, FactKind.attendance)
    #expect(enrolments.loadedBy == attendance.loadedBy)
    #expect(enrolments.submittedBy == attendance.submittedBy)
    #expect(enrolments.place == attendance.place)
    #expect(enrolments.event?.type == "vigie.training.v1.enrolment-recorded")
  }
}
