import CentreNetwork
import RegistryDomain
import Testing
import Values

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

/// A mandate as director, unless something else is said.
private func mandate(
  _ person: String, in structure: String, _ from: String, _ to: String? = nil,
  interim: Bool = false, as function: MandateFunction = .director
) -> Mandate {
  Mandate(
    personCode: person, structureCode: structure, function: function,
    period: Period(from: day(from), to: to.map(day))!, interim: interim)
}

@Suite("What is to be looked at in mandates")
struct MandateFindingTests {
  /// Everything that is found, each as a line.
  private static func lines(
    _ mandates: [Mandate], closed: [String: String] = [:]
  ) -> [String] {
    let findings = MandateFindings(mandates, closings: closed.mapValues(day))
    return mandates.flatMap { mandate in
      findings.of(mandate).map { finding in
        ([mandate.personCode, finding.column, finding.value, finding.code] + finding.beside)
          .joined(separator: " ")
      }
    }
  }

  @Test("the golden network: two directors of S18, and S11, which closed with its team")
  func golden() {
    // P15 and P16 both direct S18 from 2024-01-01 to 2025-06-30. The mandates of P13 in S15 overlap each other only, and the interim of
    // P02 in S01 lies between two directors. S11 closed on 2025-12-31; S12 closed the day after its director's last.
    let mandates = [
      mandate("P15", in: "S18", "2024-01-01"),
      mandate("P16", in: "S18", "2024-01-01", "2025-06-30"),
      mandate("P13", in: "S15", "2024-06-01", "2025-06-30"),
      mandate("P13", in: "S15", "2025-06-01"),
      mandate("P01", in: "S01", "2021-01-01", "2025-03-31"),
      mandate("P02", in: "S01", "2025-04-01", "2025-05-31", interim: true),
      mandate("P03", in: "S01", "2025-06-01"),
      mandate("P32", in: "S11", "2021-01-01"),
      mandate("P38", in: "S11", "2021-01-01", as: .familyReferent),
      mandate("P09", in: "S12", "2022-01-01", "2025-12-31"),
    ]

    #expect(
      Self.lines(mandates, closed: ["S11": "2025-12-31", "S12": "2026-01-01"]) == [
        "P15 from 2024-01-01 DIRECTORS_OVERLAP P16", "P16 from 2024-01-01 DIRECTORS_OVERLAP P15",
        "P32 to  STRUCTURE_CLOSED 2025-12-31", "P38 to  STRUCTURE_CLOSED 2025-12-31",
      ])
  }

  @Test("a last day and a first day that are the same overlap, and the day after does not")
  func edges() {
    let touching = [
      mandate("P1", in: "S", "2024-01-01", "2024-06-30"), mandate("P2", in: "S", "2024-06-30"),
    ]
    #expect(
      Self.lines(touching) == [
        "P1 from 2024-01-01 DIRECTORS_OVERLAP P2", "P2 from 2024-06-30 DIRECTORS_OVERLAP P1",
      ])
    let following = [
      mandate("P1", in: "S", "2024-01-01", "2024-06-30"), mandate("P2", in: "S", "2024-07-01"),
    ]
    #expect(Self.lines(following).isEmpty)
    let interim = [
      mandate("P1", in: "S", "2024-01-01"), mandate("P2", in: "S", "2024-06-30", interim: true),
    ]
    #expect(Self.lines(interim).isEmpty)
  }

  @Test("whoever directs a structure beside somebody else is told, whoever comes between them")
  func everybody() {
    // P1 has two mandates, the long one over all of the others; P2 and P3 do not meet each other.
    let mandates = [
      mandate("P1", in: "S", "2020-01-01", "2029-12-31"),
      mandate("P1", in: "S", "2021-01-01", "2022-12-31"),
      mandate("P2", in: "S", "2022-01-01", "2022-06-30"),
      mandate("P3", in: "S", "2023-01-01"),
    ]
    #expect(
      Self.lines(mandates) == [
        "P1 from 2020-01-01 DIRECTORS_OVERLAP P2", "P1 from 2021-01-01 DIRECTORS_OVERLAP P2",
        "P2 from 2022-01-01 DIRECTORS_OVERLAP P1", "P3 from 2023-01-01 DIRECTORS_OVERLAP P1",
      ])
  }

  @Test("by comparing each with each, the same mandates overlap, in 200 random structures")
  func compared() {
    var random = SplitMix64(seed: 23)
    for _ in 0..<200 {
      let mandates = (0..<8).map { _ in
        let from = day("2020-01-01").adding(days: Int.random(in: 0..<40, using: &random))
        let length = Int.random(in: 0..<15, using: &random)
        return Mandate(
          personCode: "P\(Int.random(in: 1...3, using: &random))", structureCode: "S",
          function: .director,
          period: Period(from: from, to: length == 0 ? nil : from.adding(days: length))!,
          interim: false)
      }
      let findings = MandateFindings(mandates, closings: [:])
      for one in mandates {
        let beside = mandates.filter { other in
          one.personCode != other.personCode
            && one.period.from <= other.period.to ?? .latest
            && other.period.from <= one.period.to ?? .latest
        }
        let told = findings.of(one).first { $0.code == "DIRECTORS_OVERLAP" }?.beside ?? []
        #expect(told.isEmpty == beside.isEmpty, "\(one) \(mandates)")
        #expect(Set(told).isSubset(of: Set(beside.map(\.personCode))))
      }
    }
  }

  @Test("a second open post is one of the same function elsewhere, neither ended nor an interim")
  func secondPost() {
    let posts = [
      mandate("P1", in: "S1", "2020-01-01"), mandate("P1", in: "S2", "2024-01-01"),
      mandate("P1", in: "S3", "2024-01-01", as: .coordinator),
      mandate("P1", in: "S4", "2024-01-01", "2024-12-31"),
      mandate("P1", in: "S5", "2024-01-01", interim: true),
      mandate("P2", in: "S6", "2024-01-01"), mandate("P2", in: "S6", "2025-01-01"),
    ]
    #expect(
      Self.lines(posts) == [
        "P1 structure_code S1 SECOND_OPEN_POST S2", "P1 structure_code S2 SECOND_OPEN_POST S1",
      ])
    let many = (1...9).map { mandate("P1", in: "S\($0)", "2020-01-01") }
    #expect(Self.lines(many)[0] == "P1 structure_code S1 SECOND_OPEN_POST S2 S3 S4 S5 S6")
    #expect(Self.lines(many)[2] == "P1 structure_code S3 SECOND_OPEN_POST S1 S2 S4 S5 S6")
  }

  @Test(
    "a mandate that goes on after the closing day is told at its last day, one that begins then at its first"
  )
  func closed() {
    let mandates = [
      mandate("P1", in: "S", "2025-01-01", "2025-06-30"),
      mandate("P2", in: "S", "2025-01-01", "2025-07-01", as: .other),
      mandate("P3", in: "S", "2025-06-30", as: .other),
    ]
    #expect(
      Self.lines(mandates, closed: ["S": "2025-06-30"]) == [
        "P2 to 2025-07-01 STRUCTURE_CLOSED 2025-06-30",
        "P3 from 2025-06-30 STRUCTURE_CLOSED 2025-06-30",
      ])
  }
}
