import CentreNetwork
import Contracts
import EvaluationDomain
import FactKinds
import Foundation
import ServiceHost
import Storage
import Values

/// Shared diagnoses and the actions that are followed.
extension EvaluationStore {
  static let evidence = HistoryTable(.evidence)
  static let participants = HistoryTable(.participants)
  static let elements = HistoryTable(.elements)
  static let revisions = HistoryTable(.revisions)
  static let steps = HistoryTable(.steps)

  /// Returns how many rows are stored of what a structure writes of itself: its diagnosis, and its declarations.
  static func rowCount(
    ofDiagnosis structure: String, in transaction: ReadTransaction
  ) throws -> Int {
    try [evidence, participants, elements, revisions, declarations].reduce(0) {
      $0 + (try $1.rows(ofFirstKey: structure, in: transaction).count)
    }
  }

  static func items(
    of structure: String, in transaction: ReadTransaction
  ) throws -> [SharedDiagnosis.Item] {
    try evidence.rows(ofFirstKey: structure, in: transaction).compactMap {
      SharedDiagnosis.Item($0.text)
    }
  }

  /// Returns the active structures whose diagnosis rests on something old on a day, by code.
  static func staleDiagnoses(
    on day: CivilDate, in transaction: ReadTransaction
  ) throws -> ListStaleDiagnoses.Reply {
    let reader = NetworkReader()
    let network = try reader.network(in: transaction)
    var diagnoses = 0
    let rows = try network.active(on: day).compactMap { place -> ListStaleDiagnoses.Row? in
      guard let structure = network.structure(at: place, on: day) else { return nil }
      let items = SharedDiagnosis(
        items: try items(of: structure.code, in: transaction), elements: [], on: day
      ).items
      guard let latest = items.map(\.datedOn).max() else { return nil }
      diagnoses += 1
      let old = items.count { SharedDiagnosis.freshness(of: $0.datedOn, on: day) == "OLD" }
      guard old > 0 else { return nil }
      return .init(
        structure: structure.code, name: structure.name,
        commune: network.communeName(at: place, on: day), items: items.count, old: old,
        latestOn: latest)
    }
    return .init(
      rows: rows.sorted { $0.structure < $1.structure }, diagnoses: diagnoses,
      fictitious: try reader.isFictitious(in: transaction))
  }

  static func elements(
    of structure: String, knownBefore bound: Instant? = nil, in transaction: ReadTransaction
  ) throws -> [SharedDiagnosis.Element] {
    try elements.rows(ofFirstKey: structure, knownBefore: bound, in: transaction).compactMap {
      SharedDiagnosis.Element($0.text)
    }
  }

  static func participations(
    of structure: String, by day: CivilDate, in transaction: ReadTransaction
  ) throws -> [GetDiagnosis.Participation] {
    try participants.rows(ofFirstKey: structure, in: transaction).compactMap { row in
      guard let held = CivilDate(row.text("held_on")), held <= day else { return nil }
      return .init(
        heldOn: held, audience: row.text("audience"), way: row.text("way"),
        people: Int(row.text("people")) ?? 0)
    }.sorted { ($0.heldOn, $0.audience, $0.way) < ($1.heldOn, $1.audience, $1.way) }
  }

  static func revisions(
    of structure: String, by day: CivilDate, knownBefore bound: Instant? = nil,
    in transaction: ReadTransaction
  ) throws -> [(day: CivilDate, note: String)] {
    try revisions.rows(ofFirstKey: structure, knownBefore: bound, in: transaction)
      .compactMap { row in
        guard let revised = CivilDate(row.text("revised_on")), revised <= day else { return nil }
        return (revised, row.text("note"))
      }.sorted { $0.day < $1.day }
  }

  /// Returns how the steps stand on a day.
  static func steps(
    on day: CivilDate, knownBefore bound: Instant?, in transaction: ReadTransaction
  ) throws -> [ListSteps.Step] {
    var first: [[String]: CivilDate] = [:]
    try transaction.forEach(
      "SELECT action_code, step_code, planned_on FROM action_steps WHERE version = 1", []
    ) { row in
      first[steps.key.map(row.text)] = CivilDate(row.text("planned_on"))
    }
    return try steps.compactMap(knownBefore: bound, in: transaction) { row in
      ActionSteps.step(
        steps.cells(row), firstPlannedOn: first[steps.key.map(row.text)], on: day)
    }
  }
}
