import Foundation
import TestSupport
import Testing

/// Loads sheets as SENACS publishes them, through the gateway and the registry.
///
/// `Tests/Sheets` holds invented sheets with each kind of dirt. The real sheets are read if `../shared` is present.
@Suite("Published sheets through the gateway", .onWaitingThreads, .serialized)
struct SheetsTests {
  private struct Note: Hashable {
    let row: Int
    let column: String
    let code: String

    init(_ row: Int, _ column: String, _ code: String) {
      (self.row, self.column, self.code) = (row, column, code)
    }
  }

  private static let folder = RunningSystem.root.appending(path: "Tests/Sheets").path
  private static let real = RunningSystem.root.deletingLastPathComponent()
    .appending(path: "shared/data/senacs-structures.csv").path

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func load(_ path: String) throws -> PrintedImport {
    let printed = try system.vigie("registry", "sheets", path, "--format", "json")
    try #require(printed.code == 0, "\(printed.errors)")
    return try PrintedImport.read(printed.output)
  }

  @Test("each kind of dirt is reported by row, field and code; the published form is kept")
  func dirt() throws {
    let report = try load("\(Self.folder)/sheets.csv")

    #expect(report.loaded == 5)
    #expect(report.refused.isEmpty)
    #expect(report.findings.allSatisfy { $0.file == "sheets.csv" })
    // Worked out by hand from the file: its first line is the header, and row 2 the first sheet.
    #expect(
      report.findings.map { Note($0.row, $0.column, $0.code) } == [
        Note(2, "other_federation", "FEDERATION_REPEATED"),
        Note(3, "name", "SPACES"), Note(3, "website", "WEBSITE_SCHEME"),
        Note(3, "siret", "SIRET_SPACES"), Note(3, "first_approval_date", "DATE_SWAPPED"),
        Note(3, "population_of_zone", "NUMBER_CLEANED"), Note(3, "travellers", "FLAG_FORM"),
        Note(3, "created_year", "NUMBER_IMPLAUSIBLE"),
        Note(3, "other_federation", "FEDERATION_CONTRADICTED"),
        Note(4, "street", "STREET_POSTAL_CODE"), Note(4, "website", "WEBSITE_FORM"),
        Note(4, "siret", "SIRET_LENGTH"), Note(4, "first_approval_date", "DATE_FORM"),
        Note(4, "population_of_zone", "NUMBER_FORM"), Note(4, "management_mode", "LABEL_UNKNOWN"),
        Note(5, "postal_code", "POSTAL_CODE_PADDED"), Note(5, "website", "WEBSITE_FORM"),
        Note(5, "siret", "SIRET_CHECKSUM"), Note(5, "first_approval_date", "DATE_IMPLAUSIBLE"),
        Note(5, "postal_code", "OUT_OF_PERIMETER"),
        Note(6, "kind", "KIND_UNKNOWN"), Note(6, "name", "TEST_RECORD"),
        Note(6, "commune", "COMMUNE_UNRESOLVED"),
      ])
    let again = try load("\(Self.folder)/sheets.csv")
    #expect(again.loaded == 0)
    #expect(again.unchanged == 5)
    let shown = try system.vigie("registry", "sheets", "--format", "json").output
    #expect(shown.contains("999 000 011 00018") && shown.contains("\"99900001100018\""))
    #expect(shown.contains("11/24/2024") && shown.contains("\"2024-11-24\""))
  }

  @Test("other columns, commas, CRLF and Windows-1252 come through")
  func windows() throws {
    let report = try load("\(Self.folder)/sheets-1252.csv")

    #expect(report.loaded == 3)
    #expect(report.refused.isEmpty)
    let notes = Set(report.findings.map { Note($0.row, $0.column, $0.code) })
    #expect(notes.contains(Note(1, "remarque", "UNKNOWN_COLUMN")))
    #expect(notes.contains(Note(4, "name", "NAME_MISSING")))
    let shown = try system.vigie("registry", "sheets", "--lang", "en").output
    #expect(shown.contains("« L'Étoile »"))
    #expect(shown.contains("69202") && shown.contains("69199") && shown.contains("69381"))
  }

  @Test(
    "the real sheets load, those outside 69 are kept, and no figure changes",
    .enabled(if: FileManager.default.fileExists(atPath: real)))
  func realSheets() throws {
    func figures() throws -> RunningSystem.Result {
      try system.vigie("evaluation", "indicators", "--year", "2025", "--format", "json")
    }
    let before = try figures()

    let report = try load(Self.real)

    #expect(report.loaded == 18)
    #expect(report.refused.isEmpty)
    // 2 of the 18 have a postal code in 69 (69009, 69200); the other 16 lie outside.
    #expect(report.findings.count { $0.code == "OUT_OF_PERIMETER" } == 16)
    #expect(
      report.findings.contains {
        $0.column == "siret" && $0.value == "775 544 026 01276" && $0.code == "SIRET_SPACES"
      })
    let after = try figures()
    #expect(before.code == 0)
    #expect(after.output == before.output)
  }
}
