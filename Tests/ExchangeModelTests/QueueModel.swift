/// The simplest model of what a subscription promises; the exchange is compared with it.
///
/// A message is unsettled until it is acknowledged, dead or purged. An unsettled message goes out when it is not out already
/// and its time has come, in the log's order. If the subscription is ordered, it also waits while another unsettled message of
/// its subject is out or stands before it. Times are microseconds.
struct QueueModel {
  struct Rules {
    var isOrdered: Bool
    var lease: Int64
    var maxAttempts: Int
    var backoff: Int64
    var delay: Int64
  }

  enum State: Equatable {
    case waiting(due: Int64)
    case out(token: String, since: Int64, until: Int64)
    case dead(reason: String)
  }

  struct Message: Equatable {
    let sequence: Int
    let subject: String
    var state: State
    var attempt = 0
  }

  let rules: Rules
  /// Unsettled and dead messages, in the log's order.
  private(set) var messages: [Message] = []
  private(set) var acknowledged = 0
  private(set) var redelivered = 0
  private(set) var stale = 0

  mutating func publish(_ sequence: Int, _ subject: String, at now: Int64) {
    messages.append(
      Message(sequence: sequence, subject: subject, state: .waiting(due: now + rules.delay)))
  }

  /// Back-off doubles with each attempt, up to an hour (Services/Exchange/README.md).
  private func pause(after attempt: Int) -> Int64 {
    var pause = rules.backoff
    for _ in 1..<max(attempt, 1) { pause = min(pause * 2, 3_600_000_000) }
    return min(pause, 3_600_000_000)
  }

  private mutating func giveBack(_ index: Int, pause: Int64?, at now: Int64) {
    let attempt = messages[index].attempt
    messages[index].state =
      attempt < rules.maxAttempts
      ? .waiting(due: now + (pause ?? self.pause(after: attempt))) : .dead(reason: "MAX_ATTEMPTS")
  }

  private func isFree(_ message: Message, at now: Int64) -> Bool {
    guard case .waiting(let due) = message.state, due <= now else { return false }
    guard rules.isOrdered, !message.subject.isEmpty else { return true }
    return !messages.contains { other in
      guard other.subject == message.subject, other.sequence != message.sequence else {
        return false
      }
      switch other.state {
      case .out: return true
      case .waiting: return other.sequence < message.sequence
      case .dead: return false
      }
    }
  }

  /// Returns the messages that a pull gives, as number and attempt.
  mutating func pull(_ most: Int, at now: Int64) -> [(sequence: Int, attempt: Int)] {
    for index in messages.indices {
      if case .out(_, _, let until) = messages[index].state, until <= now {
        giveBack(index, pause: nil, at: now)
      }
    }
    var taken: [(sequence: Int, attempt: Int)] = []
    for index in messages.indices where taken.count < most && isFree(messages[index], at: now) {
      messages[index].attempt += 1
      messages[index].state = .out(token: "", since: now, until: now + rules.lease)
      taken.append((messages[index].sequence, messages[index].attempt))
      if messages[index].attempt > 1 { redelivered += 1 }
    }
    return taken
  }

  /// Notes the token that the exchange gave a delivery.
  mutating func name(_ sequence: Int, _ token: String) {
    guard let index = messages.firstIndex(where: { $0.sequence == sequence }),
      case .out(_, let since, let until) = messages[index].state
    else { return }
    messages[index].state = .out(token: token, since: since, until: until)
  }

  /// Returns the message that is out under a token; without one, counts a stale answer and returns nil.
  private mutating func held(_ token: String) -> Int? {
    let index = messages.firstIndex {
      if case .out(token, _, _) = $0.state { true } else { false }
    }
    if index == nil { stale += 1 }
    return index
  }

  mutating func acknowledge(_ token: String) -> Bool {
    guard let index = held(token) else { return false }
    messages.remove(at: index)
    acknowledged += 1
    return true
  }

  /// Acknowledges every message up to a given one that is out and went out no later than it.
  mutating func acknowledgeThrough(_ token: String) -> Bool {
    guard let index = held(token), case .out(_, let time, _) = messages[index].state else {
      return false
    }
    let last = messages[index].sequence
    let before = messages.count
    messages.removeAll { message in
      guard case .out(_, let since, _) = message.state else { return false }
      return message.sequence <= last && since <= time
    }
    acknowledged += before - messages.count
    return true
  }

  mutating func retry(_ token: String, after pause: Int64?, at now: Int64) -> Bool {
    guard let index = held(token) else { return false }
    giveBack(index, pause: pause, at: now)
    return true
  }

  mutating func terminate(_ token: String, _ reason: String) -> Bool {
    guard let index = held(token) else { return false }
    messages[index].state = .dead(reason: reason)
    return true
  }

  mutating func extend(_ token: String, by time: Int64, at now: Int64) -> Bool {
    guard let index = held(token), case .out(_, let since, _) = messages[index].state else {
      return false
    }
    messages[index].state = .out(token: token, since: since, until: now + time)
    return true
  }

  /// Models a stop in order: what is out comes back at once, and the attempt does not count.
  mutating func release() {
    for index in messages.indices {
      guard case .out = messages[index].state else { continue }
      messages[index].state = .waiting(due: 0)
      messages[index].attempt -= 1
    }
  }

  mutating func requeueDead() -> Int {
    var count = 0
    for index in messages.indices {
      guard case .dead = messages[index].state else { continue }
      messages[index].state = .waiting(due: 0)
      messages[index].attempt = 0
      count += 1
    }
    return count
  }

  mutating func purgeDead() -> Int {
    let before = messages.count
    messages.removeAll { if case .dead = $0.state { true } else { false } }
    return before - messages.count
  }
}
