import Contracts
import Foundation
import RPCContract
public import Storage
import Values

/// Puts the registry's events into this service's own copy of the network.
public struct NetworkProjection: FeedConsumer {
  /// The registry's name as a source.
  public static let source = "registry"
  /// The registry.
  public var source: String { Self.source }

  /// Makes the projection.
  public init() {}

  /// Applies an event; types that this version does not know are passed over.
  ///
  /// - Throws: `StorageError`; `DecodingError` and ``EventFault`` for an event that is not what its type says.
  public func apply(_ event: FollowedEvent, in transaction: WriteTransaction) throws {
    let (topic, payload) = (event.topic, event.payload)
    func decode<Event: RPCContract.Event>(_ type: Event.Type) throws -> Event {
      try JSONDecoder().decode(Event.self, from: Data(payload.utf8))
    }
    switch topic {
    case CommunesRecorded.topic: try apply(decode(CommunesRecorded.self), event, transaction)
    case StructuresRecorded.topic: try apply(decode(StructuresRecorded.self), event, transaction)
    case ApprovalsRecorded.topic: try apply(decode(ApprovalsRecorded.self), event, transaction)
    case PeopleRecorded.topic: try apply(decode(PeopleRecorded.self), event, transaction)
    case MandatesRecorded.topic: try apply(decode(MandatesRecorded.self), event, transaction)
    default: break
    }
  }

  /// Names the state of the copy: it changes with every event that is taken, also with one that was set aside before.
  ///
  /// - Throws: `StorageError`.
  public static func state(in transaction: ReadTransaction) throws -> String {
    let cursor = try transaction.cursor(of: source)?.text ?? ""
    return "\(cursor) without \(try SetAsideTable.count(of: source, in: transaction))"
  }

  /// Forgets the copy, to build it anew after the registry was restored.
  ///
  /// - Throws: `StorageError`.
  public func clear(in transaction: WriteTransaction) throws {
    for table in NetworkTables.all.values { try table.clear(in: transaction) }
  }

  private func put(
    _ table: HistoryTable, _ cells: [String: String], _ recordedAt: Instant, _ event: FollowedEvent,
    _ transaction: WriteTransaction
  ) throws {
    for column in table.key where Self.codes.contains(column) {
      if let fault = FactCode.fault(cells[column] ?? "") {
        throw EventFault.badText(
          "\(column) \((cells[column] ?? "").prefix(100).debugDescription) \(fault)")
      }
    }
    // An index of PostgreSQL holds no longer ones.
    if let column = table.key.first(where: { (cells[$0] ?? "").utf8.count > 500 }) {
      throw EventFault.badText("\(column) has more than 500 bytes")
    }
    if let cell = cells.first(where: { $0.value.utf8.contains(0) }) {
      throw EventFault.badText("\(cell.key) has U+0000")
    }
    // What was set aside and is taken late was perhaps corrected meanwhile.
    if event.isLate,
      let known = try table.version(of: table.key.map { cells[$0] ?? "" }, in: transaction),
      known.integer("recorded_at") > recordedAt.microseconds
    {
      return
    }
    _ = try table.put(
      { cells[$0] ?? "" }, cause: "\(source)/\(event.position.text)", recordedAt: recordedAt,
      in: transaction)
  }

  /// The columns that hold codes.
  private static let codes: Set = ["code_insee", "structure_code", "person_code"]

  private func apply(
    _ event: CommunesRecorded, _ followed: FollowedEvent, _ transaction: WriteTransaction
  ) throws {
    for commune in event.communes {
      try put(
        NetworkTables.communes,
        [
          "code_insee": commune.code, "type": commune.type, "libelle": commune.name,
          "ctcd": commune.ctcd, "commune_parent": commune.parent ?? "",
          "pop_municipale_2023": commune.population.map(String.init) ?? "",
        ], event.recordedAt, followed, transaction)
    }
    for movement in event.movements {
      try put(
        NetworkTables.movements,
        [
          "MOD": movement.kind, "DATE_EFF": movement.effectiveOn.iso, "TYPECOM_AV": "COM",
          "TYPECOM_AP": "COM", "COM_AV": movement.from, "COM_AP": movement.to,
          "LIBELLE_AV": movement.nameBefore, "LIBELLE_AP": movement.nameAfter,
        ], event.recordedAt, followed, transaction)
    }
  }

  private func apply(
    _ event: StructuresRecorded, _ followed: FollowedEvent, _ transaction: WriteTransaction
  ) throws {
    for structure in event.structures {
      try put(
        NetworkTables.structures,
        [
          "structure_code": structure.code, "id": structure.id.rawValue, "kind": structure.kind,
          "name": structure.name, "commune_code": structure.commune,
          "commune_as_of": structure.communeAsOf.iso,
          "closed_on": structure.closedOn?.iso ?? "",
          "fictitious": String(structure.fictitious),
          "federated": structure.federated.map(String.init) ?? "", "zone": structure.zone ?? "",
          "qpv": structure.qpv.map(String.init) ?? "",
        ], event.recordedAt, followed, transaction)
    }
  }

  private func apply(
    _ event: ApprovalsRecorded, _ followed: FollowedEvent, _ transaction: WriteTransaction
  ) throws {
    for approval in event.approvals {
      try put(
        NetworkTables.approvals,
        [
          "structure_code": approval.structureCode, "from": approval.from.iso,
          "to": approval.to?.iso ?? "", "families": String(approval.families),
        ], event.recordedAt, followed, transaction)
    }
  }

  private func apply(
    _ event: PeopleRecorded, _ followed: FollowedEvent, _ transaction: WriteTransaction
  ) throws {
    for person in event.people {
      try put(
        NetworkTables.people, ["person_code": person.code, "id": person.id.rawValue],
        event.recordedAt, followed, transaction)
    }
  }

  private func apply(
    _ event: MandatesRecorded, _ followed: FollowedEvent, _ transaction: WriteTransaction
  ) throws {
    for mandate in event.mandates {
      try put(
        NetworkTables.mandates,
        [
          "person_code": mandate.personCode, "structure_code": mandate.structureCode,
          "function": mandate.function, "from": mandate.from.iso,
          "to": mandate.to?.iso ?? "", "interim": String(mandate.interim),
        ], event.recordedAt, followed, transaction)
    }
  }
}
