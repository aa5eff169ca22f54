import CentreNetwork
import Contracts
import SenacsDomain
import Testing
import Values

@Suite("Participation by commune")
struct CommuneRatesTests {
  private typealias Place = (code: String, structures: Int, answers: Int)

  private static func day(_ text: String) -> CivilDate { CivilDate(text)! }

  /// So many centres sociaux in each of some communes of 69M, all expected; the first ones of each commune answer.
  private func rows(
    _ communes: [Place], within territories: [String]? = nil
  ) -> [String] {
    let structures = communes.flatMap { commune in
      (0..<commune.structures).map { number in
        Structure(
          code: "\(commune.code)-\(number)", kind: .centreSocial, name: "n", commune: commune.code,
          communeAsOf: Self.day("2024-01-01"), closedOn: nil)
      }
    }
    let network = Network(
      structures: structures,
      approvals: structures.map {
        Approval(
          structureCode: $0.code, period: Period(from: Self.day("2020-01-01"), to: nil)!,
          families: false)
      },
      communes: CommuneHistory(
        communes: communes.map { Commune(code: $0.code, name: $0.code, ctcd: "69M", parent: nil) },
        movements: []))
    let campaign = Campaign(
      code: "2025", dataYear: 2024, referenceDate: Self.day("2025-01-01"),
      opensOn: Self.day("2025-04-01"), closesOn: Self.day("2025-06-30"))
    let submissions = communes.flatMap { commune in
      (0..<commune.answers).map { number in
        Submission(
          structureCode: "\(commune.code)-\(number)",
          receivedAt: Instant("2025-05-01T10:00:00Z")!, status: .validated, baseItems: 100,
          baseItemsAnswered: 80)
      }
    }
    let participation = Participation(
      campaign, in: network,
      submissions: ByStructure(submissions, in: network, by: \.structureCode),
      asOf: Self.day("2025-12-31"))
    return CommuneRates.rows(participation, within: territories).map { row in
      let numbers = row.expected.map { "\(row.answered ?? -1)/\($0)" }
      return "\(row.commune) \(numbers ?? "")\(row.secret ?? "")"
    }
  }

  @Test("a commune of 3 is secret, whatever they did; of one of 6 the numbers are told")
  func few() {
    // Beside the 6 there are 3 + 2 = 5 others.
    let found = rows([("69029", 6, 4), ("69266", 3, 3), ("69286", 2, 0)])
    #expect(found == ["69029 4/6", "69266 secret (n<5)", "69286 secret (n<5)"])
  }

  @Test("one of 6 is secret where 3 would remain of the published total")
  func remainder() {
    // 9 are expected in 69M; 9 less 6 would be the 3 of 69266.
    let found = rows([("69029", 6, 4), ("69266", 3, 3)])
    #expect(found == ["69029 secret (n<5)", "69266 secret (n<5)"])
  }

  @Test("who sees one commune reads of it what everybody reads")
  func limited() {
    let all: [Place] = [("69029", 6, 4), ("69266", 5, 5), ("69286", 4, 1)]
    // Without 69029 and 69266, which could be told, the 4 would remain of 15: the smaller of the two is secret too.
    #expect(rows(all) == ["69029 4/6", "69266 secret (n<5)", "69286 secret (n<5)"])
    #expect(rows(all, within: ["69266"]) == ["69266 secret (n<5)"])
    #expect(rows(all, within: ["69029"]) == ["69029 4/6"])
    #expect(rows(all, within: []).isEmpty && rows(all, within: ["69M"]).count == 3)
  }
}
