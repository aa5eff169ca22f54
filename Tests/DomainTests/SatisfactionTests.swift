import Contracts
import Testing
import TrainingDomain
import Values

@Suite("Satisfaction without names")
struct SatisfactionTests {
  private func sheets(_ marks: [(Int, Int)], remarks: [String] = []) -> Satisfaction {
    Satisfaction(
      marks.enumerated().map { place, mark in
        Satisfaction.Sheet(
          rating: mark.0, useful: mark.1, remark: place < remarks.count ? remarks[place] : "")
      })
  }

  @Test("means have one decimal, and each mark its count")
  func means() throws {
    let told = sheets([(5, 4), (4, 4), (4, 3), (2, 5), (5, 5), (3, 1)])

    // 23/6 = 3.83 and 22/6 = 3.67.
    #expect(told.count == 6)
    #expect(told.rating == GetSatisfaction.Marks(mean: "3.8", counts: [0, 1, 1, 2, 2]))
    #expect(told.useful == GetSatisfaction.Marks(mean: "3.7", counts: [1, 0, 1, 2, 2]))
    // 21/6 = 3.5 and 30/6 = 5: one decimal in any case.
    #expect(sheets([(3, 5), (4, 5), (3, 5), (4, 5), (3, 5), (4, 5)]).rating?.mean == "3.5")
    #expect(sheets([(3, 5), (4, 5), (3, 5), (4, 5), (3, 5), (4, 5)]).useful?.mean == "5.0")
  }

  @Test("under 5 sheets only their number is told, and nothing that anybody wrote")
  func secret() {
    let few = sheets([(1, 1), (1, 1), (1, 1), (1, 1)], remarks: ["trop long"])
    #expect(few.count == 4)
    #expect(few.rating == nil && few.useful == nil && few.remarks == nil)

    let enough = sheets(
      [(1, 1), (1, 1), (1, 1), (1, 1), (1, 1)], remarks: ["trop long", "", "bien"])
    #expect(enough.remarks == ["bien", "trop long"])
    #expect(sheets([]).count == 0 && sheets([]).rating == nil)
  }
}
