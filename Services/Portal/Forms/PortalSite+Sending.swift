import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// The end of a campaign's form: it is read over, sent, and opened again.
extension PortalSite {
  // MARK: States

  /// What is to be known of the whole answer, whichever section is shown.
  func stateNotes(
    _ visit: Visit, _ words: FormWords, _ draft: DraftForm, _ state: DraftStore.Draft?,
    _ sendings: [SendingStore.Sending], isAway: Bool
  ) -> [PageTemplates.Values] {
    let kept = words.form.kept
    let (now, closes) = (host.database.now, words.day(kept.closesOn))
    func note(_ title: String, _ text: String, bad: Bool = false) -> PageTemplates.Values {
      ["noteKind": bad ? "bad" : "", "noteTitle": title, "noteText": text]
    }
    var notes: [PageTemplates.Values] = []
    if isAway {
      notes.append(
        note(
          words.about.awayTitle,
          awaySentence(words.about.service, visit)
            + visit.pick(
              "Votre brouillon est gardé ici : vous pouvez continuer à le remplir. L'envoi sera possible dès son retour.",
              "Your draft is kept here: you can go on. It can be sent as soon as the service is back."
            ), bad: true))
    }
    if let last = sendings.last(where: { $0.receivedAt != nil }), let received = last.receivedAt {
      let when = words.when(received, now: now)
      var sent = note(
        visit.pick("Réponse envoyée \(when)", "The answer was sent \(when)"),
        state?.sent == nil
          ? changedSince(kept, words, visit)
          : visit.pick(
            "Vous pouvez la relire ici, sans la modifier.", "You can read it here, not change it."))
      sent["noteLinks"] =
        [
          [
            "noteHref": WebResponse.path(kept.path("accuse", String(last.number))),
            "noteLabel": visit.pick("Accusé de réception", "Receipt"),
          ]
        ] as [PageTemplates.Values]
      notes.append(sent)
    } else if let receivedOn = kept.receivedOn, sendings.isEmpty {
      let replaces =
        kept.collectionEndedOn == nil
        ? visit.pick(
          " Si vous en envoyez une d'ici, elle la remplacera.",
          " If you send one from here, it takes its place.") : ""
      notes.append(
        note(
          visit.pick(
            "Une réponse est arrivée le \(words.day(receivedOn))",
            "An answer arrived on \(words.day(receivedOn))"),
          visit.pick(
            "Cette réponse est arrivée par fichier et elle est retenue : vous n'avez rien à faire.\(replaces)",
            "This answer came as a file and counts: there is nothing to do.\(replaces)")))
    } else if let endedOn = kept.collectionEndedOn {
      let call =
        configuration.contact.isEmpty ? visit.pick("la Caf", "the Caf") : configuration.contact
      notes.append(
        note(
          visit.pick(
            "La collecte est terminée depuis le \(words.day(endedOn))",
            "The collection was ended on \(words.day(endedOn))"),
          visit.pick(
            "Votre brouillon est gardé : \(progress(draft.progress, visit)). Il ne peut plus être envoyé, car la Caf ne reçoit plus de réponse à cette campagne. Pour envoyer la vôtre quand même, appelez \(call).",
            "Your draft is kept: \(progress(draft.progress, visit)). It cannot be sent any more, because the Caf takes no more answers to this campaign. To send yours all the same, call \(call)."
          )))
    } else if now.parisDay > kept.closesOn {
      notes.append(
        note(
          words.about.closedTitle(closes),
          visit.pick(
            "Votre brouillon est gardé : \(progress(draft.progress, visit)). La réponse peut encore être envoyée, en retard, jusqu'à la fin de la collecte.",
            "Your draft is kept: \(progress(draft.progress, visit)). The answer can still be sent, late, until the collection is ended."
          )))
    } else if now.parisDay < kept.opensOn {
      let opens = words.day(kept.opensOn)
      notes.append(
        note(
          words.about.opensTitle(opens),
          visit.pick(
            "Vous pouvez préparer la réponse ; l'envoi sera possible ce jour-là.",
            "You can prepare the answer; it can be sent from that day on.")))
    }
    return notes
  }

  /// What becomes of a draft that is written on after an answer was sent of it.
  private func changedSince(_ kept: KeptForm, _ words: FormWords, _ visit: Visit) -> String {
    if let endedOn = kept.collectionEndedOn {
      let day = words.day(endedOn)
      return visit.pick(
        "Ce qui a été modifié depuis ne peut plus être envoyé : la collecte est terminée depuis le \(day).",
        "What was changed since cannot be sent any more: the collection was ended on \(day).")
    }
    return visit.pick(
      "Ce qui a été modifié depuis ne part qu'avec un nouvel envoi.",
      "What was changed since goes only when you send it once more.")
  }

  // MARK: Reading over

  func review(_ visit: Visit) async throws -> WebResponse {
    try await withForm(visit, isForSending: true) { fetched, key in
      try await review(visit, fetched, key, refused: [], status: 200)
    }
  }

