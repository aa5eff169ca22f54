import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Values

/// Forms: from the service that takes their answers, and while it is away as they were fetched last.
extension PortalSite {
  /// A form, and whether senacs is away.
  struct FetchedForm: Sendable {
    let form: CampaignForm
    let isAway: Bool
    /// Whether nothing can be written on it any more, so that it has no pages but receipts.
    var isPast = false
  }

  /// How long a form that was fetched counts, in microseconds.
  private static let fresh: Int64 = 60_000_000

  /// The key of a structure's draft; nil for whoever has no structure.
  func draftKey(_ campaign: String, _ session: Session) -> DraftStore.Key? {
    session.way.structure.map { DraftStore.Key(structure: $0, campaign: campaign) }
  }

  /// Finds a campaign's form.
  ///
  /// - Parameters:
  ///   - campaign: the campaign's code, or the key of what else is asked for.
  ///   - session: who asks.
  ///   - isForWriting: whether a form of any age will do: a save waits for no other service.
  ///   - isForSending: whether it must be as senacs has it now once the last day is past: the officer may end the collection at any moment.
  /// - Returns: the form; nil where there is no such campaign, or nothing is asked in it.
  /// - Throws: `RPCError` where senacs is away and the form was never fetched; `StorageError`.
  func form(
    _ campaign: String, _ session: Session, isForWriting: Bool = false, isForSending: Bool = false
  ) async throws -> FetchedForm? {
    guard let key = draftKey(campaign, session), campaign.count <= 40 else { return nil }
    let kept = try await host.database.read { try DraftStore.form(key, in: $0) }
    let now = host.database.now
    if let kept,
      isForWriting
        || now < kept.fetchedAt.adding(microseconds: Self.fresh)
          && !(isForSending && now.parisDay > kept.form.closesOn)
    {
      return FetchedForm(form: try CampaignForm(kept.form), isAway: false)
    }
    do {
      guard let fetched = try await fetch(key, session) else { return nil }
      try await host.database.write { try DraftStore.keep(fetched, of: key, in: $0) }
      return FetchedForm(form: try CampaignForm(fetched), isAway: false)
    } catch let error as RPCError where error.isAway {
      guard let kept else { throw error }
      return FetchedForm(form: try CampaignForm(kept.form), isAway: true)
    } catch let error as RPCError
      where [.notFound, .failedPrecondition].contains(error.status.code)
    {
      return nil
    }
  }

  /// The form as it was kept; nil where nobody has opened it.
  func keptForm(_ key: DraftStore.Key) async throws -> FetchedForm? {
    let kept = try await host.database.read { try DraftStore.form(key, in: $0) }
    return try kept.map {
      FetchedForm(form: try CampaignForm($0.form), isAway: false, isPast: true)
    }
  }

  private func fetch(_ key: DraftStore.Key, _ session: Session) async throws -> KeptForm? {
    if case .sheet(let year) = Questionnaire(key: key.campaign) {
      return try await fetchSheet(year, key, session)
    }
    let campaigns = try await calls.call(
      "senacs", ListOwnCampaigns(structure: key.structure), for: session
    ).campaigns
    guard let own = campaigns.first(where: { $0.campaign == key.campaign }), own.hasCodebook
    else { return nil }
    let state = try await calls.call("senacs", GetCodebook(campaign: key.campaign), for: session)
    let prepared = try await calls.items(
      "senacs", PrepareForms(campaign: key.campaign, structure: key.structure), for: session,
      most: 1)
    let last = prepared.first?.lastCampaign
    return KeptForm(
      campaign: key.campaign, document: state.document, dataYear: own.dataYear,
      opensOn: own.opensOn, closesOn: own.closesOn, isExpected: own.isExpected,
      lastYear: campaigns.first { $0.campaign == last }?.dataYear,
      known: prepared.first?.values ?? [:], fromRegistry: prepared.first?.fromRegistry,
      collectionEndedOn: own.collectionEndedOn, receivedOn: own.receivedOn)
  }

