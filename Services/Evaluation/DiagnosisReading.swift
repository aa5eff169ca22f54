import CentreNetwork
import Contracts
import EvaluationDomain
import RPCContract
import ServiceHost
import Storage
import Values

/// Reads a structure's shared diagnosis as of a day, with what has changed around each of its items since.
struct DiagnosisReading {
  private let request: GetDiagnosis
  /// The structure's answers to SENACS, and what the questions are called that its items cite; nil where senacs does not tell.
  private let answered: ListAnswers.Reply?
  private let transaction: ReadTransaction
  private let structure: Structure
  private let communes: CommuneHistory
  /// The portraits by territory; nil stands for the structure's own territory.
  private var portraits: [String?: PortraitReading] = [:]

  init(
    _ request: GetDiagnosis, _ answered: ListAnswers.Reply?, in transaction: ReadTransaction
  ) throws {
    self.request = request
    self.answered = answered
    self.transaction = transaction
    structure = try PortraitReading.structure(
      request.structure, on: request.asOf, in: transaction)
    communes = try EvaluationStore.neededCommunes(in: transaction)
  }

  mutating func reply() throws -> GetDiagnosis.Reply {
    let day = request.asOf
    let items = try EvaluationStore.items(of: structure.code, in: transaction)
    let elements = try EvaluationStore.elements(of: structure.code, in: transaction)
    let diagnosis = SharedDiagnosis(items: items, elements: elements, on: day)
    let evidence = try diagnosis.items.map { try self.evidence(of: $0) }
    let revisions = try SharedDiagnosis.changes(
      try EvaluationStore.revisions(of: structure.code, by: day, in: transaction), items: items,
      elements: elements
    ) { revised in
      let known = try EvaluationStore.elements(
        of: structure.code, knownBefore: .parisMidnight(revised.adding(days: 1)), in: transaction)
      return Dictionary(known.map { ($0.code, $0) }) { first, _ in first }
    }
    let commune = communes.carried(structure.commune, meantOn: structure.communeAsOf, to: day)
    let readings = try EvaluationStore.readings(of: structure.code, in: transaction)
    return GetDiagnosis.Reply(
      structure: structure.code, name: structure.name,
      commune: communes.name(of: commune, on: day) ?? commune, asOf: day, evidence: evidence,
      bases: DiagnosisBase.allCases.map { base in
        let own = evidence.filter { $0.base == base.rawValue }
        return .init(base: base.rawValue, items: own.count, latestOn: own.map(\.datedOn).max())
      },
      old: .init(evidence.count { $0.freshness == "OLD" }, of: evidence.count),
      participations: try EvaluationStore.participations(
        of: structure.code, by: day, in: transaction),
      elements: diagnosis.elements.map { element in
        .init(
          code: element.code, kind: element.kind.rawValue, label: element.label,
          linkedTo: element.linkedTo, evidence: element.evidence, since: element.since,
          lacks: diagnosis.lacks(element))
      }, matrix: diagnosis.matrix, problemsWithAxis: diagnosis.problemsWithAxis,
      objectivesLinked: diagnosis.objectivesLinked, revisions: revisions,
      grading: Diagnoses.Graded(readings, on: day, grid: .proposed).grading,
      readings: Diagnoses.latest(readings, on: day), missing: [],
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }

  private mutating func evidence(of item: SharedDiagnosis.Item) throws -> GetDiagnosis.Evidence {
    let day = request.asOf
    return .init(
      code: item.code, base: item.base.rawValue, kind: item.kind.rawValue, source: item.source,
      sourceLabels: try labels(ofSource: item), datedOn: item.datedOn, territory: item.territory,
      statement: item.statement, ageMonths: SharedDiagnosis.months(since: item.datedOn, to: day),
      freshness: SharedDiagnosis.freshness(of: item.datedOn, on: day),
      readAgain: ReadAgain.reasons(item, try surroundings(of: item), on: day))
  }

  /// What people call an item's source, by `fr` and `en`; nil for a document, and for a source that is not known.
  private func labels(ofSource item: SharedDiagnosis.Item) throws -> [String: String]? {
    switch item.kind {
    case .series:
      return try EvaluationStore.storedSeries(item.source, in: transaction)?.description.labels
    case .senacs:
      return answered?.labels?[item.source]
    case .meeting:
      let meeting = try EvaluationStore.meetings.find([item.source], in: transaction)
      let body = try meeting.flatMap {
        try EvaluationStore.bodies.find([$0.text("body_code")], in: transaction)
      }
      return body.map { ["fr": $0.text("name"), "en": $0.text("name")] }
    case .document:
      return nil
    }
  }

  private mutating func surroundings(
    of item: SharedDiagnosis.Item
  ) throws -> ReadAgain.Surroundings {
    var surroundings = ReadAgain.Surroundings()
    surroundings.answers = answered?.answers ?? []
    let now = communes.carried(
      item.territory ?? structure.commune,
      meantOn: item.territory == nil ? structure.communeAsOf : item.datedOn, to: request.asOf)
    if communes.isCommune(now, on: request.asOf) {
      let then = TerritoryCarrying(communes, from: [item.datedOn], to: request.asOf)
      let members = then.members(of: now, at: item.datedOn)
      surroundings.communes = (members, now)
      surroundings.communeNames = (
        members.map { communes.name(of: $0, on: item.datedOn) ?? $0 },
        communes.name(of: now, on: request.asOf) ?? now
      )
    }
    switch item.kind {
    case .series:
      surroundings.change = try portrait(item.territory, now)?.change(
        of: item.source, since: item.datedOn)
    case .meeting:
      surroundings.isCancelled =
        try EvaluationStore.meetings.find([item.source], in: transaction)?
        .text("state") == MeetingState.cancelled.rawValue
    case .senacs, .document: break
    }
    return surroundings
  }

  /// Returns the portrait of an item's territory as of the day; nil for a territory that does not exist any more.
  private mutating func portrait(_ territory: String?, _ now: String) throws -> PortraitReading? {
    if let known = portraits[territory] { return known }
    guard PortraitReading.isTerritory(now, request.asOf, communes) else { return nil }
    let reading = try PortraitReading(
      territory == nil
        ? GetPortrait(structure: structure.code, asOf: request.asOf)
        : GetPortrait(territory: now, asOf: request.asOf), in: transaction)
    portraits[territory] = reading
    return reading
  }
}
