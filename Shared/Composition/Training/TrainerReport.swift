import Contracts
import RPCContract
package import Values

/// The trainer's report: whom trainings reached, year by year, and which years may be compared.
package struct TrainerReport: Codable, Sendable {
  /// The first year that it begins with, unless another one is asked for: that of the sheet.
  package static let firstYear = 2023
  /// The most years.
  package static let mostYears = 20

  /// A year.
  package struct Year: Codable, Sendable {
    /// Of the distinct people whom trainings reached since the report's first year, those who still hold a post.
    package struct StillInPost: Codable, Sendable, Hashable {
      /// How many people were reached.
      package let people: Int
      /// How many of them hold a mandate in an active structure on the year's last day.
      package let inPost: Int

      /// Makes counts.
      package init(people: Int, inPost: Int) {
        self.people = people
        self.inPost = inPost
      }
    }

    /// Which one.
    package let year: Int
    /// Whether it is over; otherwise its numbers are those so far.
    package let isOver: Bool
    /// What was counted.
    package let reach: TrainingReach
    /// Who of those reached up to then is still in post.
    package let stillInPost: StillInPost

    /// Makes a year.
    package init(year: Int, isOver: Bool, reach: TrainingReach, stillInPost: StillInPost) {
      self.year = year
      self.isOver = isOver
      self.reach = reach
      self.stillInPost = stillInPost
    }
  }

  /// In order; at least one.
  package let years: [Year]
  /// The same over all years: each person is counted once.
  package let whole: TrainingReach
  /// Each year beside the one before, then the last beside the first where others lie between them.
  package let comparisons: [YearComparison]
  /// Whether the network is invented; nil when it is empty.
  package let fictitious: Bool?

  /// Takes what was counted.
  ///
  /// - Parameters:
  ///   - years: in order.
  ///   - whole: the same over all years.
  ///   - fictitious: whether the network is invented; nil when it is empty.
  package init(years: [Year], whole: TrainingReach, fictitious: Bool?) {
    self.years = years
    self.whole = whole
    self.fictitious = fictitious
    var pairs = zip(years, years.dropFirst()).map { YearComparison($0, $1) }
    if years.count > 2, let first = years.first, let last = years.last {
      pairs.append(YearComparison(first, last))
    }
    comparisons = pairs
  }

  /// Asks training.
  ///
  /// - Parameters:
  ///   - services: the services.
  ///   - asked: the first and the last year.
  ///   - today: the day on which it is made.
  /// - Returns: the report.
  /// - Throws: `RPCError`; `ConfigurationProblem` where training is not known here.
  package static func read(
    _ services: any ServiceCalls, _ asked: ClosedRange<Int>, on today: CivilDate
  ) async throws -> TrainerReport {
    var (years, fictitious): ([Year], Bool?) = ([], nil)
    for number in asked {
      let query = FigureQuery(year: Values.Year(clamping: number))
      let reply = try await figures(services, query)
      let since = FigureQuery(
        year: query.year, from: CivilDate.firstDay(of: asked.lowerBound))
      let counted = try await services.call(
        "training", CountReached(query: since), timeout: .seconds(60))
      years.append(
        Year(
          year: number, isOver: CivilDate.lastDay(of: number) < today,
          reach: TrainingReach(reply),
          stillInPost: .init(people: counted.people, inPost: counted.inPost)))
      fictitious = fictitious ?? reply.fictitious
    }
    let query = FigureQuery(
      year: Values.Year(clamping: asked.upperBound), from: CivilDate.firstDay(of: asked.lowerBound))
    return TrainerReport(
      years: years, whole: TrainingReach(try await figures(services, query)),
      fictitious: fictitious)
  }

  private static func figures(
    _ services: any ServiceCalls, _ query: FigureQuery
  ) async throws -> FiguresReply {
    try await services.call(
      "training", ComputeFigures(query: query),
      formerly: ComputeFigures.formerMethod(of: "training"), timeout: .seconds(60), key: nil)
  }
}