  /// What came of saving.
  struct Saved: Sendable {
    let at: Instant
    /// The draft as it stands now.
    let fields: [String: DraftValue]
    /// Field → the text that was not written, because somebody else had changed the field.
    let conflicts: [String: String]
  }

  /// A text for a field of a draft.
  struct FieldInput: Sendable {
    let field: String
    /// The question that it answers, confirms or explains.
    let question: FormQuestion
    let typed: String
    /// The version that its form showed; 0 for none.
    let seen: Int
  }

  /// Saves texts in one change; it is on disk when this returns.
  ///
  /// - Parameters:
  ///   - inputs: the texts.
  ///   - putBack: a field whose former text is to stand again.
  ///   - form: the form.
  ///   - session: who writes.
  /// - Returns: what came of it; nil where the draft was sent, and is not written until it is opened again.
  /// - Throws: `StorageError`.
  func save(
    _ inputs: [FieldInput], putBack: String? = nil, _ form: CampaignForm, _ session: Session
  ) async throws -> Saved? {
    guard let key = draftKey(form.kept.campaign, session) else { return nil }
    return try await host.database.write { (transaction: WriteTransaction) -> Saved? in
      // Of an answer that was sent, cells that the Caf opened again are written, and no other.
      let writable = try ReopenedStore.writable(of: key, in: transaction)
      if let writable, !inputs.contains(where: { writable.contains($0.question.name) }) {
        return nil
      }
      var fields = try DraftStore.fields(key, in: transaction)
      let former = putBack.flatMap { Self.former(of: $0, inputs, fields, session) }
      var conflicts: [String: String] = [:]
      for input in inputs where writable?.contains(input.question.name) ?? true {
        let isAnswer = input.field == input.question.name
        let typed = Self.typed(input, fields)
        var before: String?
        if input.seen > 0 {
          before = try DraftStore.typed(
            input.field, version: input.seen, of: key, in: transaction)
        } else {
          before = isAnswer ? form.takenOver(input.field) ?? "" : ""
        }
        let merged = DraftMerge(
          of: typed, seen: input.seen, before: before, present: fields[input.field],
          isSame: { isAnswer ? input.question.isSame($0, $1) : $0 == $1 })
        if merged == .conflict, isAnswer {
          conflicts[input.field] = typed
          try DraftStore.keepConflict(
            typed, of: input.field, seen: input.seen, key, by: session, in: transaction)
        } else if merged != .same {
          fields[input.field] = try DraftStore.write(
            typed, to: input.field, of: key, by: session, over: fields[input.field],
            in: transaction)
        }
      }
      if let putBack, let former, writable?.contains(putBack) ?? true {
        fields[putBack] = try DraftStore.write(
          former, to: putBack, of: key, by: session, over: fields[putBack], in: transaction)
      }
      return Saved(at: transaction.recordedAt, fields: fields, conflicts: conflicts)
    }
  }

  /// The text that the page offered to put back into a field; nil where none did, or somebody changed the field since.
  private static func former(
    of field: String, _ inputs: [FieldInput], _ fields: [String: DraftValue], _ session: Session
  ) -> String? {
    guard let input = inputs.first(where: { $0.field == field }), let present = fields[field],
      present.version == input.seen, present.isToldTo(session.person)
    else { return nil }
    return present.former
  }

  /// What is kept of a text. A tick says which value it confirms, as its page showed it: it confirms no other one.
  private static func typed(_ input: FieldInput, _ fields: [String: DraftValue]) -> String {
    let typed = TypedText.kept(input.typed)
    guard input.field == input.question.name + DraftForm.yes, !typed.isEmpty else { return typed }
    let value = fields[input.question.name].flatMap { input.question.read($0.typed).value }
    return typed == value ? typed : ""
  }
}
