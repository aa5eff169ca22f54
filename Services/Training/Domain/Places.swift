public import Values

/// A session's places, and who has one, waits for one or cancelled.
public struct Places: Sendable {
  /// Somebody who enrolled.
  public struct Person: Hashable, Sendable {
    /// The person's code.
    public let code: String
    /// The person's structure at that time; nil for none.
    public let structureCode: String?
    /// How far the enrolment is.
    public let state: Enrolment.State
    /// The day of the enrolment.
    public let enrolledOn: CivilDate
    /// When it was recorded that the person enrolled on that day and has this state.
    public let recordedAt: Instant

    /// Makes a person.
    public init(
      code: String, structureCode: String? = nil, state: Enrolment.State, enrolledOn: CivilDate,
      recordedAt: Instant
    ) {
      self.code = code
      self.structureCode = structureCode
      self.state = state
      self.enrolledOn = enrolledOn
      self.recordedAt = recordedAt
    }
  }

  /// How many places there are; nil where nobody said, and then nobody waits.
  public let capacity: Int?
  /// Who enrolled, each once.
  public let people: [Person]

  /// Takes people in any order.
  public init(capacity: Int?, people: [Person]) {
    self.capacity = capacity
    self.people = people
  }

  /// How many places are left; negative where the session is overbooked, nil without a capacity. Source: acceptance/year.md, “Sessions”.
  public var free: Int? {
    capacity.map { capacity in capacity - people.count { $0.state == .registered } }
  }

  /// Who waits: by the day of the enrolment; on the same day whoever was recorded first comes first.
  public var queue: [Person] {
    people.filter { $0.state == .waiting }.sorted {
      ($0.enrolledOn, $0.recordedAt, $0.code) < ($1.enrolledOn, $1.recordedAt, $1.code)
    }
  }

  /// Returns somebody who enrolled; nil for a code that is not among them.
  public func person(_ code: String) -> Person? { people.first { $0.code == code } }

  /// Returns the place of somebody who waits, from 1; nil for whoever does not.
  public func queuePlace(of code: String) -> Int? {
    queue.firstIndex { $0.code == code }.map { $0 + 1 }
  }

  /// Returns what becomes of somebody who registers: a place while one is free, or while nobody said how many there are.
  public func registering(_ code: String) -> Enrolment.State {
    guard person(code)?.state != .registered, let free else { return .registered }
    return free > 0 ? .registered : .waiting
  }

  /// Returns who moves up when somebody cancels: the first who waits, if the place that is given back is then free. In an overbooked
  /// session it is not, and whoever only waited gives none back.
  public func movesUp(whenCancelling code: String) -> Person? {
    guard person(code)?.state == .registered, (free ?? 0) + 1 > 0 else { return nil }
    return queue.first
  }
}
