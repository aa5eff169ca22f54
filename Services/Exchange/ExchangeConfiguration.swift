import ServiceKit

/// The options of the exchange beside those that every service has (see `ServiceConfiguration`).
struct ExchangeConfiguration: Sendable {
  /// How much of the log is kept.
  let retention: Retention
  /// How long after its receipt a submission is tried, and the raw rows of a dead one are kept.
  let rowsKeptFor: Duration
  /// What one key may use.
  let quota: Quota

  /// Reads the options.
  ///
  /// - Throws: `ConfigurationProblem` for a number out of its range.
  init(_ options: ServiceConfiguration) throws {
    func number(_ name: String, _ range: ClosedRange<Int>, default value: Int) throws -> Int {
      try options.integer(name, in: range, default: value)
    }
    let unreadDays = try number("unreadDays", 0...3650, default: 0)
    retention = Retention(
      age: .seconds(86_400 * (try number("retentionDays", 1...3650, default: 90))),
      bytes: 1_048_576 * (try number("retentionMegabytes", 1...1_048_576, default: 4096)),
      count: try number("retentionMessages", 1...1_000_000_000, default: 10_000_000),
      unread: unreadDays == 0 ? nil : .seconds(86_400 * unreadDays))
    rowsKeptFor = .seconds(86_400 * (try number("rowsKeptDays", 1...365, default: 30)))
    quota = Quota(
      messagesPerSecond: try number("quotaMessagesPerSecond", 1...1_000_000, default: 2000),
      bytesPerSecond: try number("quotaBytesPerSecond", 1024...1 << 30, default: 8 << 20),
      subscriptions: try number("quotaSubscriptions", 1...10_000, default: 32),
      pendingSubmissions: try number("quotaSubmissions", 1...1_000_000, default: 1000),
      unsettled: try number("quotaBacklog", 10...10_000_000, default: 20_000))
  }
}

/// What one key may use; more is refused as RESOURCE_EXHAUSTED with the time to wait.
struct Quota: Sendable {
  /// Messages taken or rows submitted per second; twice as many at once.
  var messagesPerSecond: Int
  /// Bytes of those messages and rows per second; twice as many at once.
  var bytesPerSecond: Int
  /// Subscriptions.
  var subscriptions: Int
  /// Submissions that wait for their service.
  var pendingSubmissions: Int
  /// Messages of one subscription that were read from the log and not settled, dead letters among them.
  var unsettled: Int
}
