import Locking
import Testing

/// Work that goes on until the test lets it go.
private final class Workshop: Sendable {
  private struct State {
    var workers: [CheckedContinuation<Void, Never>] = []
    var running = 0
    var most = 0
    var finished = 0
  }

  private let state = Mutex(State())

  /// The greatest number of workers that were at work at once.
  var most: Int { state.withLock { $0.most } }
  var running: Int { state.withLock { $0.workers.count } }
  /// The number of workers that had their turn and gave it back.
  var finished: Int { state.withLock { $0.finished } }
  func finish() { state.withLock { $0.finished += 1 } }

  func work() async {
    await withCheckedContinuation { worker in
      state.withLock { state in
        state.workers.append(worker)
        state.running += 1
        state.most = max(state.most, state.running)
      }
    }
    state.withLock { $0.running -= 1 }
  }

  func letOneGo() async {
    while running == 0 { await Task.yield() }
    state.withLock { $0.workers.removeFirst() }.resume()
  }
}

@Suite("Turns by key")
struct FairTurnsTests {
  private func flood(_ turns: FairTurns, _ shop: Workshop) async -> [Task<Void, any Error>] {
    let loud = (0..<20).map { _ in
      Task {
        defer { shop.finish() }
        try await turns.run(for: "loud") { await shop.work() }
      }
    }
    while turns.waiting < 18 || shop.running < 2 { await Task.yield() }
    return loud
  }

  @Test("a key computes half at most; another one's turn comes at once, and nobody is forgotten")
  func halves() async throws {
    let (turns, shop) = (FairTurns(of: 4), Workshop())
    let loud = await flood(turns, shop)

    #expect(try await turns.run(for: "quiet") { 1 } == 1)
    #expect(try await turns.run(for: nil) { 2 } == 2)

    for _ in 0..<20 { await shop.letOneGo() }
    for task in loud { try await task.value }
    #expect(shop.most == 2)
    #expect(turns.waiting == 0)
  }

  @Test("while another key computes a key has half of the processors")
  func shared() async throws {
    // Four turns are those of a machine with two processors.
    let (turns, shop) = (FairTurns(of: 4), Workshop())
    let loud = await flood(turns, shop)
    let other = Workshop()
    let quiet = Task { try await turns.run(for: "quiet") { await other.work() } }
    while other.running < 1 { await Task.yield() }

    await shop.letOneGo()
    while shop.finished < 1 { await Task.yield() }
    #expect(turns.waiting == 18)

    await other.letOneGo()
    try await quiet.value
    for _ in 0..<19 { await shop.letOneGo() }
    for task in loud { try await task.value }
  }

  @Test("who is cancelled waits no longer, and takes nobody's turn")
  func cancelled() async throws {
    let (turns, shop) = (FairTurns(of: 4), Workshop())
    let loud = await flood(turns, shop)

    for task in loud { task.cancel() }

    while turns.waiting > 0 { await Task.yield() }
    for _ in 0..<2 { await shop.letOneGo() }
    var failed = 0
    for task in loud { if case .failure = await task.result { failed += 1 } }
    #expect(failed == 18)
    #expect(try await turns.run(for: "loud") { 1 } == 1)
  }
}
