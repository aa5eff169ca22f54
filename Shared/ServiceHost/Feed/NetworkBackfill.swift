import Contracts
import FactKinds
import Logging
import RPC
import RPCContract
import Storage
import Tabular
import Values

/// Fills in what the registry's events told before this service's version understood it.
///
/// A service may be upgraded later than the registry. Until then it skips what its own version does not know. So after the upgrade
/// it reads the registry's feed once more from the beginning and corrects its copy. It does so once in its store's life for each
/// addition of a version.
struct NetworkBackfill: Sendable {
  let client: Client
  let projection: NetworkProjection
  let database: Database
  let logger: Logger

  /// Works until it is done or cancelled; after a failure it begins again.
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
    let done = try await database.read { try NetworkNotesTable.names(in: $0) }
    if !done.contains(NetworkNotesTable.traits) { try await fillTraits() }
    // Version 0.2 kept only the last of a structure's several rows, and it knew no withdrawals.
    if !done.contains(NetworkNotesTable.time) {
      try await rebuild(NetworkNotesTable.time) { $0.isNewInTime }
    }
    for (note, kind) in [
      (NetworkNotesTable.grants, FactKind.grants), (NetworkNotesTable.merges, FactKind.merges),
    ] where !done.contains(note) {
      try await rebuild(note) { $0.table.name == kind.table }
    }
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

  private func fillTraits() async throws {
    guard let structures = FactKind.structures.event else { return }
    var known: [[String]: [String: String]] = [:]
    try await read { event in
      guard event.topic == structures.topic else { return }
      // A row that cannot be read was set aside when its event came.
      for row in EventText(event.payload)?.rows(structures.list) ?? [] {
        guard let cells = try? structures.cells(row) else { continue }
        known[FactKind.structures.form.key.map { cells[$0] ?? "" }] = cells
      }
    }
    let ordered = known.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    try await database.write { transaction in
      for (key, cells) in ordered {
        try NetworkNotesTable.fill(key, with: cells, in: transaction)
      }
      try NetworkNotesTable.add(NetworkNotesTable.traits, in: transaction)
    }
  }

  /// Rebuilds the records of which the feed tells a change that an older version kept wrongly or not at all.
  ///
  /// - Parameters:
  ///   - note: the name under which it is noted that this was done.
  ///   - isMeant: whether an older version kept a change wrongly or not at all.
  /// - Throws: `StorageError`; what reading the feed throws.
  private func rebuild(
    _ note: String, where isMeant: (NetworkProjection.Change) -> Bool
  ) async throws {
    var meant: [String: Set<String>] = [:]
    try await read { event in
      for change in (try? projection.changes(of: event)) ?? [] where isMeant(change) {
        meant[change.table.name, default: []].insert(change.code)
      }
    }
    var changes: [NetworkProjection.Change] = []
    var end = FeedPosition(epoch: "", sequence: 0)
    if !meant.isEmpty {
      end = try await read { event in
        changes += ((try? projection.changes(of: event)) ?? []).filter {
          meant[$0.table.name]?.contains($0.code) == true
        }
      }
    }
    try await database.write { [changes, meant, end] transaction in
      if !changes.isEmpty {
        let cursor = try transaction.cursor(of: NetworkProjection.source)
        guard let cursor, cursor.epoch == end.epoch, cursor.sequence <= end.sequence else {
          throw EventFault.unreadable("the feed went on meanwhile")
        }
        for (name, codes) in meant {
          guard let table = changes.first(where: { $0.table.name == name })?.table else { continue }
          for code in codes { try table.forget(firstKey: code, in: transaction) }
        }
        // A change that cannot be taken was set aside when its event came.
        for change in changes where change.position.sequence <= cursor.sequence {
          do {
            try transaction.attempt { try projection.put(change, transaction) }
          } catch is EventFault {}
        }
      }
      try NetworkNotesTable.add(note, in: transaction)
    }
  }
}
