import DequeModule
import Locking

/// The writes that wait. Callers take turns, and no caller has more than half of the places.
///
/// Writes are committed in groups, and a write that comes during a commit waits for its end. So, while others write too, a caller with many
/// writes gets only a short part of each group's time. A caller with 250 writes always waiting then makes another caller's answer take two
/// to three times as long as usual.
struct WriteLine: ~Copyable {
  /// The most writes of one commit: as many as waited when the group began, but no fewer than four and no more than 64. If a group took in
  /// all that come while it is worked on, callers with 64 writes open would soon have all of them in one group, and nobody would have
  /// anything to do while it is committed (measured: 16,500 attendances a second instead of 19,700).
  static let (leastOfGroup, mostOfGroup) = (4, 64)
  /// The least time that one caller's writes may take in a group while others write, too; otherwise it is a quarter of what the last commit
  /// took.
  static let leastTimeOfOne = Duration.microseconds(100)

  private var shares: Shares
  private var lines: [String: Deque<Database.Job>] = [:]
  /// The callers that wait, by turn.
  private var turns = Deque<String>()
  private var company = Company()
  /// How long the writes of the present group took, by caller, and how many there are.
  private var group: [String: Duration] = [:]
  private var groupCount = 0
  private var groupMost = 0
  private var timeOfOne = leastTimeOfOne
  /// The caller whose write is running, and when it began.
  private var present: (caller: String, start: ContinuousClock.Instant)?

  init(of most: Int) { shares = Shares(of: most) }

  /// How many wait.
  var count: Int { shares.total }

  /// Puts a write behind the others of its caller.
  ///
  /// - Returns: false if the line, or the caller's half of it, is full.
  mutating func append(_ job: Database.Job, of caller: String) -> Bool {
    guard shares.take(for: caller) else { return false }
    if lines[caller] == nil { turns.append(caller) }
    lines[caller, default: []].append(job)
    return true
  }

  /// Takes the first write of a group, of the caller whose turn it is.
  mutating func popFirst() -> Database.Job? {
    (group, groupCount, present) = ([:], 0, nil)
    groupMost = max(Self.leastOfGroup, min(Self.mostOfGroup, count))
    return popNext()
  }

  /// Whether the group has as many writes as a group takes in at least.
  var hasLeast: Bool { groupCount >= Self.leastOfGroup }

  /// Notes how long the store took for a commit, without the writes before it.
  mutating func note(commit time: Duration) { timeOfOne = max(Self.leastTimeOfOne, time / 4) }

  /// Takes one more write into the group; nil if the group is full, or if no write waits that may join it.
  mutating func popNext() -> Database.Job? {
    let now = ContinuousClock.now
    if let (caller, start) = present { group[caller, default: .zero] += now - start }
    present = nil
    guard groupCount < groupMost else { return nil }
    let isShared = company.isShared
    for _ in 0..<turns.count {
      guard let caller = turns.popFirst() else { return nil }
      // The service's own writes have no caller, so no caller's share holds them back.
      guard !isShared || caller.isEmpty || group[caller, default: .zero] < timeOfOne,
        let job = lines[caller]?.popFirst()
      else {
        turns.append(caller)
        continue
      }
      shares.giveBack(of: caller)
      if lines[caller]?.isEmpty ?? true { lines[caller] = nil } else { turns.append(caller) }
      if !caller.isEmpty { company.note(caller) }
      present = (caller, now)
      groupCount += 1
      return job
    }
    return nil
  }
}
