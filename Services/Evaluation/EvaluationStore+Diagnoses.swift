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

  /// Returns how many rows of a structure's diagnosis are stored.
  static func rowCount(
    ofDiagnosis structure: String, in transaction: ReadTransaction
  ) throws -> Int {
    try [evidence, participants, elements, revisions].reduce(0) {
      $0 + (try $1.rows(ofFirstKey: structure, in: transaction).count)
    }
  }

  static func items(
    of structure: String, in transaction: ReadTransaction
  ) throws -> [SharedDiagnosis.Item] {
    try evidence.rows(ofFirstKey: structure, in: transaction).compactMap { row in
      guard row.isDayOrEmpty("retired_on"), row.isDayOrEmpty("since"),
        let day = CivilDate(row.text("dated_on")),
        let base = DiagnosisBase(rawValue: row.text("base")),
        let kind = EvidenceKind(rawValue: row.text("kind"))
      else { return nil }
      let territory = row.text("territory")
      return SharedDiagnosis.Item(
        code: row.text("item_code"), base: base, kind: kind, source: row.text("source"),
        datedOn: day, territory: territory.isEmpty ? nil : territory,
        statement: row.text("statement"), retiredOn: CivilDate(row.text("retired_on")),
        since: CivilDate(row.text("since")))
    }
  }

  static func elements(
    of structure: String, knownBefore bound: Instant? = nil, in transaction: ReadTransaction
  ) throws -> [SharedDiagnosis.Element] {
    try elements.rows(ofFirstKey: structure, knownBefore: bound, in: transaction)
      .compactMap { row in
        guard row.isDayOrEmpty("until"), let since = CivilDate(row.text("since")),
          let kind = ElementKind(rawValue: row.text("kind"))
        else { return nil }
        return SharedDiagnosis.Element(
          code: row.text("element_code"), kind: kind, label: row.text("label"),
          linkedTo: list(row.text("linked_to")), evidence: list(row.text("evidence")),
          since: since, until: CivilDate(row.text("until")))
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

  /// Returns the steps, each with the day for which its first version planned it.
  static func steps(
    knownBefore bound: Instant?, in transaction: ReadTransaction
  ) throws -> [ActionSteps.Fact] {
    var first: [[String]: CivilDate] = [:]
    try transaction.forEach(
      "SELECT action_code, step_code, planned_on FROM action_steps WHERE version = 1", []
    ) { row in
      first[steps.key.map(row.text)] = CivilDate(row.text("planned_on"))
    }
    return try steps.compactMap(knownBefore: bound, in: transaction) { row in
      CivilDate(row.text("planned_on")).map { planned in
        ActionSteps.Fact(
          cells: steps.cells(row), firstPlannedOn: first[steps.key.map(row.text)] ?? planned)
      }
    }
  }
}
