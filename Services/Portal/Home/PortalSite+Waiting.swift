import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// What waits for a structure, the most pressing first: what has a day by its day, then what is asked, then what is to be read again.
extension PortalSite {
  /// Something that waits.
  struct Waiting {
    /// The day by which it is pressing; nil for none.
    let day: CivilDate?
    /// Whether somebody asks it: it comes before what is only to be read again.
    var isAsked = false
    var values: PageTemplates.Values
  }

  /// How many days ahead meetings are told.
  private static let meetingDays = 60

  /// Puts together what waits, and which services did not say.
  ///
  /// - Parameters:
  ///   - session: for whom.
  ///   - visit: the request.
  /// - Returns: the values of the page's template; none for whoever has no structure.
  /// - Throws: `StorageError`.
  func waiting(_ session: Session, _ visit: Visit) async throws -> PageTemplates.Values {
    guard let structure = session.way.structure else { return [:] }
    var (all, absent): ([Waiting], [(service: String, parts: [String])]) = ([], [])
    var known: [ListOwnCampaigns.Item] = []
    func add(
      _ french: String, _ english: String, from service: String,
      _ part: () async throws -> [Waiting]
    ) async throws {
      do {
        all += try await part()
      } catch let error as RPCError where error.isAway {
        let lacking = visit.pick(french, english)
        if let place = absent.firstIndex(where: { $0.service == service }) {
          absent[place].parts.append(lacking)
        } else {
          absent.append((service: service, parts: [lacking]))
        }
      } catch is RPCError {
        // The portal does not know that service, or the service has nothing for this person.
      }
    }
    try await add("la réponse à SENACS", "the answer to SENACS", from: "senacs") {
      known = try await calls.call(
        "senacs", ListOwnCampaigns(structure: structure), for: session
      ).campaigns
      return try await campaigns(known, structure, session, visit)
    }
    try await add(
      "les questions de la fiche action", "the questions of the action sheet", from: "evaluation"
    ) {
      try await sheetAnswers(known, structure, session, visit)
    }
    try await add(
      "le renouvellement de l'agrément", "the renewal of the approval", from: "registry"
    ) {
      try await renewals(structure, session, visit)
    }
    all += try await waitingMessages(structure, visit)
    try await add("le diagnostic partagé", "the shared diagnosis", from: "evaluation") {
      try await readAgain(structure, session, visit)
    }
    try await add("la veille sociale", "social watch", from: "evaluation") {
      try await meetings(structure, session, visit)
    }
    var sorted = Self.byUrgency(all)
    // A page has one main action: that of the most pressing thing that has one.
    if let first = sorted.firstIndex(where: { $0.values["go"] != nil }) {
      sorted[first].values["isMain"] = true
    }
    var values: PageTemplates.Values = [
      "absences": absent.map { one in
        ["absent": absence(one.service, one.parts, visit)] as PageTemplates.Values
      }
    ]
    if sorted.isEmpty {
      values["nothing"] = nothing(known, isWhole: absent.isEmpty, visit)
    } else {
      values["hasTodo"] = true
      values["todo"] = sorted.map(\.values)
    }
    return values
  }

  /// Says that a service does not answer, since when, and which parts of the page are missing for it.
  private func absence(_ service: String, _ parts: [String], _ visit: Visit) -> String {
    let name = FactFormView.capital(serviceName(service, visit))
    let (since, lacking) = (awaySentence(service, visit), visit.language.list(parts))
    return visit.pick(
      "\(name) ne répond pas en ce moment. \(since)Il manque ici : \(lacking).",
      "\(name) does not answer now. \(since)Missing here: \(lacking).")
  }

  /// What has a day comes by its day, then what is asked; what is alike stays in its order.
  static func byUrgency(_ waiting: [Waiting]) -> [Waiting] {
    func rank(_ one: Waiting) -> (CivilDate, Int) {
      (one.day ?? .latest, one.day != nil ? 0 : one.isAsked ? 1 : 2)
    }
    return waiting.enumerated().sorted { left, right in
      let (one, other) = (rank(left.element), rank(right.element))
      return one == other ? left.offset < right.offset : one < other
    }.map(\.element)
  }

  func item(
    _ when: String, more: String? = nil, _ title: String, _ text: String, tags: [String] = [],
    go: (path: String, label: String)? = nil
  ) -> PageTemplates.Values {
    var values: PageTemplates.Values = ["when": when, "todoTitle": title, "todoText": text]
    if let more { values["whenMore"] = more }
    if !tags.isEmpty { values["tags"] = tags.map { ["tag": $0] as PageTemplates.Values } }
    if let go {
      values["goHref"] = go.path
      values["go"] = go.label
    }
    return values
  }

  // MARK: Campaigns

