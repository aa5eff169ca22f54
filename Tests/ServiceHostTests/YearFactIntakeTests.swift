import Contracts
import FactKinds
import Storage
import Tabular
import Testing
import Values

@testable import ServiceHost

/// The year's fact files in a store: references are looked up there, and rows are kept in the agreed form. Source: acceptance/year.md.
@Suite("Rows of the year's fact files in a store")
struct YearFactIntakeTests {
  private static let kinds: [FactKind] = [
    .communes, .movements, .structures, .sessions, .partners, .agreements, .agreementParties,
    .agreementCommunes, .contributions,
  ]

  private let store: Store

  init() throws { store = try Store(Self.kinds) }

  /// Takes a file, and returns how many rows were loaded, how many were unchanged, and what is told of the others.
  @discardableResult
  private func take(
    _ kind: FactKind, _ lines: String...
  ) async throws -> (loaded: Int, unchanged: Int, told: [String]) {
    let tables = Dictionary(
      uniqueKeysWithValues: Self.kinds.map { ($0.name, HistoryTable($0)) })
    let text = lines.joined(separator: "\n")
    return try await store.database.write { transaction in
      let file = FactFile(kind)
      var intake = try RowIntake(file, fictitious: true, cause: .upload("import"), in: transaction)
      var table = try SchemaReader(
        kind.form.schema, CSVReader(bytes: Array(text.utf8)), file: kind.file)
      var check = FactCheck(kind.form, StoreContext(file, tables: tables, transaction))
      while let outcome = try check.next(of: &table) {
        try intake.take(outcome, in: transaction)
      }
      try intake.end(in: transaction)
      let told = intake.takeReported().map(\.finding)
      return (
        intake.counts.loaded, intake.counts.unchanged,
        told.map { "\($0.row) \($0.column) \($0.value) \($0.code)" }
      )
    }
  }

  private func cell(
    _ column: String, of key: [String], _ kind: FactKind
  ) async throws -> String? {
    try await store.database.read {
      try HistoryTable(kind).find(key, in: $0)?.text(column)
    }
  }

  /// Takes two communes of which one merged into the other on 2024-01-01, a structure, a partner and an agreement.
  private func takeOthers() async throws {
    try await take(
      .communes, "type;code_insee;libelle;ctcd", "COM;69149;Oullins-Pierre-Bénite;69M")
    try await take(
      .movements,
      "MOD;DATE_EFF;TYPECOM_AV;COM_AV;LIBELLE_AV;TYPECOM_AP;COM_AP;LIBELLE_AP",
      "32;2024-01-01;COM;69149;Oullins;COM;69149;Oullins-Pierre-Bénite",
      "32;2024-01-01;COM;69152;Pierre-Bénite;COM;69149;Oullins-Pierre-Bénite")
    try await take(
      .structures, "structure_code;kind;name;commune_code;commune_as_of",
      "S1;CS;Un;69149;2024-01-01")
    try await take(.partners, "partner_code;name;kind", "PA;Caf fictive;caf")
    try await take(
      .agreements, "agreement_code;kind;title;signed_on;from;to;ended_on",
      "C1;ctg;Une;2023-01-01;2023-01-01;;")
  }

  @Test("an empty cell is part of a party's key; parties are looked up in their two tables")
  func parties() async throws {
    try await takeOthers()
    let lines = "agreement_code;structure_code;partner_code"
    let first = try await take(
      .agreementParties, lines, "C1;S1;", "C1;;PA", "C1;S1;PA", "C1;;", "C9;S1;", "C1;S9;",
      "C1;;PB", "C1;;PA")
    #expect(first.loaded == 2)
    #expect(
      first.told == [
        "4 structure_code S1 PARTY_UNCLEAR", "5 structure_code  PARTY_UNCLEAR",
        "6 agreement_code C9 UNKNOWN_AGREEMENT", "7 structure_code S9 UNKNOWN_STRUCTURE",
        "8 partner_code PB UNKNOWN_PARTNER", "9 agreement_code C1 DUPLICATE_ROW",
      ])
    let again = try await take(.agreementParties, lines, "C1;;PA", "C1;S1;")
    #expect(again.loaded == 0 && again.unchanged == 2 && again.told.isEmpty)
    #expect(try await cell("agreement_code", of: ["C1", "", "PA"], .agreementParties) == "C1")
    // A file may lack the column that it leaves empty.
    let short = try await take(.agreementParties, "agreement_code;structure_code", "C1;S1")
    #expect(short.unchanged == 1 && short.told.isEmpty)
  }

  @Test("the communes of an agreement are known on the day for which they are meant")
  func communes() async throws {
    try await takeOthers()
    let taken = try await take(
      .agreementCommunes, "agreement_code;commune_code;commune_as_of", "C1;69152;2023-12-31",
      "C1;69149;2024-01-01", "C1;38185;2024-01-01", "C1;69152;2024-01-01", "C1;69999;2024-01-01")
    #expect(taken.loaded == 3)
    #expect(
      taken.told == [
        "5 commune_code 69152 UNKNOWN_COMMUNE", "6 commune_code 69999 UNKNOWN_COMMUNE",
      ])
  }

  @Test("an amount is kept as one text, however many zeros it was written with")
  func amounts() async throws {
    try await takeOthers()
    let header = "structure_code;year;partner_code;purpose;promised;paid"
    try await take(.contributions, header, "S1;2025;PA;project;12000.00;8000.5")
    let key = ["S1", "2025", "PA", "project"]
    #expect(try await cell("promised", of: key, .contributions) == "12000")
    #expect(try await cell("paid", of: key, .contributions) == "8000.5")
    let again = try await take(.contributions, header, "S1;2025;PA;project;12000;8000.50")
    #expect(again.unchanged == 1 && again.told.isEmpty)
    let refused = try await take(.contributions, header, "S1;2025;PA;project;12000.001;")
    #expect(refused.told == ["2 promised 12000.001 BAD_NUMBER"])
  }

  @Test("a file of sessions without capacity and place leaves what is known of them")
  func capacity() async throws {
    let header =
      "session_code;course;title;qualifying;state;first_day;last_day;half_days;half_day_hours"
    let row = "T1;C;t;true;held;2025-01-01;2025-01-01;2;3.5"
    let first = try await take(.sessions, "\(header);capacity;place", "\(row);12;Salle A")
    #expect(first.loaded == 1 && first.told.isEmpty)
    let again = try await take(.sessions, header, row)
    #expect(again.unchanged == 1 && again.told.isEmpty)
    #expect(try await cell("capacity", of: ["T1"], .sessions) == "12")
    // An empty cell empties it.
    try await take(.sessions, "\(header);capacity", "\(row);")
    #expect(try await cell("capacity", of: ["T1"], .sessions)?.isEmpty == true)
    #expect(try await cell("place", of: ["T1"], .sessions) == "Salle A")
  }
}
