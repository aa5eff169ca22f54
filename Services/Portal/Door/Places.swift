/// Bounds how many do something at once, how many of them for one person, and how many wait.
actor Places {
  private let most, mostOfOne, mostWaiting: Int
  private var taken: [String: Int] = [:]
  private var count = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ most: Int, ofOne: Int = .max, waiting: Int = 0) {
    self.most = most
    mostOfOne = ofOne
    mostWaiting = waiting
  }

  /// Takes a place, and waits for one where that is possible; whoever has one gives it back.
  ///
  /// - Parameter person: for whom.
  /// - Returns: whether there is one.
  func enter(_ person: String = "") async -> Bool {
    guard taken[person, default: 0] < mostOfOne, count < most || waiting.count < mostWaiting
    else { return false }
    taken[person, default: 0] += 1
    if count < most {
      count += 1
    } else {
      // Whoever leaves hands the place over, so that nobody comes in between.
      await withCheckedContinuation { waiting.append($0) }
    }
    return true
  }

  /// Gives a place back.
  func leave(_ person: String = "") {
    taken[person, default: 1] -= 1
    if taken[person] == 0 { taken[person] = nil }
    if waiting.isEmpty { count -= 1 } else { waiting.removeFirst().resume() }
  }
}
