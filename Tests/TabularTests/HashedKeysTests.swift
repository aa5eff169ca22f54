import Testing

@testable import Tabular

@Suite("A compact set of hashes")
struct HashedKeysTests {
  @Test("a hash is new once, wherever it stands")
  func once() {
    var keys = HashedKeys()
    let all: [UInt64] = [0, .max, 1, 1 << 52, (1 << 52) - 1, .max - 1, 1 << 63, 42]

    let first = all.map { keys.insert($0) }
    let again = all.reversed().map { keys.insert($0) }
    let other = keys.insert(2)

    #expect(first.allSatisfy(\.self) && !again.contains(true) && other)
    #expect(keys.count == all.count + 1)
  }

  @Test(
    "it says what a Set says, of hashes that are spread and of hashes that fall into few shards",
    arguments: [UInt64.max, 0xFFF0_0000_0000_00FF, 0x0000_0000_0000_3FFF, 0x8000_0000_0000_0001])
  func asSet(mask: UInt64) {
    var (keys, set) = (HashedKeys(), Set<UInt64>())
    var generator = SystemRandomNumberGenerator()
    var drawn: [UInt64] = []
    for turn in 0..<20_000 {
      // Every third hash is one that was drawn before.
      let hash = turn % 3 == 2 ? drawn[turn / 2 % drawn.count] : generator.next() & mask
      drawn.append(hash)

      let isNew = keys.insert(hash)

      let isExpected = set.insert(hash).inserted
      guard isNew == isExpected else { return #expect(Bool(false), "\(hash) at \(turn)") }
    }
    #expect(keys.count == set.count)
  }

  @Test("of a million hashes it has room for a third more at most")
  func room() {
    var keys = HashedKeys()
    for hash in 0..<1_000_000 { _ = keys.insert(UInt64(hash) &* 0x9E37_79B9_7F4A_7C15) }

    #expect(keys.count == 1_000_000)
    #expect(keys.capacity >= keys.count && keys.capacity < 1_350_000, "\(keys.capacity)")
  }
}
