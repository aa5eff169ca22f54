import Contracts
import FactKinds
import Logging
import RPC
import RPCContract
import Storage
import Tabular
import Values

/// Fills in what the registry told before this service's program understood it.
///
/// A service may be upgraded later than the registry. Until then it passes over what its own version does not know. So after the
/// upgrade it reads the registry's feed once more from the beginning and mends its copy: once in its store's life for each thing that
/// a version came to know.
struct NetworkBackfill: Sendable {
  /// What version 0.2 came to know of structures: federation, zone and QPV.
  private static let traits = "structure traits"
  /// What version 0.3 came to know: several rows of a structure in time, and records that are withdrawn.
  private static let time = "structures in time"

  /// The steps that a projection of version 0.1 needs; a new one has nothing to fill in.
  static let steps =
    ["CREATE TABLE network_notes (name TEXT NOT NULL PRIMARY KEY)"] + [note(traits)]
  /// The step that one of version 0.2 needs.
  static let stepsInTime = [note(time)]

  private static func note(_ name: String) -> String {
    """
    INSERT INTO network_notes (name) SELECT '\(name)'
    WHERE NOT EXISTS (SELECT 1 FROM structures)
    """
  }

  let client: Client
  let projection: NetworkProjection
  let database: Database
  let logger: Logger

  /// Works until it is done or cancelled; what fails is begun again.
  func run() async {
    var pause = Duration.milliseconds(50)
    while !Task.isCancelled {
      do {
        return try await fill()
      } catch {
        if pause == .seconds(2) {
          logger.warning("cannot fill in what the registry told before: \(error)")
        }
        // The registry may be away; a cancelled sleep ends the loop.
        try? await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(2))
      }
    }
  }

  private func fill() async throws {
    let done = try await database.read {
      Set(try $0.rows("SELECT name FROM network_notes").map { $0.text("name") })
    }
    if !done.contains(Self.traits) { try await fillTraits() }
    if !done.contains(Self.time) { try await fillTime() }
  }

  /// Reads the registry's feed once more.
  ///
  /// - Returns: its end.
  @discardableResult
  private func read(_ body: (FollowedEvent) throws -> Void) async throws -> FeedPosition {
    var end = FeedPosition(epoch: "", sequence: 0)
    let feed = try client.stream(
      ReadFeed(epoch: "", after: 0, follow: false),
      options: CallOptions(timeout: .seconds(600), waitsForReady: true))
    for try await item in feed {
      end = FeedPosition(epoch: item.epoch, sequence: item.sequence)
      guard let topic = item.topic, let payload = item.payload, let at = item.recordedAt else {
        continue
      }
      try body(FollowedEvent(position: end, topic: topic, payload: payload, recordedAt: at))
    }
    return end
  }

  private func finish(_ name: String, in transaction: WriteTransaction) throws {
    try transaction.execute(
      "INSERT INTO network_notes (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", [.text(name)])
  }

  private func fillTraits() async throws {
    guard let structures = FactKind.structures.event else { return }
    var known: [[String]: [String: String]] = [:]
    try await read { event in
      guard event.topic == structures.topic else { return }
      // What cannot be read was set aside when it came.
      for row in EventText(event.payload)?.rows(structures.list) ?? [] {
        guard let cells = try? structures.cells(row) else { continue }
        known[FactKind.structures.form.key.map { cells[$0] ?? "" }] = cells
      }
    }
    let told = known.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    try await database.write { transaction in
      for (key, cells) in told {
        try transaction.execute(
          """
          UPDATE structures SET federated = $1, zone = $2, qpv = $3 WHERE structure_code = $4
          AND valid_from = $5 AND is_current = 1 AND federated = '' AND zone = '' AND qpv = ''
          """,
          [
            .text(cells["federated"] ?? ""), .text(cells["zone"] ?? ""), .text(cells["qpv"] ?? ""),
            .text(key[0]), .text(key[1]),
          ])
      }
      try finish(Self.traits, in: transaction)
    }
  }

  /// Rebuilds the records that version 0.2 kept wrongly: of a structure's several rows it kept the last, and it knew of no
  /// withdrawal.
  private func fillTime() async throws {
    var meant: [String: Set<String>] = [:]
    try await read { event in
      for change in (try? projection.changes(of: event)) ?? [] where change.isNewInTime {
        meant[change.table.name, default: []].insert(change.code)
      }
    }
    var told: [NetworkProjection.Change] = []
    var end = FeedPosition(epoch: "", sequence: 0)
    if !meant.isEmpty {
      end = try await read { event in
        told += ((try? projection.changes(of: event)) ?? []).filter {
          meant[$0.table.name]?.contains($0.code) == true
        }
      }
    }
    try await database.write { [told, meant, end] transaction in
      if !told.isEmpty {
        let cursor = try transaction.cursor(of: NetworkProjection.source)
        guard let cursor, cursor.epoch == end.epoch, cursor.sequence <= end.sequence else {
          throw EventFault.unreadable("the feed went on meanwhile")
        }
        for (name, codes) in meant {
          guard let table = told.first(where: { $0.table.name == name })?.table else { continue }
          for code in codes { try table.forget(firstKey: code, in: transaction) }
        }
        // What cannot be taken was set aside when it came.
        for change in told where change.position.sequence <= cursor.sequence {
          do {
            try transaction.attempt { try projection.put(change, transaction) }
          } catch is EventFault {}
        }
      }
      try finish(Self.time, in: transaction)
    }
  }
}
