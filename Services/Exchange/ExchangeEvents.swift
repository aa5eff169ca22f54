import Contracts
import ExchangeDomain
import Foundation
import Locking
import Network
import Schemas
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

/// The network as the log's territories need it, read once for each state of the registry's copy.
final class KnownNetwork: Sendable {
  private let known = Mutex<(state: String, network: Network)?>(nil)

  /// The network as a transaction sees it.
  func get(in transaction: ReadTransaction) throws -> Network {
    let state = try NetworkProjection.state(in: transaction)
    if let known = known.withLock({ $0 }), known.state == state { return known.network }
    let network = try NetworkReader().network(in: transaction)
    known.withLock { $0 = (state, network) }
    return network
  }
}

/// Copies one service's events into the log; the registry's also into the own copy of the network.
struct LogCopy: FeedConsumer {
  let source: String
  let network: KnownNetwork
  private let projection = NetworkProjection()
  /// The longest row, in bytes: its message stands in a partner's batch as JSON within JSON.
  private static let longest = 1 << 20

  init(source: String, network: KnownNetwork) {
    self.source = source
    self.network = network
  }

  /// A structure that is not known yet is waited for: the registry's own events are on their way.
  func apply(_ event: FollowedEvent, in transaction: WriteTransaction) throws {
    let isRegistry = source == projection.source
    if isRegistry { try projection.apply(event, in: transaction) }
    if event.topic == "vigie.evaluation.v1.bodies-recorded" {
      let bodies = try JSONDecoder().decode(RowsRecorded.self, from: Data(event.payload.utf8))
      try ExchangeStore.keepBodies(bodies.rows, in: transaction)
    }
    do {
      let drafts = try EventMessages.drafts(
        topic: event.topic, payload: event.payload, source: source, position: event.position.text,
        firstRow: event.firstRow, recordedAt: event.recordedAt,
        // The registry's own event has changed it, and its cursor moves only after this.
        network: isRegistry
          ? try NetworkReader().network(in: transaction) : try network.get(in: transaction),
        leftOut: MessageSchemas.leftOutWhenEmpty,
        bodies: { try ExchangeStore.communes(ofBody: $0, in: transaction) })
      if let large = drafts.first(where: { $0.data.utf8.count > Self.longest }) {
        throw EventFault.tooLarge("its row has \(large.data.utf8.count) bytes")
      }
      try ExchangeStore.append(drafts, in: transaction)
    } catch let missing as EventMessages.NotKnownYet {
      throw Self.fault(missing)
    } catch EventMessages.Fault.unreadable(let text) {
      throw EventFault.unreadable(text)
    } catch EventMessages.Fault.badText(let text) {
      throw EventFault.badText(text)
    }
  }

  private static func fault(_ missing: EventMessages.NotKnownYet) -> EventFault {
    switch missing {
    case .structure(let code):
      EventFault(
        reason: "UNKNOWN_STRUCTURE", "the registry does not tell of structure \(code)",
        awaits: NetworkProjection.source)
    case .communes:
      EventFault(
        reason: "UNKNOWN_COMMUNES", "the registry tells of no communes",
        awaits: NetworkProjection.source)
    }
  }

  func clear(in transaction: WriteTransaction) throws {
    guard source == projection.source else { return }
    try projection.clear(in: transaction)
  }
}
