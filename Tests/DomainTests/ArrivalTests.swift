import CentreNetwork
import RegistryDomain
import Testing
import Values

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("Somebody takes a post")
struct ArrivalTests {
  @Test("a free code goes on with the beginning that most codes have, as wide as the widest")
  func freeCode() {
    #expect(Arrivals.freeCode(besides: ["P01", "P09", "P82"]) == "P83")
    #expect(Arrivals.freeCode(besides: ["P01", "P99"]) == "P100")
    #expect(Arrivals.freeCode(besides: ["F-P-0007", "F-P-0012", "X-99"]) == "F-P-0013")
    #expect(Arrivals.freeCode(besides: ["P7", "P012"]) == "P013")
    // As many of the one as of the other: the first by code point.
    #expect(Arrivals.freeCode(besides: ["B1", "A4"]) == "A5")
    #expect(Arrivals.freeCode(besides: ["7", "12"]) == "13")
    // Texts without a number, and numbers too long to count on, have no next one.
    #expect(Arrivals.freeCode(besides: []) == "P01")
    #expect(Arrivals.freeCode(besides: ["Zoé", "P1234567890"]) == "P01")
    // The next one may be such a number.
    #expect(Arrivals.freeCode(besides: ["P999999999", "P1000000000"]) == "P1000000001")
  }

  @Test("whoever holds the post that day is told, but neither an interim nor the one who arrives")
  func holders() {
    func mandate(
      _ person: String, _ from: String, _ to: String? = nil, interim: Bool = false,
      as function: MandateFunction = .coordinator, in structure: String = "S"
    ) -> Mandate {
      Mandate(
        personCode: person, structureCode: structure, function: function,
        period: Period(from: day(from), to: to.map(day))!, interim: interim)
    }
    let mandates = [
      mandate("P2", "2020-01-01"), mandate("P1", "2024-01-01", "2025-06-30"),
      mandate("P1", "2023-01-01", "2025-12-31"), mandate("P3", "2020-01-01", interim: true),
      mandate("P4", "2020-01-01", as: .director), mandate("P5", "2020-01-01", in: "S2"),
      mandate("P6", "2025-07-01"),
    ]
    func told(on text: String, besides person: String? = nil) -> [String] {
      Arrivals.holders(
        of: .coordinator, in: "S", on: day(text), besides: person, among: mandates)
    }
    #expect(told(on: "2025-06-30") == ["P1", "P2"])
    #expect(told(on: "2025-06-30", besides: "P1") == ["P2"])
    #expect(told(on: "2026-01-01") == ["P2", "P6"])
    #expect(told(on: "2019-12-31").isEmpty)
  }

  @Test(
    "people are found by the beginning of either name, or of both; a merged entry's name finds the person"
  )
  func search() {
    func person(
      _ code: String, _ family: String, _ given: String, in structures: Set<String> = []
    ) -> NamedPerson {
      NamedPerson(
        code: code, familyName: family, givenName: given, email: "", structures: structures)
    }
    let people = [
      person("P3", "Martin", "Élodie", in: ["S1"]), person("P1", "Lebœuf", "Noé", in: ["S2"]),
      person("P2", "Elo", "Marti", in: ["S3"]), person("P4", "Dupont-Élo", "Anne"),
    ]
    func found(_ text: String, _ merges: Merges = Merges([])) -> [String] {
      PeopleSearch.people(beginning: text, among: people, merges: merges)
        .map { ([$0.code] + $0.structures.sorted()).joined(separator: " ") }
    }
    #expect(found("élo") == ["P2 S3", "P3 S1"])
    #expect(found("LEBOEUF n") == ["P1 S2"])
    #expect(found("elodie martin") == ["P3 S1"] && found("martin elodie") == ["P3 S1"])
    #expect(found("pont").isEmpty && found("—").isEmpty && !PeopleSearch.isMeant("…"))
    #expect(found("leboeuf", Merges([(entry: "P1", kept: "P3")])) == ["P3 S1 S2"])
  }

  @Test("somebody new is compared with those recorded, by the reasons of duplicates")
  func newcomers() {
    func person(
      _ code: String, _ family: String, _ given: String, _ email: String = "",
      in structures: Set<String> = []
    ) -> NamedPerson {
      NamedPerson(
        code: code, familyName: family, givenName: given, email: email, structures: structures)
    }
    let people = [
      person("P4", "Dominique", "Exemplaire"),
      person("P1", "EXEMPLAIRE", "Dominique", "d@example.org"),
      person("P2", "Exemplaires", "Dominique", in: ["S1"]),
      person("P3", "Exemplaires", "Dominique", in: ["S2"]), person("P5", "Fictif", "Noé"),
    ]
    func told(most: Int, _ merges: Merges = Merges([])) -> [String] {
      Duplicates.people(
        like: person("", "Exemplaire", "Dominique", "D@example.org ", in: ["S1"]),
        among: people, merges: merges, most: most
      ).map { ([$0.code] + $0.reasons).joined(separator: " ") }
    }
    #expect(told(most: 9) == ["P1 SAME_EMAIL SAME_NAME", "P2 CLOSE_NAME", "P4 NAMES_SWAPPED"])
    #expect(told(most: 1) == ["P1 SAME_EMAIL SAME_NAME"])
    // One person under two codes is told once, by the code that is kept.
    let merges = Merges([(entry: "P1", kept: "P4"), (entry: "P2", kept: "P5")])
    #expect(
      told(most: 9, merges) == ["P4 NAMES_SWAPPED SAME_EMAIL SAME_NAME", "P5 CLOSE_NAME"])
  }
}