  private func campaigns(
    _ known: [ListOwnCampaigns.Item], _ structure: String, _ session: Session, _ visit: Visit
  ) async throws -> [Waiting] {
    let today = host.database.now.parisDay
    var waiting: [Waiting] = []
    for one in known where one.hasCodebook && one.isExpected && one.opensOn <= today {
      // A campaign of former years is not pressing any more; an answer can still be sent by its address.
      guard one.receivedOn == nil, one.closesOn.adding(months: 6) >= today else { continue }
      let key = DraftStore.Key(structure: structure, campaign: one.campaign)
      let (state, fields) = try await host.database.read { transaction in
        (
          try DraftStore.draft(key, in: transaction), try DraftStore.fields(key, in: transaction)
        )
      }
      // After the end of the collection only a draft that was begun is told: it is kept, and waits for nothing.
      if state?.sent != nil || state == nil && one.collectionEndedOn != nil { continue }
      var (text, open) = (
        visit.pick("Rien n'est encore écrit.", "Nothing is written yet."), ""
      )
      // Of a form that is not begun this page says no more: a form that is fetched counts as opened.
      if let state {
        guard let fetched = try await form(one.campaign, session) else { continue }
        let progress = fetched.form.judged(fields).progress
        let words = FormWords(language: visit.language, form: fetched.form)
        let when = words.when(state.changedAt, now: host.database.now)
        text =
          self.progress(progress, visit) + "."
          + visit.pick(
            " Dernier changement : \(state.changedBy), \(when).",
            " Last change: \(state.changedBy), \(when).")
        open = openText(progress, visit)
      }
      let closes = visit.language.prose(one.closesOn, year: false)
      let days = one.closesOn.daysSinceEpoch - today.daysSinceEpoch
      let go =
        state == nil
        ? visit.pick("Commencer la réponse", "Begin the answer")
        : visit.pick("Reprendre la réponse", "Go on with the answer")
      let title = visit.pick("Réponse à SENACS \(one.campaign)", "Answer to SENACS \(one.campaign)")
      let path = WebResponse.path(["senacs", one.campaign])
      if let endedOn = one.collectionEndedOn {
        let day = visit.language.prose(endedOn, year: false)
        let kept = item(
          visit.pick("Collecte terminée", "Collection ended"),
          more: visit.pick("depuis le \(day)", "since \(day)"), title,
          text
            + visit.pick(
              " Le brouillon est gardé ; il ne peut plus être envoyé.",
              " The draft is kept; it cannot be sent any more."),
          go: (path, visit.pick("Lire le brouillon", "Read the draft")))
        waiting.append(Waiting(day: one.closesOn, values: kept))
        continue
      }
      let left =
        visit.pick("dans ", "in ")
        + visit.language.count(days, .init("jour", "jours"), .init("day", "days"))
      let values =
        days >= 0
        ? item(
          visit.pick("Avant le \(closes)", "By \(closes)"),
          more: days == 0
            ? visit.pick("aujourd'hui", "today")
            : days == 1
              ? visit.pick("demain", "tomorrow")
              : left, title, text,
          tags: open.isEmpty ? [] : [open], go: (path, go))
        : item(
          visit.pick("En retard", "Late"),
          more: visit.pick("depuis le \(closes)", "since \(closes)"),
          title, text, tags: open.isEmpty ? [] : [open], go: (path, go))
      waiting.append(Waiting(day: one.closesOn, values: values))
    }
    return waiting
  }

  // MARK: Other services

  private func readAgain(
    _ structure: String, _ session: Session, _ visit: Visit
  ) async throws -> [Waiting] {
    let today = host.database.now.parisDay
    let diagnosis = try await calls.call(
      "evaluation", GetDiagnosis(structure: structure, asOf: today), for: session)
    let aged = diagnosis.evidence.filter(\.isToRead)
    guard !aged.isEmpty else { return [] }
    let named = aged.prefix(3).map { item in
      let statement = String(item.statement.prefix(200))
      return visit.pick("« \(statement) »", "“\(statement)”")
    }
    let rest = aged.count > 3 ? "…" : "."
    return [
      Waiting(
        day: nil,
        values: item(
          visit.pick("À actualiser", "To be updated"),
          visit.pick(
            "Diagnostic partagé, éléments à actualiser : \(aged.count)",
            "Shared diagnosis, items to be updated: \(aged.count)"),
          named.joined(separator: ", ") + rest,
          go: ("/diagnostic", visit.pick("Actualiser le diagnostic", "Update the diagnosis"))))
    ]
  }

  private func meetings(
    _ structure: String, _ session: Session, _ visit: Visit
  ) async throws -> [Waiting] {
    let today = host.database.now.parisDay
    let listed = try await calls.items(
      "evaluation",
      ListMeetings(structure: structure, from: today, to: today.adding(days: Self.meetingDays)),
      for: session, most: 1)
    let coming = listed.flatMap(\.meetings).filter {
      $0.state != MeetingState.cancelled.rawValue && $0.heldOn >= today
    }.sorted { ($0.heldOn, $0.code) < ($1.heldOn, $1.code) }
    return coming.prefix(5).map { meeting in
      Waiting(
        day: meeting.heldOn,
        values: item(
          visit.language.day(meeting.heldOn.iso), meeting.bodyName,
          visit.pick("Réunion de veille sociale.", "A meeting of social watch."),
          go: ("/veille", visit.pick("Voir la veille sociale", "See social watch"))))
    }
  }
}
