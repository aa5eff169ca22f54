/// Bounds how many do something at once, and how many wait for it.
actor Places {
  private let most: Int
  private let mostWaiting: Int
  private var taken = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ most: Int, waiting: Int = 0) {
    self.most = most
    mostWaiting = waiting
  }

  /// Takes a place, and waits for one where that is possible; whoever has one gives it back.
  ///
  /// - Returns: whether there is one.
  func enter() async -> Bool {
    if taken < most {
      taken += 1
      return true
    }
    guard waiting.count < mostWaiting else { return false }
    // Whoever leaves hands the place over, so that nobody comes in between.
    await withCheckedContinuation { waiting.append($0) }
    return true
  }

  /// Gives a place back.
  func leave() {
    if waiting.isEmpty { taken -= 1 } else { waiting.removeFirst().resume() }
  }
}
