public import CentreNetwork
public import Values

/// A session's places, and who has one, waits for one or cancelled. Several entries of one person have one place.
public struct Places: Sendable {
  /// An enrolment.
  public struct Person: Hashable, Sendable {
    /// The code under which the person enrolled.
    public let code: String
    /// The person's structure at that time; nil for none.
    public let structureCode: String?
    /// How far the enrolment is.
    public let state: Enrolment.State
    /// The day of the enrolment.
    public let enrolledOn: CivilDate
    /// When it was recorded that the person enrolled on that day and has this state; it matters for those who wait, whose queue it orders.
    public let recordedAt: Instant

    /// Makes an enrolment.
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
  private let merges: Merges
  /// Person → the person's enrolments, the one that counts first.
  private let enrolments: [String: [Person]]
  /// Who waits: by the day of the enrolment; on the same day whoever was recorded first comes first.
  public let queue: [Person]

  /// Takes enrolments in any order. Of several of one person a place counts before waiting, waiting before a cancellation, and of two
  /// alike the earlier one.
  public init(capacity: Int?, people: [Person], merges: Merges = Merges([])) {
    self.capacity = capacity
    self.merges = merges
    enrolments = Dictionary(grouping: people) { merges.person($0.code) }
      .mapValues { own in own.sorted { Self.rank($0) < Self.rank($1) } }
    queue = enrolments.values.compactMap(\.first).filter { $0.state == .waiting }
      .sorted { Self.rank($0) < Self.rank($1) }
  }

  private static func rank(_ one: Person) -> (Int, CivilDate, Instant, String) {
    let state =
      switch one.state {
      case .registered: 0
      case .waiting: 1
      case .cancelled: 2
      }
    return (state, one.enrolledOn, one.recordedAt, one.code)
  }

  /// The codes of those who enrolled, each person's once.
  public var codes: [String] { Array(enrolments.keys) }

  /// How many places are left; negative where the session is overbooked, nil without a capacity. Source: acceptance/year.md, “Sessions”.
  public var free: Int? {
    capacity.map { capacity in
      capacity - enrolments.values.count { $0.first?.state == .registered }
    }
  }

  /// Returns the enrolment that counts of somebody, by any code of the person; nil for whoever never enrolled.
  public func person(_ code: String) -> Person? { enrolments[merges.person(code)]?.first }

  /// Returns the structure that somebody's enrolments name; nil for none.
  public func structure(of code: String) -> String? {
    enrolments[merges.person(code)]?.lazy.compactMap(\.structureCode).first
  }

  /// Returns the enrolments of somebody that have to be cancelled if the person does not come.
  public func standing(of code: String) -> [Person] {
    (enrolments[merges.person(code)] ?? []).filter { $0.state != .cancelled }
  }

  /// Returns the place of somebody who waits, from 1; nil for whoever does not.
  public func queuePlace(of code: String) -> Int? {
    queue.firstIndex { merges.person($0.code) == merges.person(code) }.map { $0 + 1 }
  }

  /// Returns what becomes of somebody who registers: a place where one is free that nobody in front waits for. A newcomer comes behind all
  /// who wait; whoever is registered stays so; without a capacity there is always a place.
  public func registering(_ code: String) -> Enrolment.State {
    guard person(code)?.state != .registered, let free else { return .registered }
    let inFront = queuePlace(of: code).map { $0 - 1 } ?? queue.count
    return free > inFront ? .registered : .waiting
  }

  /// Returns who moves up when somebody cancels: the first who waits, if the place that is given back is then free. In an overbooked
  /// session it is not, and whoever only waited gives none back.
  public func movesUp(whenCancelling code: String) -> Person? {
    guard person(code)?.state == .registered, (free ?? 0) + 1 > 0 else { return nil }
    return queue.first
  }
}
