import Contracts
import Foundation
import Logging
import RPC
import RPCContract
import Storage
import Values

/// Fills in what the registry told of structures before this service's program knew of it: federation, zone and QPV.
///
/// The registry tells them once more when its own program comes to know them. A service that is brought to that version
/// after the registry has passed over it, so it reads the registry's feed a second time, once in its store's life.
struct TraitsBackfill: Sendable {
  private static let note = "structure traits"

  /// The steps that a projection of version 0.1 needs; a new one has nothing to fill in.
  static let steps = [
    "CREATE TABLE network_notes (name TEXT NOT NULL PRIMARY KEY)",
    """
    INSERT INTO network_notes (name) SELECT '\(note)'
    WHERE NOT EXISTS (SELECT 1 FROM structures)
    """,
  ]

  let client: Client
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
          logger.warning("cannot fill in the structures' traits: \(error)")
        }
        // The registry may be away; a cancelled sleep ends the loop.
        try? await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(2))
      }
    }
  }

  private func fill() async throws {
    let note = Self.note
    let isDone = try await database.read {
      try $0.row("SELECT name FROM network_notes WHERE name = $1", [.text(note)]) != nil
    }
    guard !isDone else { return }
    var known: [String: StructuresRecorded.Structure] = [:]
    let feed = try client.stream(
      ReadFeed(epoch: "", after: 0, follow: false),
      options: CallOptions(timeout: .seconds(600), waitsForReady: true))
    for try await item in feed {
      guard item.topic == StructuresRecorded.topic, let payload = item.payload else { continue }
      // What cannot be read was set aside when it came.
      for row in EventText(payload)?.rows("structures") ?? [] {
        let structure = try? JSONDecoder().decode(
          StructuresRecorded.Structure.self, from: Data(row.inOrder().utf8))
        if let structure { known[structure.code] = structure }
      }
    }
    let structures = Array(known.values)
    try await database.write { transaction in
      for structure in structures {
        try transaction.execute(
          """
          UPDATE structures SET federated = $1, zone = $2, qpv = $3 WHERE structure_code = $4
          AND is_current = 1 AND federated = '' AND zone = '' AND qpv = ''
          """,
          [
            .text(structure.federated.map(String.init) ?? ""), .text(structure.zone ?? ""),
            .text(structure.qpv.map(String.init) ?? ""), .text(structure.code),
          ])
      }
      try transaction.execute(
        "INSERT INTO network_notes (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", [.text(note)])
    }
  }
}
