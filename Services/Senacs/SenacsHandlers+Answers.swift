import CentreNetwork
import CodebookRules
import Contracts
import RPC
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Values

/// Codebooks, the values with which forms are prefilled, and what is known of answers and of opened sheets.
extension SenacsHandlers {
  func setCodebook(
    _ request: SetCodebook, _ context: ServerContext
  ) async throws -> CodebookState {
    guard request.document.utf8.count <= SetCodebook.maxBytes else {
      throw RPCError.badField("document", "a codebook has \(SetCodebook.maxBytes) bytes at most")
    }
    let codebook = try SenacsStore.StoredCodebook(request.document)
    return try await host.writes.run(request, context) { transaction in
      let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
      let before = try SenacsStore.earlier(than: campaign, in: transaction).first
      let state = Self.state(codebook, campaign, before)
      let next = try SenacsStore.next(after: campaign, in: transaction)
      let pairs = [
        before.map { ($0.campaign, $0.codebook.codebook, codebook.codebook) },
        next.map { ($0.campaign, codebook.codebook, $0.codebook.codebook) },
      ]
      for case let (other, old, new)? in pairs {
        let undeclared = CodebookChanges(from: old, to: new).undeclared
        guard undeclared.isEmpty else {
          throw RPCError.faulty(
            "beside campaign \(other.code) the codebook's changes do not say", undeclared,
            reason: "CHANGE_UNDECLARED", domain: "vigie.senacs", field: "document",
            name: "changes", arguments: ["campaign": other.code])
        }
      }
      try SenacsStore.set(
        codebook, of: campaign.code, cause: .setting(by: context.effectivePrincipal),
        in: transaction)
      return state
    }
  }

  private static func state(
    _ codebook: SenacsStore.StoredCodebook, _ campaign: Campaign,
    _ before: (campaign: Campaign, codebook: SenacsStore.StoredCodebook)?
  ) -> CodebookState {
    let changes = before.map {
      CodebookChanges(from: $0.codebook.codebook, to: codebook.codebook)
    }
    return CodebookState(
      document: codebook.document, digest: codebook.digest, dataYear: campaign.dataYear,
      opensOn: campaign.opensOn,
      baseItems: codebook.codebook.baseItems.count, comparedWith: before?.campaign.code,
      added: changes?.added ?? [], removed: changes?.removed ?? [],
      renamed: changes?.origins.filter { $0.key != $0.value } ?? [:],
      redefined: changes?.redefined ?? [])
  }

  func getCodebook(
    _ request: GetCodebook, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> CodebookState {
    let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
    let asked = try request.digest.flatMap {
      try SenacsStore.codebook($0, onceOf: campaign.code, in: transaction)
    }
    return Self.state(
      try asked ?? SenacsStore.neededCodebook(of: campaign.code, in: transaction), campaign,
      try SenacsStore.earlier(than: campaign, in: transaction).first)
  }

  func prepareForms(
    _ request: PrepareForms, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> [PrepareForms.Item] {
    let meant = try context.access.meant(
      request.structure, "vigie.senacs", "a structure sees its own form only")
    let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
    let codebook = try SenacsStore.neededCodebook(of: campaign.code, in: transaction)
    let network = try reader.network(in: transaction)
    let fictitious = try reader.isFictitious(in: transaction)
    let before = try SenacsStore.earlier(than: campaign, in: transaction).first
    let answers =
      try before.map {
        try SenacsStore.countingAnswers(to: $0.campaign.code, of: meant, in: transaction)
      } ?? [:]
    let changes = before.map {
      CodebookChanges(from: $0.codebook.codebook, to: codebook.codebook)
    }
    let expected = Expectation(campaign, in: network).expected
    return expected.filter { meant == nil || $0.code == meant }.map { structure in
      let last = answers[structure.code]
      let carried = last.flatMap { changes?.carried($0.answer) }
      let known = Prefill(
        for: structure, campaign, codebook.codebook, last: carried,
        commune: network.commune(of: structure, on: campaign.referenceDate),
        approvals: network.approvals(of: structure))
      return PrepareForms.Item(
        structureCode: structure.code, name: structure.name, values: known.values,
        fromRegistry: known.fromRegistry,
        lastCampaign: last == nil ? nil : before?.campaign.code, fictitious: fictitious)
    }
  }

  func listAnswers(
    _ request: ListAnswers, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListAnswers.Reply {
    _ = try context.access.meant(
      request.structure, "vigie.senacs", "a structure sees its own answers only")
    let questions = request.questions ?? []
    guard questions.count <= ListAnswers.mostQuestions else {
      throw RPCError.badField(
        "questions", "\(questions.count) questions came, \(ListAnswers.mostQuestions) are allowed")
    }
    return ListAnswers.Reply(
      answers: try SenacsStore.allCampaigns(in: transaction).compactMap { campaign in
        let received = try SenacsStore.submissions(to: campaign.code, in: transaction)
          .filter {
            $0.structureCode == request.structure && $0.counts && $0.receivedOn <= request.asOf
          }.map(\.receivedOn).min()
        guard let received else { return nil }
        let changes = try SenacsStore.codebook(of: campaign.code, in: transaction)?.codebook
          .changes
        return ListAnswers.Item(
          campaign: campaign.code, dataYear: campaign.dataYear, receivedOn: received,
          broken: (changes ?? []).filter { $0.kind != "renamed" }.map(\.field),
          renamed: Dictionary(
            (changes ?? []).compactMap { change in change.from.map { (change.field, $0) } }
          ) { first, _ in first })
      }, labels: try labels(of: questions, in: transaction))
  }

  /// What codebooks call questions; a question that no codebook has is left out.
  private func labels(
    of questions: [String], in transaction: ReadTransaction
  ) throws -> [String: Codebook.Labels] {
    var found: [String: Codebook.Labels] = [:]
    for (campaign, asked) in Dictionary(grouping: questions, by: { SenacsQuestion($0)?.campaign }) {
      guard let campaign,
        let codebook = try SenacsStore.codebook(of: campaign, in: transaction)?.codebook
      else { continue }
      for question in asked {
        let field = SenacsQuestion(question)?.field
        found[question] = codebook.fields.first { $0.name == field }?.labels
      }
    }
    return found
  }

  func getObservedUse(
    _ request: GetObservedUse, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetObservedUse.Reply {
    let bound = request.knownBefore(of: "senacs")
    let networkBound = request.knownBefore(of: NetworkProjection.source)
    let campaign = try SenacsStore.campaign(
      request.campaign, knownBefore: bound, in: transaction)
    let network = try reader.network(knownBefore: networkBound, in: transaction)
    let expectation = Expectation(campaign, in: network)
    let answers = try SenacsStore.countingAnswers(
      to: campaign.code, knownBefore: bound, in: transaction
    ).filter { $0.value.submission.receivedOn <= request.asOf }
    let openings = try SenacsStore.openings(
      of: campaign.code, to: request.asOf, knownBefore: bound, in: transaction)
    return GetObservedUse.Reply(
      rows: Scope.reported.map { scope in
        let members = expectation.expected.filter {
          network.scope(scope, contains: $0, on: campaign.referenceDate)
        }
        return .init(
          scope: scope.name, expected: members.count,
          answered: members.count { answers[$0.code] != nil },
          opened: members.count { openings[$0.code] != nil })
      },
      openings: openings.sorted { $0.key < $1.key }.compactMap { code, days in
        days.first.map { .init(code: code, on: $0, days: days.count) }
      },
      sheets: expectation.expected.map(\.code).filter { answers[$0] != nil },
      fictitious: try reader.isFictitious(in: transaction))
  }
}
