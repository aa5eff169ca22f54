import RPCContract
import Testing

@testable import vigie_exchange

@Suite("What a key may take of the exchange")
struct QuotaKeeperTests {
  private let start = ContinuousClock.Instant.now
  /// 10 messages and 1,000 bytes a second; 20 and 2,000 at once.
  private let keeper = QuotaKeeper(
    Quota(
      messagesPerSecond: 10, bytesPerSecond: 1000, subscriptions: 1, pendingSubmissions: 1,
      unsettled: 1))

  /// How long a key must wait, in milliseconds; nil if it may take more.
  private func wait(_ key: String, after seconds: Double) -> Int? {
    do {
      try keeper.check(key, now: start + .seconds(seconds))
      return nil
    } catch let error as RPCError {
      #expect(error.status.code == .resourceExhausted && error.status.details?.reason == "QUOTA")
      return error.status.details?.retryDelayMilliseconds
    } catch {
      return -1
    }
  }

  @Test("two seconds' worth may be taken at once; then a key waits for the next message")
  func burst() {
    #expect(keeper.allowance("a", now: start) == (20, 2000))
    keeper.take("a", messages: 20, bytes: 0, now: start)
    // One message at ten a second: 100 ms. After half of them 50 are left.
    #expect(wait("a", after: 0) == 100)
    #expect(wait("a", after: 0.05).map { (49...50).contains($0) } == true)
    #expect(wait("a", after: 0.101) == nil)
    #expect(wait("b", after: 0) == nil)
  }

  @Test("what a call took too much is waited for")
  func overdrawn() {
    // 20 − 45 = −25 messages: 26 more at ten a second are 2.6 s.
    keeper.take("a", messages: 45, bytes: 0, now: start)
    #expect(wait("a", after: 0) == 2600)
    #expect(wait("a", after: 2.5).map { (99...100).contains($0) } == true)
    #expect(wait("a", after: 2.61) == nil)
  }

  @Test("bytes are counted as messages are; the longer wait counts")
  func bytes() {
    // 2,000 − 3,999 = −1,999 bytes: 2,000 more at 1,000 a second are 2 s; 20 − 21 = −1: 2 messages are 200 ms.
    keeper.take("a", messages: 21, bytes: 3999, now: start)
    #expect(wait("a", after: 0) == 2000)
  }

  @Test("no more than two seconds' worth is saved up, however long a key was silent")
  func saved() {
    keeper.take("a", messages: 20, bytes: 2000, now: start)
    #expect(keeper.allowance("a", now: start + .seconds(3600)) == (20, 2000))
    // Who has nothing left may still ask for one message, which is the least of a call.
    #expect(keeper.allowance("a", now: start) == (1, 1))
  }

  @Test("of more than 4,096 keys the one unused for longest is forgotten")
  func forgotten() {
    keeper.take("first", messages: 20, bytes: 0, now: start)
    for number in 1...4096 {
      keeper.take("k\(number)", messages: 20, bytes: 0, now: start + .milliseconds(number))
    }
    #expect(wait("first", after: 0) == nil)
    // The last of them came after 4.096 s and waits for a message: 100 ms.
    #expect(wait("k4096", after: 4.096).map { (99...100).contains($0) } == true)
  }
}
