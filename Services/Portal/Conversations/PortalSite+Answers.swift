import Composition
import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// A sent answer as the officer reads it over, with a mark when it was read.
extension PortalSite {
  /// Asks for a structure's answer and all that stands beside it.
  ///
  /// - Parameters:
  ///   - key: whose answer, to which campaign.
  ///   - services: the services as the visitor calls them.
  /// - Returns: the answer.
  /// - Throws: `RPCError` where SENACS does not answer, or has no such answer; `StorageError`.
  func readAnswer(_ key: DraftStore.Key, _ services: SessionCalls) async throws -> ReadAnswer {
    let reply = try await services.call(
      "senacs", GetAnswer(campaign: key.campaign, structure: key.structure))
    let state = try await services.call("senacs", GetCodebook(campaign: key.campaign))
    let form = try CampaignForm(
      KeptForm(
        campaign: key.campaign, document: state.document, dataYear: reply.dataYear,
        opensOn: reply.opensOn, closesOn: reply.closesOn, isExpected: true,
        lastYear: reply.lastYear, known: reply.last))
    let received = reply.versions.last?.receivedAt ?? host.database.now
    let fields = (reply.versions.last?.cells ?? [:]).mapValues {
      DraftValue(
        typed: $0, version: 1, person: "", name: "", savedAt: received, former: "")
    }
    let (draft, typed, sendings, mark, open) = try await host.database.read { transaction in
      (
        try DraftStore.draft(key, in: transaction), try DraftStore.fields(key, in: transaction),
        try SendingStore.all(of: key, in: transaction),
        try AnswerReadStore.mark(of: key, in: transaction),
        try ConversationStore.open(on: key, in: transaction)
      )
    }
    var reasons: [String: String] = [:]
    // What stands in a draft is the structure's own until it sends it.
    if draft?.sent != nil {
      for question in form.questions {
        let reason = typed[question.name + DraftForm.why]?.typed ?? ""
        if !reason.isEmpty { reasons[question.name] = reason }
      }
    }
    return ReadAnswer(
      key: key, reply: reply, form: form, judged: form.judged(fields), sendings: sendings,
      reasons: reasons, mark: mark, open: open)
  }

  /// The key that a path of the officer names; nil for what is no year.
  func answerKey(_ visit: Visit) -> DraftStore.Key? {
    guard let code = visit.parameters["code"], let year = year(visit) else { return nil }
    return DraftStore.Key(structure: code, campaign: year.description)
  }

  /// `/structures/CODE/reponse/YEAR?section=&page=`: the cells of a section.
  func sentAnswer(_ visit: Visit) async throws -> WebResponse {
    guard let key = answerKey(visit), let services = services(visit) else {
      return notFound(visit)
    }
    let title = visit.pick(
      "Réponse à SENACS \(key.campaign)", "Answer to SENACS \(key.campaign)")
    let answer: ReadAnswer
    do {
      answer = try await readAnswer(key, services)
    } catch let error as RPCError where error.isMissing {
      return page(visit, title: title, missingNote(["senacs"], visit))
    } catch let error as RPCError
      where error.status.details?.reason == "ANSWER_MISSING"
      || error.status.code == .failedPrecondition
    {
      return page(
        visit, title: title, crumbs: crumbs(key, key.structure, title, visit),
        [
          .plain(
            visit.pick(
              "Pas de réponse à lire : elle n'est pas arrivée, ou Vigie n'en a pas le détail.",
              "No answer to read: it did not come, or Vigie does not have its details."))
        ])
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    }
    let sections = answer.judged.sections
    let asked = visit.request.query["section"] ?? ""
    guard let section = sections.contains(asked) ? asked : sections.first else {
      return notFound(visit)
    }
    let questions = answer.judged.questions(of: section)
    let paging = Paging(count: questions.count, asked: visit.request.query["page"])
    let isOfficer = isOfficer(services.session)
    let path = ["structures", key.structure, "reponse", key.campaign]
    var body = readState(answer, isOfficer: isOfficer, path, visit)
    body.append(.heading(answer.form.sectionLabel(section, visit.language), anchor: "liste"))
    if paging.pages > 1 { body.append(.soft(shownRange(paging, visit))) }
    body.append(
      .table(
        answer.table(
          Array(questions[paging.range]), section, isOfficer: isOfficer, visit)))
    body += pages(paging, visit) {
      PageAddress.path(
        path, query: [(name: "section", value: section), (name: "page", value: String($0))],
        anchor: "liste")
    }
    let links = sections.map { one in
      PagePart.Link(
        text: answer.form.sectionLabel(one, visit.language),
        href: PageAddress.path(path, query: [(name: "section", value: one)], anchor: "liste"),
        isCurrent: one == section)
    }
    return page(
      visit, title: title, crumbs: crumbs(key, answer.reply.name, title, visit), body,
      side: Side(title: visit.pick("Sections", "Sections"), parts: [.links(links)]))
  }

  private func crumbs(
    _ key: DraftStore.Key, _ name: String, _ title: String, _ visit: Visit
  ) -> [PagePart.Link] {
    [
      PagePart.Link(text: name, href: PageAddress.path(["structures", key.structure])),
      PagePart.Link(text: title),
    ]
  }

  /// When it came and whether it was read; the officer's button while it was not.
  private func readState(
    _ answer: ReadAnswer, isOfficer: Bool, _ path: [String], _ visit: Visit
  ) -> [PagePart] {
    let received = moment(answer.receivedAt, visit)
    let name = answer.reply.name
    guard !answer.isRead else {
      let (who, when) = (answer.mark?.name ?? "", answer.mark.map { moment($0.readAt, visit) })
      return [
        .lead(
          visit.pick(
            "\(name) : envoyée, lue. Reçue le \(received) ; lue par \(who) le \(when ?? "").",
            "\(name): sent, read. Received on \(received); read by \(who) on \(when ?? "")."))
      ]
    }
    var parts: [PagePart] = [
      .lead(
        visit.pick(
          "\(name) : envoyée, à lire. Reçue le \(received).",
          "\(name): sent, to be read. Received on \(received)."))
    ]
    if isOfficer {
      parts.append(
        .send(
          to: PageAddress.path(path + ["lue"]),
          button: visit.pick("Marquer comme lue", "Mark as read"),
          help: visit.pick("Cela ne change aucun taux.", "This changes no rate."),
          hidden: [(name: "recue", value: String(answer.receivedAt.microseconds))]))
    }
    return parts
  }

  /// Marks the answer that the page showed as read.
  func markRead(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session, let key = answerKey(visit),
      let services = services(visit)
    else { return notFound(visit) }
    do {
      _ = try await readAnswer(key, services)
    } catch let error as RPCError
      where error.isNoPage || error.status.code == .failedPrecondition
    {
      return notFound(visit)
    }
    let path = ["structures", key.structure, "reponse", key.campaign]
    guard let received = Int64(visit.request.form["recue"] ?? ""), received > 0 else {
      return .redirect(path)
    }
    let host = host
    try await host.database.write { transaction in
      try AnswerReadStore.put(
        Instant(microseconds: received), of: key, by: session, in: transaction)
      try host.audit(
        "read answer", by: session.representedName, as: [session.way.role],
        about: [key.structure, key.campaign], in: transaction)
    }
    return .redirect(path)
  }
}
