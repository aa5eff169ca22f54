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
  /// - Throws: `StorageError`; `DecodingError` for an event that is not what its type says.
  public func apply(_ event: FollowedEvent, in transaction: WriteTransaction) throws {
    let (topic, payload) = (event.topic, event.payload)
    let cause = "\(source)/\(event.position.text)"
    func decode<Event: RPCContract.Event>(_ type: Event.Type) throws -> Event {
      try JSONDecoder().decode(Event.self, from: Data(payload.utf8))
    }
    switch topic {
    case CommunesRecorded.topic: try apply(decode(CommunesRecorded.self), cause, transaction)
    case StructuresRecorded.topic: try apply(decode(StructuresRecorded.self), cause, transaction)
    case ApprovalsRecorded.topic: try apply(decode(ApprovalsRecorded.self), cause, transaction)
    case PeopleRecorded.topic: try apply(decode(PeopleRecorded.self), cause, transaction)
    case MandatesRecorded.topic: try apply(decode(MandatesRecorded.self), cause, transaction)
    default: break
    }
  }

  /// Forgets the copy, to build it anew after the registry was restored.
  ///
  /// - Throws: `StorageError`.
  public func clear(in transaction: WriteTransaction) throws {
    for table in NetworkTables.all.values { try table.clear(in: transaction) }
  }

  private func put(
    _ table: HistoryTable, _ cells: [String: String], _ recordedAt: Instant, _ cause: String,
    _ transaction: WriteTransaction
  ) throws {
    _ = try table.put(
      { cells[$0] ?? "" }, cause: cause, recordedAt: recordedAt, in: transaction)
  }

  private func apply(
    _ event: CommunesRecorded, _ cause: String, _ transaction: WriteTransaction
  ) throws {
    for commune in event.communes {
      try put(
        NetworkTables.communes,
        [
          "code_insee": commune.code, "type": commune.type, "libelle": commune.name,
          "ctcd": commune.ctcd, "commune_parent": commune.parent ?? "",
          "pop_municipale_2023": commune.population.map(String.init) ?? "",
        ], event.recordedAt, cause, transaction)
    }
    for movement in event.movements {
      try put(
        NetworkTables.movements,
        [
          "MOD": movement.kind, "DATE_EFF": movement.effectiveOn.iso, "TYPECOM_AV": "COM",
          "TYPECOM_AP": "COM", "COM_AV": movement.from, "COM_AP": movement.to,
          "LIBELLE_AV": movement.nameBefore, "LIBELLE_AP": movement.nameAfter,
        ], event.recordedAt, cause, transaction)
    }
  }

  private func apply(
    _ event: StructuresRecorded, _ cause: String, _ transaction: WriteTransaction
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
        ], event.recordedAt, cause, transaction)
    }
  }

  private func apply(
    _ event: ApprovalsRecorded, _ cause: String, _ transaction: WriteTransaction
  ) throws {
    for approval in event.approvals {
      try put(
        NetworkTables.approvals,
        [
          "structure_code": approval.structureCode, "from": approval.from.iso,
          "to": approval.to?.iso ?? "", "families": String(approval.families),
        ], event.recordedAt, cause, transaction)
    }
  }

  private func apply(
    _ event: PeopleRecorded, _ cause: String, _ transaction: WriteTransaction
  ) throws {
    for person in event.people {
      try put(
        NetworkTables.people, ["person_code": person.code, "id": person.id.rawValue],
        event.recordedAt, cause, transaction)
    }
  }

  private func apply(
    _ event: MandatesRecorded, _ cause: String, _ transaction: WriteTransaction
  ) throws {
    for mandate in event.mandates {
      try put(
        NetworkTables.mandates,
        [
          "person_code": mandate.personCode, "structure_code": mandate.structureCode,
          "function": mandate.function, "from": mandate.from.iso,
          "to": mandate.to?.iso ?? "", "interim": String(mandate.interim),
        ], event.recordedAt, cause, transaction)
    }
  }
}
