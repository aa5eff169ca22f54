import Contracts
import Storage
import Values

/// Applies events to the store, one in each transaction, and sets aside the events and rows that are at fault.
struct FeedIntake: Sendable {
  /// An event has to wait for another service's feed.
  struct Waits: Error {
    let source: String
    /// How far that feed was followed.
    let cursor: FeedPosition?
  }

  /// How many of the events set aside are tried again in one transaction.
  private static let page = 100

  let consumer: any FeedConsumer

  /// Takes an event; only those of its rows that are at fault are set aside.
  ///
  /// - Parameters:
  ///   - event: the event.
  ///   - ends: the ends of other services' feeds, read after the event came: service → position.
  ///   - transaction: the change it belongs to.
  /// - Returns: what was set aside.
  /// - Throws: ``Waits``; `StorageError`.
  func take(
    _ event: FollowedEvent, ends: [String: FeedPosition], in transaction: WriteTransaction
  ) throws -> [EventFault] {
    guard let fault = try fault(of: event, ends, in: transaction) else { return [] }
    guard let text = EventText(event.payload), text.rowCount > 1 else {
      return try setAside(event, fault, in: transaction)
    }
    // Halving finds one bad row among 500 in a few steps.
    let half = text.rowCount / 2
    return try [0..<half, half..<text.rowCount].flatMap { rows in
      var part = event
      part.payload = text.part(rows)
      part.firstRow += rows.lowerBound
      return try take(part, ends: ends, in: transaction)
    }
  }

  /// Sets aside an event that cannot be taken.
  ///
  /// - Returns: the fault.
  /// - Throws: `StorageError`.
  func setAside(
    _ event: FollowedEvent, _ fault: EventFault, in transaction: WriteTransaction
  ) throws -> [EventFault] {
    let row = EventText(event.payload)?.rowCount == 1 ? event.firstRow : 0
    try SetAsideTable.add(event, of: consumer.source, row: row, fault, in: transaction)
    return [fault]
  }

  /// Applies an event. Returns why it cannot be taken; nil when it was.
  private func fault(
    of event: FollowedEvent, _ ends: [String: FeedPosition], in transaction: WriteTransaction
  ) throws -> EventFault? {
    do {
      try transaction.attempt { try consumer.apply(event, in: transaction) }
      return nil
    } catch {
      guard let fault = EventFault.of(error) else { throw error }
      // A feed brings what an event needs before the event, so the event never waits for its own feed.
      guard let source = fault.awaits, source != consumer.source else { return fault }
      let cursor = try transaction.cursor(of: source)
      guard let end = ends[source], let cursor, cursor.epoch == end.epoch,
        cursor.sequence >= end.sequence
      else {
        throw Waits(source: source, cursor: cursor)
      }
      return fault
    }
  }

  /// Tries again one page of the events set aside from this feed, in the order of the feed.
  ///
  /// - Parameters:
  ///   - number: the number of the last event that was tried; 0 to begin.
  ///   - transaction: the change it belongs to.
  /// - Returns: how many were taken, and the last that was tried; nil when none is left to try.
  /// - Throws: `StorageError`.
  func retry(
    after number: Int, in transaction: WriteTransaction
  ) throws -> (taken: Int, last: Int?) {
    var taken = 0
    let events = try SetAsideTable.events(
      of: consumer.source, after: number, limit: Self.page, in: transaction)
    for (number, event) in events {
      do {
        try transaction.attempt { try consumer.apply(event, in: transaction) }
        try SetAsideTable.remove(number, in: transaction)
        taken += 1
      } catch {
        guard let fault = EventFault.of(error) else { throw error }
        try SetAsideTable.note(fault, at: number, in: transaction)
      }
    }
    return (taken, events.last?.number)
  }
}
