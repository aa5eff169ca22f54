/// An interval of civil days that includes both ends; no end means open.
public struct Period: Hashable, Sendable, Codable {
  /// The first day.
  public let from: CivilDate
  /// The last day, or nil while open.
  public let to: CivilDate?

  /// Makes an interval; nil if `to` lies before `from`.
  public init?(from: CivilDate, to: CivilDate?) {
    if let to, to < from { return nil }
    self.from = from
    self.to = to
  }

  /// Tells whether a day lies in the interval.
  public func contains(_ day: CivilDate) -> Bool {
    from <= day && (to.map { day <= $0 } ?? true)
  }

  /// The whole calendar year.
  public static func year(_ year: Int) -> Period {
    Period(from: .firstDay(of: year), to: .lastDay(of: year))!
  }

  /// Counts the days of `self`, which must be closed, that no interval of `periods` covers.
  ///
  /// - Parameter periods: in any order, overlapping or not; those that come in order of their first day are not sorted again.
  /// - Returns: 0…length in days.
  @inlinable
  public func daysUncovered(by periods: some Collection<Period>) -> Int {
    guard zip(periods, periods.dropFirst()).allSatisfy({ $0.from <= $1.from }) else {
      return daysUncovered(by: periods.sorted { $0.from < $1.from })
    }
    guard let end = to else { preconditionFailure("only a closed period has countable days") }
    var next = from
    var uncovered = 0
    for period in periods {
      guard next <= end, period.from <= end else { break }
      if let last = period.to, last < next { continue }
      if period.from > next { uncovered += period.from.daysSinceEpoch - next.daysSinceEpoch }
      guard let last = period.to else { return uncovered }
      next = last.adding(days: 1)
    }
    if next <= end { uncovered += end.daysSinceEpoch - next.daysSinceEpoch + 1 }
    return uncovered
  }

  /// Returns the intervals, joined where they overlap or where the pause between them is short.
  ///
  /// - Parameters:
  ///   - periods: in any order.
  ///   - days: the most days from the last day of one interval to the first day of the next for them to be joined: 1 leaves no day between
  ///     them.
  /// - Returns: the joined intervals, which lie further apart than that, in order of their first day.
  public static func joined(_ periods: [Period], within days: Int) -> [Period] {
    var joined: [Period] = []
    for period in periods.sorted(by: { $0.from < $1.from }) {
      guard let last = joined.last, last.to.map({ period.from <= $0.adding(days: days) }) ?? true
      else {
        joined.append(period)
        continue
      }
      let to = last.to.flatMap { end in period.to.map { max(end, $0) } }
      if let longer = Period(from: last.from, to: to) { joined[joined.count - 1] = longer }
    }
    return joined
  }

  /// The number of days of a closed interval; nil while open.
  public var dayCount: Int? {
    to.map { $0.daysSinceEpoch - from.daysSinceEpoch + 1 }
  }
}

extension KeyedDecodingContainer {
  /// Reads the first and the last day of a question.
  ///
  /// - Throws: `DecodingError`; it names the second key if that day lies before the first.
  public func decodeDays(from first: Key, to last: Key) throws -> (CivilDate, CivilDate) {
    let days = (
      try decode(CivilDate.self, forKey: first), try decode(CivilDate.self, forKey: last)
    )
    guard days.0 <= days.1 else {
      throw DecodingError.dataCorruptedError(
        forKey: last, in: self,
        debugDescription: "\(days.1) lies before \(first.stringValue), \(days.0)")
    }
    return days
  }
}
