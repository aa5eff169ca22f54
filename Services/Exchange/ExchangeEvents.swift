import CentreNetwork
import Contracts
import ExchangeDomain
import FactKinds
import Locking
import ServiceHost
import Storage

/// The feeds that the exchange follows: those of all services. Each event is copied into the log once, in the transaction that
/// moves the feed's cursor. Messages about submissions come from the exchange itself
/// (`vigie.exchange.v1.submission-accepted` and `vigie.exchange.v1.submission-refused`).
enum ExchangeEvents {
  /// The feeds that are followed.
  static let followed = ["registry", "training", "senacs", "evaluation"]

  static func consumers(_ catalogue: FactCatalogue) -> [any FeedConsumer] {
    let (network, projection) = (KnownNetwork(isEver: true), NetworkProjection(catalogue))
    return followed.map {
      LogCopy(source: $0, catalogue: catalogue, network: network, projection: projection)
    }
  }
}

/// The network from which territories are found, read once for each state of the exchange's copy of the registry.
final class KnownNetwork: Sendable {
  /// Whether withdrawn structures are included, as they last were: a message about one still needs its territories.
  private let isEver: Bool
  private let known = Mutex<(state: String, network: Network)?>(nil)

  init(isEver: Bool = false) { self.isEver = isEver }

  /// Returns the network that a transaction sees, from memory where its state is known.
  func get(in transaction: ReadTransaction) throws -> Network {
    let state = try NetworkProjection.state(in: transaction)
    if let known = known.withLock({ $0 }), known.state == state { return known.network }
    let network = try read(in: transaction)
    known.withLock { $0 = (state, network) }
    return network
  }

  /// Reads the network from the store, with what the transaction itself has changed.
  func read(in transaction: ReadTransaction) throws -> Network {
    try NetworkReader().network(isEver: isEver, in: transaction)
  }
}

/// Copies one service's events into the log; the registry's also go into the exchange's own copy of the network.
struct LogCopy: FeedConsumer {
  let source: String
  let catalogue: FactCatalogue
  let network: KnownNetwork
  let projection: NetworkProjection
  /// The longest row, in bytes: its message must fit into a partner's batch, where it stands as JSON within JSON.
  private static let longest = 1 << 20

  /// Applies an event. An unknown structure is a fault that awaits the registry: its event may still be on the way.
  func apply(_ event: FollowedEvent, in transaction: WriteTransaction) throws {
    let isRegistry = source == NetworkProjection.source
    if isRegistry { try projection.apply(event, in: transaction) }
    do {
      let bodies = try bodies(event)
      if let bodies, !bodies.isWithdrawn {
        try ExchangeStore.keepBodies(bodies.rows, in: transaction)
      }
      let drafts = try EventMessages.drafts(
        catalogue, topic: event.topic, payload: event.payload, source: source,
        position: event.position.text,
        firstRow: event.firstRow, recordedAt: event.recordedAt,
        // The registry's event has just changed the network, but the state by which it is remembered changes only later, with
        // the cursor.
        network: isRegistry
          ? try network.read(in: transaction) : try network.get(in: transaction),
        bodies: { try ExchangeStore.communes(ofBody: $0, in: transaction) })
      if let large = drafts.first(where: { $0.data.utf8.count > Self.longest }) {
        throw EventFault.tooLarge("its row has \(large.data.utf8.count) bytes")
      }
      try ExchangeStore.append(drafts, in: transaction)
      // Forget the bodies only now: the messages above need their communes.
      if let bodies, bodies.isWithdrawn {
        try ExchangeStore.forgetBodies(bodies.rows, in: transaction)
      }
    } catch let fault as FactEvent.Fault {
      throw EventFault.unreadable(fault.text)
    } catch let fault as EventMessages.Fault {
      throw Self.fault(fault)
    }
  }

  /// Returns the rows of an event about bodies; nil for any other event.
  private func bodies(
    _ event: FollowedEvent
  ) throws(FactEvent.Fault) -> (rows: [[String: String]], isWithdrawn: Bool)? {
    guard let bodies = FactKind.bodies.event,
      [bodies.topic, bodies.withdrawnTopic].contains(event.topic)
    else { return nil }
    var rows: [[String: String]] = []
    for row in EventText(event.payload)?.rows(bodies.list) ?? [] {
      rows.append(try bodies.cells(row))
    }
    return (rows, event.topic == bodies.withdrawnTopic)
  }

  private static func fault(_ fault: EventMessages.Fault) -> EventFault {
    switch fault {
    case .unreadable(let text): .unreadable(text)
    case .badText(let text): .badText(text)
    case .unknownStructure(let code):
      EventFault(
        reason: "UNKNOWN_STRUCTURE", "the registry does not tell of structure \(code)",
        awaits: NetworkProjection.source)
    case .unknownCommunes:
      EventFault(
        reason: "UNKNOWN_COMMUNES", "the registry tells of no communes",
        awaits: NetworkProjection.source)
    }
  }

  func clear(in transaction: WriteTransaction) throws {
    guard source == NetworkProjection.source else { return }
    try projection.clear(in: transaction)
  }
}
