import Contracts
import Testing
import Values

@Suite("How long things last")
struct SurvivalTests {
  private func survival(_ ended: [Int], goingOn: [Int] = []) -> Survival {
    Survival(
      ended.map { .init(days: $0, hasEnded: true) }
        + goingOn.map { .init(days: $0, hasEnded: false) })
  }

  private func isClose(_ value: Double?, _ right: Double) -> Bool {
    value.map { abs($0 - right) < 0.000_001 } ?? false
  }

  @Test("six by hand: shares, who is followed, median and its limits")
  func byHand() {
    let six = survival([10, 20, 30, 50], goingOn: [20, 40])
    #expect(six.count == 6 && six.ends == 4)
    // At 10, 1 of 6 ends. At 20, 1 of 5 ends, since the one that goes on until then still counts. At 30, 1 of 3 ends; at 50,
    // the last one.
    #expect(six.share(beyond: 9) == 1 && six.bounds(beyond: 9) == nil)
    #expect(isClose(six.share(beyond: 10), 5.0 / 6))
    #expect(isClose(six.share(beyond: 29), 4.0 / 6))
    #expect(isClose(six.share(beyond: 30), 4.0 / 9))
    #expect(six.share(beyond: 50) == 0 && six.share(beyond: 99) == 0)
    #expect([1, 20, 21, 50, 51].map(six.atRisk) == [6, 5, 3, 1, 0])
    // Greenwood at 30: 1/(6·5) + 1/(5·4) + 1/(3·2) = 1/4; ½ ÷ |ln 4/9| = 0.616576; exp(1.959964 · 0.616576) = 3.348286.
    // (4/9)^3.348286 = 0.066192 and (4/9)^(1/3.348286) = 0.784906.
    #expect(abs((six.bounds(beyond: 30)?.lowerBound ?? 0) - 0.0662) < 0.0001)
    #expect(abs((six.bounds(beyond: 30)?.upperBound ?? 0) - 0.7849) < 0.0001)
    // At 10 the lower limit is 0.273, already at most ½. The upper limit never comes down to ½ while anybody is left.
    #expect(six.median == 30 && six.medianBounds.shortest == 10 && six.medianBounds.longest == nil)
  }

  @Test("a published example: 21 patients under 6-mercaptopurine (Freireich and others, 1963)")
  func published() {
    let patients = survival(
      [6, 6, 6, 7, 10, 13, 16, 22, 23],
      goingOn: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
    #expect(patients.count == 21 && patients.ends == 9)
    // The factors are 18/21, then 16/17, 14/15, 11/12, 10/11, 6/7 and 5/6.
    for (days, share) in [
      (6, 0.857143), (7, 0.806723), (10, 0.752941), (13, 0.690196), (16, 0.627451),
      (22, 0.537815), (23, 0.448179),
    ] { #expect(isClose(patients.share(beyond: days), share)) }
    // Limits on the scale of log(−log S): at 13 the lower limit is 0.431610, the first that is at most ½; at 23 the upper limit
    // is 0.680143.
    #expect(isClose(patients.bounds(beyond: 13)?.lowerBound, 0.431610))
    #expect(isClose(patients.bounds(beyond: 23)?.upperBound, 0.680143))
    #expect(patients.median == 23)
    #expect(patients.medianBounds.shortest == 13 && patients.medianBounds.longest == nil)
    // Nothing is known beyond the day until which the last patient was followed.
    #expect(patients.atRisk(at: 36) == 0 && patients.share(beyond: 36) == nil)
  }

  @Test("half to the day is the median; none ended is none; nobody is nothing")
  func edges() {
    #expect(survival([5], goingOn: [9]).median == 5)
    #expect(survival([], goingOn: [9]).median == nil)
    #expect(survival([]).share(beyond: 1) == nil && survival([]).share(beyond: 0) == nil)
    // The product of sixths misses one half by a digit, because of rounding.
    #expect(survival([1, 2, 3], goingOn: [4, 4, 4]).median == 3)
  }

  @Test("months are 30.436875 days; of 19 nothing is told, of 20 it is")
  func telling() {
    #expect([6, 12, 24, 36, 48].map(Survival.days(ofMonths:)) == [183, 365, 730, 1096, 1461])
    let few = Lasting(survival(Array(1...19)), months: [6])
    #expect(few.state == "TOO_FEW" && few.count == 19)
    #expect(few.ends == nil && few.median == nil && few.shares == nil && few.shortest == nil)
    let some = Lasting(survival(Array(1...20)))
    #expect(some.state == "ESTIMATED" && some.ends == 20 && some.median == 10)
    let none = Lasting(survival([], goingOn: Array(1...20)))
    #expect(none.state == "MORE_THAN_HALF_GO_ON" && none.ends == 0 && none.median == nil)
  }

  @Test("intervals are joined over a pause, also from within another")
  func joined() {
    func period(_ from: Int, _ to: Int?) -> Period {
      let start = CivilDate("2025-01-01")!
      return Period(from: start.adding(days: from), to: to.map { start.adding(days: $0) })!
    }
    let parts = [period(20, 29), period(0, 9), period(2, 4), period(60, nil), period(70, 80)]
    #expect(Period.joined(parts, within: 11) == [period(0, 29), period(60, nil)])
    #expect(
      Period.joined(parts, within: 10) == [period(0, 9), period(20, 29), period(60, nil)])
    #expect(Period.joined(parts, within: 31) == [period(0, nil)])
    #expect(Period.joined([], within: 31).isEmpty)
  }
}
