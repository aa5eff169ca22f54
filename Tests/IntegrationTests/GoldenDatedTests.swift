import Foundation
import GRDB
import TestSupport
import Testing

/// The golden network with structures that change over time. Source: acceptance/golden-dated; other files are those of golden.
@Suite("The golden network in time", .onWaitingThreads, .serialized)
struct GoldenDatedTests {
  let system: RunningSystem
  private let folder: String

  init() throws {
    system = try RunningSystem()
    folder = "\(system.home)/dated"
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let golden = RunningSystem.golden
    for place in [golden, "\(golden)/dated"] {
      for name in try files.contentsOfDirectory(atPath: place)
      where name.hasSuffix(".csv") && name != "access.csv" {
        try? files.removeItem(atPath: "\(folder)/\(name)")
        try files.copyItem(atPath: "\(place)/\(name)", toPath: "\(folder)/\(name)")
      }
    }
    try system.load(folder)
  }

  private func figures(_ year: Int) throws -> [String: PrintedFigure] {
    let printed = try system.vigie(
      "evaluation", "indicators", "--year", "\(year)", "--from", "\(year)-01-01", "--format", "json"
    )
    try #require(printed.code == 0, "\(printed.errors)")
    return try PrintedFigure.read(Data(printed.output.utf8))
  }

  private func expected(_ year: Int) throws -> [String: PrintedFigure] {
    let path = "\(RunningSystem.golden)/dated/expected-dated-\(year).json"
    return try PrintedFigure.read(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test(
    "every figure of three years is the one that was worked out", arguments: [2023, 2024, 2025])
  func years(_ year: Int) throws {
    let (found, right) = (try figures(year), try expected(year))
    #expect(Set(found.keys) == Set(right.keys))
    for (name, right) in right {
      let figure = try #require(found[name], "\(name) is absent")
      #expect(figure.numerator == right.numerator, "\(name)")
      #expect(figure.denominator == right.denominator, "\(name)")
      #expect(figure.value == right.value, "\(name)")
      if ["I2a", "I5a"].contains(figure.code) { #expect(figure.bounds == right.bounds, "\(name)") }
      if figure.scope == "all", let details = right.details {
        #expect(Set(figure.details?.excluded ?? []) == Set(details.excluded ?? []))
        #expect(Set(figure.details?.unexpected ?? []) == Set(details.unexpected ?? []))
        #expect(Set(figure.details?.levels ?? []) == Set(details.levels ?? []))
      }
    }
  }

  @Test(
    "a file without days touches the rows since ever alone, and a row of a new day is a new record")
  func records() throws {
    // S01 has one row without a day, which holds since ever, and one from 2024-01-01 (expected-dated.md).
    let path = "\(system.home)/structures.csv"
    func load(_ text: String) throws -> RunningSystem.Result {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      return try system.vigie("import", path, "--fictitious", "--lang", "en")
    }
    let head =
      "structure_code;kind;name;manager_siren;siret;commune_code;commune_as_of;federated;zone;qpv;closed_on"
    let row = "S01;CS;%;999000011;99900001100018;69152;2023-01-01;true;urban;true;"
    let renamed = try load("\(head)\n\(row.replacing("%", with: "Autre nom"))\n")
    #expect(
      renamed.code == 0 && renamed.output.tells("column name, “Autre nom”: to check [CORRECTED]"))
    func name(_ day: String) throws -> String {
      try system.vigie(
        "call", "vigie.registry.v1/GetStructure", "{\"code\":\"S01\",\"asOf\":\"\(day)\"}"
      ).output
    }
    #expect(try name("2023-12-31").contains("Autre nom"))
    #expect(try name("2024-01-01").contains("Oullins-Pierre-Bénite"))

    let dated = try load(
      "\(head);qpv_code;valid_from\n\(row.replacing("%", with: "Plus tard"));QP069001;2026-01-01\n"
        + "\(row.replacing("%", with: "Deux fois"));;2026-01-01\n")
    #expect(dated.output.contains("1 row loaded, 1 refused"))
    #expect(dated.output.tells("row 3, column structure_code, “S01”: refused [DUPLICATE_ROW]"))
    #expect(dated.output.tells("row 2, column qpv_code, “QP069001”: to check [QPV_VINTAGE]"))
    #expect(!dated.output.contains("CORRECTED") && !dated.output.contains("SIRET_REPEATED"))
    #expect(try name("2025-12-31").contains("Oullins-Pierre-Bénite"))
    #expect(try name("2026-01-01").contains("Plus tard"))
  }

  @Test("a structure is in no list before it is known, and its closing is that of its last row")
  func lists() throws {
    // S15 has one row, from 2025-01-02. S13 closes on 2024-06-30 by its first row, but not by its last one (expected-dated.md).
    let before = try system.vigie("registry", "list", "--as-of", "2025-01-01")
    let after = try system.vigie("registry", "list", "--as-of", "2025-01-02")
    #expect(!before.output.contains("S15") && after.output.contains("S15"))
    #expect(try system.vigie("registry", "list", "--as-of", "2024-07-01").output.contains("S13"))
    let again = try system.vigie("import", folder, "--fictitious", "--lang", "en")
    #expect(again.output.tells("column closed_on, “2024-06-30”: to check [CLOSED_ON_IGNORED]"))
    #expect(again.output.contains("Nothing changed"))
  }

  @Test(
    "a service that followed as version 0.2, one row a structure and none withdrawn, reads what it did not understand once more"
  )
  func filledIn() throws {
    let head =
      "structure_code;kind;name;manager_siren;siret;commune_code;commune_as_of;federated;zone;qpv;closed_on"
    let path = "\(system.home)/structures.csv"
    let text = "\(head)\nS98;CS;Passager;;;69266;2024-01-01;true;urban;;\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let told = try system.vigie("import", path, "--fictitious", "--lang", "en")
    #expect(try system.vigie("undo", told.importID()).code == 0)
    func counts() throws -> [String: [Decimal]] {
      try figures(2025).mapValues { [$0.numerator, $0.denominator] }
    }
    let right = try counts()

    system.stop("senacs")
    let store = try DatabaseQueue(path: "\(system.home)/data/senacs.sqlite")
    try store.write { database in
      // In version 0.2 the code alone was the key: of several rows the last that came was kept, without a day.
      try database.execute(
        sql: """
          DELETE FROM structures WHERE rowid NOT IN (
          SELECT MAX(rowid) FROM structures GROUP BY structure_code);
          UPDATE structures SET valid_from = '', version = 1, is_current = 1;
          DELETE FROM network_notes WHERE name = 'structures in time'
          """)
      let rows = try Row.fetchAll(
        database, sql: "SELECT structure_code FROM structures WHERE structure_code = 'S98'")
      #expect(rows.count == 1)
    }
    try store.close()
    try system.start("senacs")
    var found: [String: [Decimal]] = [:]
    for _ in 0..<200 {
      found = (try? counts()) ?? [:]
      if found == right { break }
    }
    for (name, figure) in right { #expect(found[name] == figure, "\(name)") }
    try DatabaseQueue(path: "\(system.home)/data/senacs.sqlite").read { database in
      let last = try String.fetchAll(
        database,
        sql: "SELECT is_current FROM structures WHERE structure_code = 'S98' ORDER BY version")
      #expect(last == ["0", "2"])
    }
  }
}
