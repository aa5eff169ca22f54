import DequeModule
import Locking

/// The writes that wait: callers take turns, and none has more than half of the line.
struct WriteLine: ~Copyable {
  private var shares: Shares
  private var lines: [String: Deque<Database.Job>] = [:]
  /// The callers that wait, by turn.
  private var turns = Deque<String>()

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

  /// Takes the next write, of the caller whose turn it is.
  mutating func popFirst() -> Database.Job? {
    guard let caller = turns.popFirst(), let job = lines[caller]?.popFirst() else { return nil }
    shares.giveBack(of: caller)
    if lines[caller]?.isEmpty ?? true { lines[caller] = nil } else { turns.append(caller) }
    return job
  }
}