  private func review(
    _ visit: Visit, _ fetched: FetchedForm, _ key: DraftStore.Key, refused: [Finding], status: Int
  ) async throws -> WebResponse {
    let form = fetched.form
    let (state, fields, sendings, writable) = try await host.database.read { transaction in
      (
        try DraftStore.draft(key, in: transaction), try DraftStore.fields(key, in: transaction),
        try SendingStore.all(of: key, in: transaction),
        try ReopenedStore.writable(of: key, in: transaction)
      )
    }
    let draft = form.judged(fields)
    let words = FormWords(language: visit.language, form: form)
    let view = ReviewView(words: words, form: form, draft: draft, now: host.database.now)
    var values = view.values
    var notes = stateNotes(visit, words, draft, state, sendings, isAway: fetched.isAway)
    if let writable, let note = reopened(writable, form, visit) { notes.append(note) }
    values["notes"] = notes
    if !refused.isEmpty {
      values["refusedTitle"] = words.about.refusedTitle
      values["refused"] = refused.prefix(50).map { view.item($0) }
    }
    let closes = words.day(form.kept.closesOn)
    let today = host.database.now.parisDay
    let (isOpen, isLate) = (today >= form.kept.opensOn, today > form.kept.closesOn)
    let count = draft.progress.toSettle
    if writable?.isEmpty != true, count > 0 { values["opening"] = opening(count, visit) }
    if writable?.isEmpty == true {
      values["nextText"] = visit.pick("La réponse est envoyée.", "The answer is sent.")
    } else if form.kept.collectionEndedOn != nil {
      values["nextText"] = visit.pick(
        "La collecte est terminée : cette réponse ne peut plus être envoyée. Elle reste gardée ici.",
        "The collection is ended: this answer cannot be sent any more. It stays here.")
    } else if count > 0 {
      values["nextText"] = visit.pick(
        "Quand tout est réglé, cette page montre le bouton « Envoyer à la Caf ».",
        "When all is settled, this page shows the button “Send to the Caf”.")
      values["settle"] = visit.pick("Régler le premier point", "Settle the first point")
      values["settleHref"] = view.firstToSettle
    } else if fetched.isAway {
      values["nextText"] = words.about.awayText
    } else if !isOpen {
      values["nextText"] = visit.pick(
        "L'envoi sera possible à l'ouverture de la campagne.",
        "The answer can be sent when the campaign opens.")
    } else if draft.progress.answered == 0 {
      values["nextText"] = visit.pick(
        "Aucune réponse n'est encore écrite : il n'y a rien à envoyer.",
        "No answer is written: there is nothing to send.")
    } else {
      let way = visit.session.map { visit.words($0.way) } ?? ""
      let then =
        isLate
        ? visit.pick(
          "la réponse sera signalée en retard, et ne pourra plus être rouverte",
          "the answer will be marked as late, and cannot be opened again")
        : visit.pick(
          "vous pourrez la rouvrir jusqu'au \(closes)", "you can open it again until \(closes)")
      values["nextText"] = visit.pick(
        "Rien n'est à régler. Vous pouvez envoyer la réponse à la Caf (\(progress(draft.progress, visit))) ; \(then). Elle part à votre nom (\(way)).",
        "Nothing is to be settled. You can send the answer to the Caf (\(progress(draft.progress, visit))); \(then). It goes in your name (\(way))."
      )
      values["send"] = visit.pick("Envoyer à la Caf", "Send to the Caf")
    }
    return page(
      visit, title: visit.pick("Relecture et envoi", "Reading over and sending"), "review", values,
      status: status)
  }

  // MARK: Sending

