import Foundation
import Synchronization
import Testing

@testable import ServiceHost

@Suite("Work on a thread ahead", .timeLimit(.minutes(2)))
struct AheadTests {
  private struct Broken: Error {}

  @Test("what is made comes in order, and a failure after it")
  func order() throws {
    let ahead = Ahead<Int> { hand in
      for number in 0..<100 { try hand([2 * number, 2 * number + 1]) }
      throw Broken()
    }
    var found: [Int] = []

    #expect(throws: Broken.self) { while let batch = try ahead.next() { found += batch } }

    #expect(found == Array(0..<200))
    ahead.stop()
  }

  @Test("the end comes once all is taken, and stays")
  func end() throws {
    let ahead = Ahead<Int> { try $0([1]) }

    #expect(try ahead.next() == [1])
    #expect(try ahead.next() == nil)
    #expect(try ahead.next() == nil)
    ahead.stop()
  }

  /// Notes what the other thread does.
  private final class Witness: Sendable {
    let made = Atomic(0)
    let isEnded = Atomic(false)
  }

  @Test("it is a few batches ahead at most, and who goes away ends it")
  func bound() throws {
    let witness = Witness()
    let ahead = Ahead<Int> { hand in
      defer { witness.isEnded.store(true, ordering: .sequentiallyConsistent) }
      while true {
        try hand([witness.made.add(1, ordering: .sequentiallyConsistent).newValue])
      }
    }

    for number in 1...100 {
      #expect(try ahead.next() == [number])
      // At most three batches wait, and a fourth is being handed over.
      let made = witness.made.load(ordering: .sequentiallyConsistent)
      #expect(made <= number + 4)
    }
    ahead.stop()

    let isEnded = witness.isEnded.load(ordering: .sequentiallyConsistent)
    #expect(isEnded)
  }
}
