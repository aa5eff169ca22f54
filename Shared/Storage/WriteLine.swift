import DequeModule
import Locking

/// The writes that wait: callers take turns, and none has more than half of the line.
///
/// Writes are committed in groups, and whoever comes during one waits for its end. So a caller who brings many has a short time of a
/// group only, while another one writes as well: 250 writes that always wait then cost the other two to three times its usual answer.
struct WriteLine: ~Copyable {
  /// The most writes of one commit.
  static let mostOfGroup = 64
  /// How long those of one caller may take, while others write too: a quarter of what the last commit took, and this at least.
  static let leastTimeOfOne = Duration.microseconds(100)

  private var shares: Shares
  private var lines: [String: Deque<Database.Job>] = [:]
  /// The callers that wait, by turn.
  private var turns = Deque<String>()
  private var company = Company()
  /// How long the writes of the present group took, by caller, and how many there are.
  private var group: [String: Duration] = [:]
  private var groupCount = 0
  private var timeOfOne = leastTimeOfOne
  /// Whose write is being made, and since when.
  private var present: (caller: String, start: ContinuousClock.Instant)?

  init(of most: Int) { shares = Shares(of: most) }

  /// How many wait.
  var count: Int { shares.total }

  /// Puts a write behind the others of its caller.
  ///
  /// - Returns: false when as many wait as may.
  mutating func append(_ job: Database.Job, of caller: String) -> Bool {
    guard shares.take(for: caller) else { return false }
    if lines[caller] == nil { turns.append(caller) }
    lines[caller, default: []].append(job)
    return true
  }

  /// Takes the first write of a group, of the caller whose turn it is.
  mutating func popFirst() -> Database.Job? {
    (group, groupCount, present) = ([:], 0, nil)
    return popNext()
  }

  /// Notes how long the store took for a commit, its writes apart.
  mutating func note(commit time: Duration) { timeOfOne = max(Self.leastTimeOfOne, time / 4) }

  /// Takes one more write into the group; nil where nothing waits that it has room for.
  mutating func popNext() -> Database.Job? {
    let now = ContinuousClock.now
    if let (caller, start) = present { group[caller, default: .zero] += now - start }
    present = nil
    guard groupCount < Self.mostOfGroup else { return nil }
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
