import CentreNetwork
import Contracts
import EvaluationDomain
import FactKinds
import RPC
import RPCContract
import ServiceHost
import Storage
import Tabular
import Values

/// Shared diagnoses, their grading, and the actions that are followed.
extension EvaluationHandlers {
  /// The one structure whose diagnosis is meant; nil for all.
  ///
  /// - Throws: `RPCError` with PERMISSION_DENIED, `OTHER_STRUCTURE`.
  func meant(_ structure: String?, _ context: ServerContext) throws -> String? {
    try context.access.meant(
      structure, "vigie.evaluation", "a structure sees and writes its own diagnosis only")
  }

  func recordDiagnosis(
    _ request: RecordDiagnosis, _ context: ServerContext
  ) async throws -> RecordDiagnosis.Reply {
    let own = try meant(nil, context)
    let known = FactKind.ownKinds.map(\.file)
    guard known.contains(request.file) else {
      throw RPCError(
        .invalidArgument, reason: "FILE_UNKNOWN", domain: "vigie.files",
        "a structure writes of itself in \(known.joined(separator: ", "))",
        arguments: ["file": request.file], field: "file")
    }
    guard request.rows.count <= SubmitRows.maxRows else {
      throw RPCError.badField(
        "rows", "\(request.rows.count) rows came, \(SubmitRows.maxRows) are allowed")
    }
    let cause = Cause.diagnosis(by: context.effectivePrincipal)
    return try await host.writes.run(request, context) { [host] transaction in
      let reply = try host.rows.take(
        request.rows, of: request.file, fictitious: request.fictitious, cause: cause,
        cut: try own.map { try EvaluationFiles.cut(of: request.file, to: $0, in: transaction) },
        in: transaction)
      if let own { try EvaluationFiles.checkBound(of: own, in: transaction) }
      return reply
    }
  }

  func getDiagnosis(
    _ request: GetDiagnosis, _ context: ServerContext
  ) async throws -> GetDiagnosis.Reply {
    _ = try meant(request.structure, context)
    let items = try await host.database.read { transaction in
      try EvaluationStore.items(of: request.structure, in: transaction)
    }
    let cited = Set(items.filter { $0.kind == .senacs }.map(\.source)).sorted()
    // Where senacs does not answer, none of the campaigns that the structure answered are told, and questions have no labels.
    let (answered, missing) = try await askSenacs(
      ListAnswers(
        structure: request.structure, asOf: request.asOf,
        questions: cited.isEmpty ? nil : Array(cited.prefix(ListAnswers.mostQuestions))),
      context, passesOverUnknown: true)
    return try await host.database.read { transaction in
      var reading = try DiagnosisReading(request, answered, in: transaction)
      var reply = try reading.reply()
      reply.missing = missing.map(\.service)
      return reply
    }
  }

  func noteChange(
    _ request: NoteChange, _ context: ServerContext
  ) async throws -> NoteChange.Reply {
    _ = try meant(request.structure, context)
    let cause = Cause.diagnosis(by: context.effectivePrincipal)
    return try await host.writes.run(request, context) { [host] transaction in
      let reading = try PortraitReading(
        GetPortrait(structure: request.structure, asOf: request.asOf), in: transaction)
      let item = try reading.evidence(of: request)
      let known = try EvaluationStore.evidence.find(
        [request.structure, item["item_code"] ?? ""], in: transaction)
      // A known item stays as it is, but a retired one is recorded again and so comes back into use.
      if let known, known.text("retired_on").isEmpty {
        return NoteChange.Reply(item: EvaluationStore.evidence.cells(known), isNew: false)
      }
      let taken = try host.rows.take(
        [item], of: FactKind.evidence.file, cause: cause, in: transaction)
      if let refusal = taken.refused.first {
        throw RPCError(
          .invalidArgument, reason: refusal.code, domain: "vigie.files",
          "\(refusal.column) “\(refusal.value)”: \(refusal.code)",
          arguments: ["column": refusal.column, "value": refusal.value], field: refusal.column)
      }
      return NoteChange.Reply(item: item, isNew: true)
    }
  }

  func gradeDiagnoses(
    _ request: GradeDiagnoses, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GradeDiagnoses.Reply {
    let grid = request.grid ?? .proposed
    guard grid.faults.isEmpty else {
      throw RPCError.faulty(
        "the grid cannot be used", grid.faults, reason: "GRID_WRONG", domain: "vigie.evaluation",
        field: "grid")
    }
    let bound = request.knownOn.map { Instant.parisMidnight($0.adding(days: 1)) }
    let reader = NetworkReader()
    let network = try reader.network(knownBefore: bound, in: transaction)
    let year = request.asOf.year
    let facts = try EvaluationStore.facts(
      of: network, years: year...year, knownBefore: bound, in: transaction)
    let active = network.active(on: request.asOf)
    let graded = active.map { Diagnoses.Graded(facts.diagnoses[$0], on: request.asOf, grid: grid) }
    return GradeDiagnoses.Reply(
      grid: grid,
      rows: zip(active.compactMap { network.structure(at: $0, on: request.asOf) }, graded).map {
        structure, one in
        .init(structure: structure.code, name: structure.name, grading: one.grading)
      },
      summaries: network.byScope(graded, at: active, on: request.asOf)
        .map { Diagnoses.summary($0.scope.name, $0.values) },
      fictitious: try reader.isFictitious(in: transaction))
  }

  func listMeetings(
    _ request: ListMeetings, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> [ListMeetings.Item] {
    guard request.from <= request.to else {
      throw RPCError.badField("from", "the first day is after the last")
    }
    let own = try meant(request.structure, context)
    let network = try NetworkReader().network(in: transaction)
    let structures = network.structures(on: request.to).filter { own == nil || $0.code == own }
    return VeilleMeetings.items(
      of: structures.sorted { $0.code < $1.code }, request.from...request.to,
      try EvaluationStore.facts(
        of: network, years: request.from.year...request.to.year, knownBefore: nil,
        in: transaction),
      names: try EvaluationStore.bodyNames(in: transaction))
  }

  func listSteps(
    _ request: ListSteps, _ context: ServerContext
  ) async throws -> ListSteps.Reply {
    try await host.database.read { transaction in
      let steps = try EvaluationStore.steps(
        on: request.asOf, knownBefore: request.knownBefore, in: transaction
      ).sorted { ($0.action, $0.plannedOn, $0.code) < ($1.action, $1.plannedOn, $1.code) }
      return ListSteps.Reply(
        steps: steps, years: ActionSteps.years(steps),
        fictitious: try NetworkReader().isFictitious(in: transaction))
    }
  }
}
