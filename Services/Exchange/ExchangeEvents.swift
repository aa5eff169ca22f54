import Contracts
import ExchangeDomain
import Foundation
import Locking
import Network
import ServiceHost
import Storage

/// What the exchange follows: every service's feed, copied once into its log, in the transaction that
/// moves the cursor. It tells of submissions itself (`vigie.exchange.v1.submission-accepted` and
/// `vigie.exchange.v1.submission-refused`).
enum ExchangeEvents {
  /// The feeds that are followed.
  static let followed = ["registry", "training", "senacs", "evaluation"]

  static func consumers(_ network: KnownNetwork) -> [any FeedConsumer] {
    followed.map { LogCopy(source: $0, network: network) }
  }
}

/// The network as the log's territories need it, read once for each position of the registry's feed.
final class KnownNetwork: Sendable {
  private let known = Mutex<(position: FeedPosition?, network: Network)?>(nil)

  /// The network as a transaction sees it.
  func get(in transaction: ReadTransaction) throws -> Network {
    let position = try transaction.cursor(of: NetworkProjection.source)
    if let known = known.withLock({ $0 }), known.position == position { return known.network }
    let network = try NetworkReader().network(in: transaction)
    known.withLock { $0 = (position, network) }
    return network
  }
}

/// Copies one service's events into the log; the registry's also into the own copy of the network.
struct LogCopy: FeedConsumer {
  let source: String
  let network: KnownNetwork
  private let projection = NetworkProjection()

  init(source: String, network: KnownNetwork) {
    self.source = source
    self.network = network
  }

  /// A structure that is not known yet is asked for again: the registry's own events are on their way.
  func apply(_ event: FollowedEvent, in transaction: WriteTransaction) throws {
    let isRegistry = source == projection.source
    if isRegistry { try projection.apply(event, in: transaction) }
    if event.topic == "vigie.evaluation.v1.bodies-recorded" {
      let bodies = try JSONDecoder().decode(RowsRecorded.self, from: Data(event.payload.utf8))
      try ExchangeStore.keepBodies(bodies.rows, in: transaction)
    }
    try ExchangeStore.append(
      try EventMessages.drafts(
        topic: event.topic, payload: event.payload, source: source,
        position: event.position.text, recordedAt: event.recordedAt,
        // The registry's own event has changed it, and its cursor moves only after this.
        network: isRegistry
          ? try NetworkReader().network(in: transaction) : try network.get(in: transaction),
        bodies: { try ExchangeStore.communes(ofBody: $0, in: transaction) }), in: transaction)
  }

  func clear(in transaction: WriteTransaction) throws {
    guard source == projection.source else { return }
    try projection.clear(in: transaction)
  }
}
