import Testing
import Texts
import Values

@testable import vigie

@Suite("What one can do now")
struct TodayTests {
  private let day = CivilDate("2026-05-04")!

  private func lines(_ change: (inout Today) -> Void) -> [[String]] {
    var today = Today(day: day)
    change(&today)
    return today.lines(.french).map { [$0.sentence, $0.command] }
  }

  @Test("an open campaign, whom to remind, what is stale and what ends, each with its command")
  func all() {
    let lines = lines { today in
      today.campaign = .init(
        code: "2026", closesOn: CivilDate("2026-06-30"), endedOn: nil, expected: 104, answered: 78)
      today.stale = (3, 12)
      today.endingApprovals = 1
    }
    #expect(
      lines == [
        [
          "Campagne SENACS 2026, ouverte jusqu'au 30/06/2026 : 78 structures attendues sur 104 ont répondu.",
          "vigie senacs participation 2026",
        ],
        ["26 structures à relancer.", "vigie senacs reminders 2026"],
        ["3 diagnostics partagés à actualiser, sur 12.", "vigie diagnosis stale"],
        [
          "1 agrément prend fin d'ici au 04/11/2026.",
          "vigie registry approvals --ending-by 2026-11-04",
        ],
      ])
  }

  @Test(
    "after the last day those without an answer are late, and after the collection nobody is reminded"
  )
  func late() {
    func campaign(_ ended: CivilDate?) -> [[String]] {
      lines {
        $0.campaign = .init(
          code: "2026", closesOn: CivilDate("2026-04-30"), endedOn: ended, expected: 2, answered: 1)
      }
    }
    #expect(
      campaign(nil).first?.first
        == "Campagne SENACS 2026, close le 30/04/2026 : 1 structure attendue sur 2 a répondu.")
    #expect(
      campaign(nil).last == ["1 structure à relancer, en retard.", "vigie senacs reminders 2026"])
    #expect(campaign(day).count == 1)
  }

  @Test("a service that does not answer is told first; what nobody told is left out")
  func down() {
    #expect(
      lines { $0.down = ["senacs", "exchange"] } == [
        ["Les services senacs et exchange ne répondent pas.", "vigie status"]
      ])
    #expect(
      lines { $0.nextCampaign = "2026" }
        == [["La campagne SENACS 2026 n'est pas ouverte.", "vigie senacs open 2026"]])
    #expect(
      lines { $0.stale = (0, 4) }.first?.first == "Aucun diagnostic partagé n'est à actualiser.")
    #expect(lines { _ in }.isEmpty)
  }
}
