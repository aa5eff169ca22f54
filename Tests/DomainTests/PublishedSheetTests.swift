import RegistryDomain
import Testing
import Values

/// Checks invented sheets that have each kind of dirt listed in reference/domain.md §9.
@Suite("Sheets as SENACS publishes them")
struct PublishedSheetTests {
  private static let communes = CommuneNames([
    "69123": "Lyon", "69389": "Lyon 9e Arrondissement", "69259": "Vénissieux",
    "69264": "Villefranche-sur-Saône", "69202": "Sainte-Foy-lès-Lyon",
    "69199": "Saint-Fons", "69152": "Pierre-Bénite",
  ])

  private func clean(_ cells: [String: String]) -> PublishedSheet {
    PublishedSheet(
      ["kind": "csx", "name": "Centre fictif", "postal_code": "69200", "commune": "Vénissieux"]
        .merging(cells) { $1 },
      communes: Self.communes, today: CivilDate("2026-01-01")!)
  }

  @Test(
    "cells are cleaned where they can be, and each finding has its code",
    arguments: [
      ("siret", "999 000 011 00018", "99900001100018", ["SIRET_SPACES"]),
      ("siret", "9990000110001", "", ["SIRET_LENGTH"]),
      ("siret", "99900001100019", "", ["SIRET_CHECKSUM"]),
      ("siret", "en cours", "", ["SIRET_SPACES", "SIRET_LENGTH"]),
      ("website", "www.fictif.example", "http://www.fictif.example", ["WEBSITE_SCHEME"]),
      ("website", "http://04XXXXXXXX", "", ["WEBSITE_FORM"]),
      ("website", "contact@fictif.example", "", ["WEBSITE_FORM"]),
      ("first_approval_date", "24/11/2024", "2024-11-24", []),
      ("first_approval_date", "11/24/2024", "2024-11-24", ["DATE_SWAPPED"]),
      ("first_approval_date", "01/01/2030", "2030-01-01", ["DATE_IMPLAUSIBLE"]),
      ("first_approval_date", "hier", "", ["DATE_FORM"]),
      ("population_of_zone", "12 500 hab.", "12500", ["NUMBER_CLEANED"]),
      ("population_of_zone", "inconnue", "", ["NUMBER_FORM"]),
      ("created_year", "19540", "19540", ["NUMBER_IMPLAUSIBLE"]),
      ("travellers", "NON", "false", []), ("travellers", "peut-être", "", ["FLAG_FORM"]),
      ("management_mode", "Régie", "Régie", ["LABEL_UNKNOWN"]),
      ("management_mode", "ASSOCIATIF", "ASSOCIATIF", []),
      ("kind", "EVS", "EVS", []), ("kind", "mjc", "mjc", ["KIND_UNKNOWN"]),
      ("name", "Centre  TEST", "Centre TEST", ["SPACES", "TEST_RECORD"]),
      ("street", "Mairie 69400 Fictive", "Mairie 69400 Fictive", ["STREET_POSTAL_CODE"]),
    ])
  func cells(_ field: String, _ published: String, _ cleaned: String, _ codes: [String]) {
    let sheet = clean([field: published])
    #expect(sheet.cleaned[field] == cleaned)
    #expect(sheet.remarks.filter { $0.field == field }.map(\.code) == codes)
    #expect(sheet.remarks.allSatisfy { $0.field != field || $0.value == published })
  }

  @Test(
    "a commune is found by its name, however it is written",
    arguments: [
      ("VENISSIEUX", "69200", "69259"), ("Lyon 9e Arrondissement", "69009", "69389"),
      ("LYON CEDEX 09", "69009", "69389"), ("LYON 09", "69009", "69389"),
      ("Lyon", "69003", "69383"), ("Lyon", "69000", "69123"),
      ("STE FOY LES LYON", "69110", "69202"), ("St-Fons Cedex", "69190", "69199"),
      ("Villefranche sur Saone", "69400", "69264"), ("Pierre Benite", "69310", "69152"),
    ])
  func communes(_ name: String, _ postalCode: String, _ code: String) {
    #expect(clean(["commune": name, "postal_code": postalCode]).commune == code)
  }

  @Test("another department is kept and told; an unknown name in 69 is told as such")
  func outside() {
    let elsewhere = clean(["commune": "Saint-Fons", "postal_code": "42300"])
    #expect(elsewhere.commune == nil)
    #expect(elsewhere.remarks.map(\.code) == ["OUT_OF_PERIMETER"])
    #expect(clean(["commune": "Nulle-Part"]).remarks.map(\.code) == ["COMMUNE_UNRESOLVED"])
    let padded = clean(["commune": "Ailleurs", "postal_code": "7360"])
    #expect(padded.cleaned["postal_code"] == "07360")
    #expect(padded.remarks.map(\.code) == ["POSTAL_CODE_PADDED", "OUT_OF_PERIMETER"])
  }

  @Test("two sheets are the same structure by kind, folded name and postal code")
  func identity() {
    #expect(clean(["name": "CENTRE FICTIF"]).identity == clean(["name": "Centre  fictif"]).identity)
    #expect(clean(["kind": "evs"]).identity != clean([:]).identity)
  }

  @Test("a sheet of anything at all comes through")
  func anything() {
    for _ in 0..<500 {
      var cells: [String: String] = [:]
      for field in PublishedSheet.fields {
        cells[field] = String(
          (0..<Int.random(in: 0...12)).map { _ in
            Character(Unicode.Scalar(UInt32.random(in: 1...0xD7FF)) ?? "?")
          })
      }
      let sheet = clean(cells)
      #expect(sheet.cleaned.count == PublishedSheet.fields.count)
    }
  }
}