  /// Sends the answer. It is noted first, with the key of the call: if the portal ends in between, the next attempt is the same call.
  func send(_ visit: Visit) async throws -> WebResponse {
    try await withForm(visit, isForSending: true) { fetched, key in
      guard let session = visit.session else { return notFound(visit) }
      let form = fetched.form
      let way = visit.words(session.way)
      let sending = try await host.database.write {
        transaction -> SendingStore.Sending? in
        guard try DraftStore.draft(key, in: transaction) != nil,
          try ReopenedStore.writable(of: key, in: transaction)?.isEmpty != true
        else { return nil }
        let all = try SendingStore.all(of: key, in: transaction)
        // One that was noted, and of which nobody knows whether it came, goes first: it is the same call again.
        if let open = all.first(where: { $0.receivedAt == nil }) { return open }
        let judged = form.judged(try DraftStore.fields(key, in: transaction))
        guard judged.progress.toSettle == 0, judged.progress.answered > 0,
          transaction.recordedAt.parisDay >= form.kept.opensOn
        else { return nil }
        let said = SendingStore.Said(judged, form, session, way)
        let callKey = Identifier.mint(at: transaction.recordedAt).rawValue
        try SendingStore.begin(
          said, number: (all.last?.number ?? 0) + 1, callKey: callKey, of: key, in: transaction)
        return try SendingStore.all(of: key, in: transaction).last
      }
      guard let sending else { return .redirect(form.kept.path("relecture")) }
      let reply: SendAnswer.Reply
      do {
        reply = try await deliver(sending, of: key, form, session)
      } catch let error as RPCError where error.isAway {
        return try await review(
          visit, FetchedForm(form: form, isAway: true), key, refused: [], status: 503)
      } catch let error as RPCError {
        // The service refused the call as such, so nothing was taken; the next attempt is a new call.
        try await host.database.write {
          try SendingStore.withdraw(sending.number, of: key, in: $0)
        }
        guard error.status.details?.reason == "COLLECTION_ENDED" else { throw error }
        // It was ended since the page was shown: the page comes again, and says so.
        let now = try await self.form(key.campaign, session, isForSending: true)
        return try await review(visit, now ?? fetched, key, refused: [], status: 409)
      }
      guard reply.isTaken else {
        try await host.database.write {
          try SendingStore.withdraw(sending.number, of: key, in: $0)
        }
        return try await review(visit, fetched, key, refused: reply.refused, status: 422)
      }
      let author = author(session, visit)
      let answered = try await host.database.write { transaction -> [Int]? in
        let isWhole = try SendingStore.finish(
          sending, receivedAt: reply.receivedAt, isLate: reply.isLate, of: key, in: transaction)
        guard isWhole else { return nil }
        return try ReopenedStore.answered(key, by: author, in: transaction)
      }
      // Somebody wrote since this answer was noted: the page says what is sent, and that the rest is not.
      guard let answered else { return .redirect(form.kept.path("relecture")) }
      for number in answered { await tellOthers(of: number, by: session, from: author.side) }
      return .redirect(form.kept.path("accuse", String(sending.number)))
    }
  }

  /// Opens an answer again, until its last day is over.
  func reopen(_ visit: Visit) async throws -> WebResponse {
    try await withForm(visit) { fetched, key in
      let kept = fetched.form.kept
      guard kept.canReopen(on: today) else {
        return .redirect(kept.path("relecture"))
      }
      try await host.database.write { try DraftStore.reopen(key, in: $0) }
      return .redirect(kept.path("relecture"))
    }
  }

  // MARK: Receipt

  /// The sending that a path names.
  private func sending(
    _ visit: Visit, _ key: DraftStore.Key
  ) async throws -> SendingStore.Sending? {
    guard let number = Int(visit.parameters["number"] ?? "") else { return nil }
    return try await host.database.read { transaction in
      try SendingStore.all(of: key, in: transaction).first {
        $0.number == number && $0.receivedAt != nil
      }
    }
  }

  func receipt(_ visit: Visit) async throws -> WebResponse {
    try await withForm(visit, isForReceipt: true) { fetched, key in
      guard let session = visit.session, let sending = try await self.sending(visit, key),
        let received = sending.receivedAt
      else { return notFound(visit) }
      let words = FormWords(language: visit.language, form: fetched.form)
      let canReopen = fetched.form.kept.canReopen(on: today)
      let view = ReceiptView(
        words: words, key: key, sending: sending, received: received, canReopen: canReopen,
        structure: [session.way.structureName, session.way.structure, session.way.commune]
          .compactMap(\.self).joined(separator: ", "))
      var values = view.values
      if canReopen {
        values["reopen"] = visit.pick("Rouvrir la réponse", "Open the answer again")
      }
      if fetched.isPast {
        for name in ["base", "readLabel"] { values[name] = nil }
      }
      return page(
        visit, title: visit.pick("Accusé de réception", "Receipt"), "receipt", values)
    }
  }

  /// The text of which the receipt has the digest.
  func receiptText(_ visit: Visit) async throws -> WebResponse {
    try await withForm(visit, isForReceipt: true) { fetched, key in
      guard let sending = try await self.sending(visit, key) else { return notFound(visit) }
      return .text(
        AnswerText.text(
          campaign: fetched.form.kept.questionnaire.named, structure: key.structure,
          sending.said.cells))
    }
  }
}

extension SendingStore.Said {
  /// What goes to senacs, and what the receipt tells of it.
  init(_ judged: DraftForm, _ form: CampaignForm, _ session: Session, _ way: String) {
    var cells = judged.cells
    for field in form.identity { cells[field] = form.takenOver(field) }
    if form.asksFunction { cells[CampaignForm.function] = way }
    let writers = Set(judged.fields.values.map(\.name))
    let confirmed = judged.questions.filter { judged.isConfirmed($0.name) }
    self.init(
      cells: cells, name: session.name, way: way,
      others: writers.subtracting([session.name]).sorted(),
      answered: judged.progress.answered, asked: judged.progress.asked,
      confirmed: confirmed.count,
      explained: confirmed.count {
        !(judged.fields[$0.name + DraftForm.why]?.typed ?? "").isEmpty
      },
      people: Dictionary(
        judged.fields.values.map { ($0.person, $0.name) } + [(session.person, session.name)],
        uniquingKeysWith: { _, last in last }))
  }
}
