import PortalDomain
import Testing
import Values

@Suite("Whether somebody may be reminded")
struct ReminderStateTests {
  private let now = Instant("2026-07-02T08:00:00Z")!

  @Test("nobody gets two reminders in a day; one that did not go may go again at once")
  func states() throws {
    // 24 hours before now is 2026-07-01T08:00:00Z: that moment is still within the day, a second earlier is not.
    let (within, before) = (
      try #require(Instant("2026-07-01T08:00:00Z")), try #require(Instant("2026-07-01T07:59:59Z"))
    )
    #expect(ReminderState(sentAt: nil, failedAt: nil, now: now) == .ready)
    #expect(ReminderState(sentAt: within, failedAt: nil, now: now) == .resting(within))
    #expect(ReminderState(sentAt: before, failedAt: nil, now: now) == .ready)
    #expect(ReminderState(sentAt: nil, failedAt: within, now: now) == .failed(within))
    #expect(ReminderState(sentAt: nil, failedAt: within, now: now).mayGo)
    #expect(!ReminderState(sentAt: within, failedAt: nil, now: now).mayGo)
  }
}
