import Contracts
import RPC
import Storage
import Values

/// Offers this service's events to whoever follows them.
struct FeedHandler: Sendable {
  private static let page = 100
  /// The longest event that is sent, in bytes: as JSON within JSON it is at most twice as long, below the 4 MiB of a message.
  private static let longest = 2_000_000

  let database: Database

  func read(
    _ request: ReadFeed, _ context: ServerContext, _ writer: ResponseWriter<ReadFeed.Item>
  ) async throws {
    // The stream of positions begins before the first read, so that no commit in between is missed.
    let positions = database.positions()
    let start = try await database.read { try $0.position() }
    try await writer.write(.init(epoch: start.epoch, sequence: start.sequence))
    var last = request.epoch == start.epoch ? request.after.value : 0
    last = try await send(after: last, start.epoch, writer)
    guard request.follow else { return }
    for await position in positions where position.sequence > last {
      last = try await send(after: last, position.epoch, writer)
    }
  }

  private func send(
    after sequence: Int, _ epoch: String, _ writer: ResponseWriter<ReadFeed.Item>
  ) async throws -> Int {
    var last = sequence
    while true {
      let from = last
      let entries = try await database.read { try $0.feed(after: from, limit: Self.page) }
      for entry in entries {
        try await writer.write(
          .init(
            epoch: epoch, sequence: entry.sequence, topic: entry.topic,
            recordedAt: entry.recordedAt,
            // A follower sets aside an event that comes without its payload, and goes on.
            payload: entry.payload.utf8.count > Self.longest ? nil : entry.payload))
        last = entry.sequence
      }
      if entries.count < Self.page { return last }
    }
  }
}
