import Contracts
import FactKinds
import PortalDomain
import RPCContract
import Tabular
import Texts
import Values

/// Facts of the own structure: a form shows one, and its service records what somebody wrote, in that person's name.
extension PortalSite {
  /// Answers the page of a form, and takes it when it is sent. What was typed comes back in the page, whatever is wrong with it or with the
  /// service.
  ///
  /// - Parameters:
  ///   - visit: the request.
  ///   - make: says what the form is of; nil for a page that is not there. Without a session it asks no service.
  /// - Returns: the page.
  /// - Throws: what `make` throws while a page is shown; `RPCError` for what no page has words for.
  func fact(
    _ visit: Visit, _ make: (Session?) async throws -> OwnFact?
  ) async throws -> WebResponse {
    let isSent = visit.request.method == .post
    guard let session = visit.session else {
      guard visit.isOwnForm else { return foreignForm(visit) }
      guard let fact = try await make(nil) else { return sessionOver(visit) }
      var draft = sentDraft(fact, visit)
      draft.note = sessionNote(visit)
      return factPage(fact, draft, visit, status: 401)
    }
    guard session.way.structure != nil else { return notFound(visit) }
    if isSent, visit.request.isFromOtherSite { return foreignForm(visit) }
    do {
      guard let fact = try await make(session) else { return notFound(visit) }
      guard isSent else { return try await shown(fact, visit, session) }
      guard visit.isOwnForm else {
        var draft = sentDraft(fact, visit)
        draft.note = FactDraft.Note(
          kind: "ask", title: visit.pick("Pas encore enregistré", "Not saved yet"),
          text: visit.pick(
            "Voici ce que vous aviez tapé avant d'entrer de nouveau. Appuyez sur « Enregistrer ».",
            "Here is what you had typed before you entered again. Press “Save”."))
        return factPage(fact, draft, visit, status: 403)
      }
      return try await record(fact, visit, session)
    } catch let error as RPCError where error.isMissing {
      return page(
        visit,
        title: visit.pick(
          "Cette page ne peut pas s'afficher", "This page cannot be shown"),
        missingNote(["evaluation"], visit))
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    }
  }

  private func factPage(
    _ fact: OwnFact, _ draft: FactDraft, _ visit: Visit, status: Int = 200
  ) -> WebResponse {
    page(
      visit, title: fact.title, "fact",
      FactFormView(fact: fact, draft: draft, visit: visit).values, status: status)
  }

  // MARK: Showing

  /// The form of a new record, or of the one that stands.
  private func shown(
    _ fact: OwnFact, _ visit: Visit, _ session: Session
  ) async throws -> WebResponse {
    guard !fact.isNew else {
      return factPage(fact, draft(of: fact.start, fact, version: 0, visit), visit)
    }
    let standing = try await calls.call(
      fact.form.kind.owner,
      RehearseFact(file: fact.form.kind.file, cells: fact.form.keyCells, isNew: false),
      for: session)
    guard let before = standing.before else { return notFound(visit) }
    let cells = before.merging(fact.start) { $0.isEmpty ? $1 : $0 }
    return factPage(fact, draft(of: cells, fact, version: standing.version, visit), visit)
  }

  /// A form that shows cells, with a key of its own.
  private func draft(
    of cells: [String: String], _ fact: OwnFact, version: Int, _ visit: Visit
  ) -> FactDraft {
    FactDraft(
      typed: shownCells(cells, fact, visit), version: version, key: Identifier.mint().rawValue)
  }

  private func shownCells(
    _ cells: [String: String], _ fact: OwnFact, _ visit: Visit
  ) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: cells.map { name, cell in
        (name, FactFormView.shown(cell, fact.form.kind.column(name), visit.language))
      })
  }

  /// What a form brought, as it was typed, with the key and the version that it carried.
  private func sentDraft(_ fact: OwnFact, _ visit: Visit) -> FactDraft {
    let sent = visit.request.form
    // A key of another form than ours would be no key of a call.
    let key = sent["cle"] ?? ""
    let isKey = key.utf8.count == 36 && key.allSatisfy { $0.isHexDigit || $0 == "-" }
    return FactDraft(
      typed: fact.form.typed(in: sent), version: Int(sent["version"] ?? "") ?? 0,
      key: isKey ? key : Identifier.mint().rawValue)
  }

  private func sessionNote(_ visit: Visit) -> FactDraft.Note {
    FactDraft.Note(
      kind: "ask", title: visit.pick("Votre session est finie", "Your session is over"),
      text: visit.pick(
        "Ce que vous avez tapé est encore dans cette page. Entrez de nouveau dans un autre onglet, puis appuyez ici sur « Enregistrer » :",
        "What you typed is still in this page. Enter again in another tab, then press “Save” here:"),
      link: PagePart.Link(text: visit.pick("Entrer dans Vigie", "Enter Vigie"), href: "/entrer"))
  }

  // MARK: Recording

  private func record(
    _ fact: OwnFact, _ visit: Visit, _ session: Session
  ) async throws -> WebResponse {
    var draft = sentDraft(fact, visit)
    let form = fact.form
    let cells = form.cells(draft.typed)
    let missing = form.missing(in: cells)
    guard missing.isEmpty else {
      for name in missing { draft.said[name] = sentence("MISSING_VALUE", visit) }
      return refused(fact, draft, visit)
    }
    let seen: Bounded<VersionBounds>? = fact.isNew ? nil : Bounded(clamping: draft.version)
    let request = RecordFact(
      file: form.kind.file, cells: cells.merging(form.fixed) { $1 }, isNew: fact.isNew,
      version: seen)
    do {
      let reply = try await calls.call(form.kind.owner, request, for: session, key: draft.key)
      guard reply.refused.isEmpty else {
        return try await refused(fact, draft, reply, visit, session)
      }
      return recorded(fact, reply)
    } catch let error as RPCError {
      return try failed(fact, draft, error, visit)
    }
  }

  /// Sends on to where the record is shown; what is to be told about it goes along as codes.
  private func recorded(_ fact: OwnFact, _ reply: RehearseFact.Reply) -> WebResponse {
    let told = Set(reply.findings.map(\.code)).subtracting(["CORRECTED"]).sorted().prefix(3)
    let cells = reply.after ?? [:]
    let leads = fact.leads(cells)
    let location = PageAddress.path(
      leads,
      query: [
        (name: "annee", value: leads == ["veille"] ? watchYear(cells["held_on"] ?? "") : ""),
        (name: "fait", value: "1"), (name: "dit", value: told.joined(separator: " ")),
      ])
    return WebResponse(
      status: 303, headers: [("Location", location), ("Cache-Control", "no-store")])
  }

  /// The page with what is wrong at each field. A call that was refused has used its key up.
  private func refused(_ fact: OwnFact, _ draft: FactDraft, _ visit: Visit) -> WebResponse {
    var draft = draft
    draft.key = Identifier.mint().rawValue
    return factPage(fact, draft, visit, status: 422)
  }

  private func refused(
    _ fact: OwnFact, _ draft: FactDraft, _ reply: RehearseFact.Reply, _ visit: Visit,
    _ session: Session
  ) async throws -> WebResponse {
    if reply.refused.contains(where: { $0.code == "RECORD_UNKNOWN" }) { return notFound(visit) }
    if reply.refused.contains(where: { $0.code == "RECORD_CHANGED" }) {
      return try await changed(fact, draft, reply, visit, session)
    }
    var draft = draft
    let asked = Set(fact.form.fields.map(\.column.name))
    // A finding about the whole record names the first column of its key, which is the structure's code.
    let own = fact.form.kind.form.key.last { asked.contains($0) }
    for finding in reply.refused {
      let said = sentence(finding.code, visit)
      if let column = asked.contains(finding.column) ? finding.column : own {
        draft.said[column] = said
      } else {
        draft.note = FactDraft.Note(
          kind: "bad", title: visit.pick("Non enregistré", "Not saved"), text: said)
      }
    }
    return refused(fact, draft, visit)
  }

  /// What a code of a finding says at a field, as a sentence.
  private func sentence(_ code: String, _ visit: Visit) -> String {
    let words = Catalogue.field(code, visit.language)
    let kept =
      code == "MISSING_VALUE"
      ? "" : visit.pick(" Ce que vous avez tapé est gardé.", " What you typed is kept.")
    return FactFormView.capital(words) + "." + kept
  }

  /// Another person changed the record since the form showed it: what only one of both changed stands in the form now, and what both changed is
  /// asked about. Nothing is written until the button is pressed once more.
  private func changed(
    _ fact: OwnFact, _ draft: FactDraft, _ reply: RehearseFact.Reply, _ visit: Visit,
    _ session: Session
  ) async throws -> WebResponse {
    let kind = fact.form.kind
    let key = kind.form.key.map { fact.form.fixed[$0] ?? "" }
    var missing: [String] = []
    let versions = try await part(kind.owner, &missing) {
      try await calls.call(kind.owner, ListVersions(file: kind.file, key: key), for: session)
    }
    let present = reply.before ?? [:]
    // Where the former version cannot be had, all that differs is asked about.
    let seen = versions?.versions.first { $0.key == key && $0.version == draft.version }?.cells
    let merge = fact.form.merged(draft.typed, seen: seen ?? [:], present: present)
    var draft = draft
    draft.typed = shownCells(merge.typed, fact, visit)
    draft.theirs = merge.theirs
    draft.version = reply.version
    draft.key = Identifier.mint().rawValue
    draft.note = FactDraft.Note(
      kind: "ask",
      title: visit.pick(
        "Une autre personne l'a modifié entre-temps", "Another person changed it meanwhile"),
      text: visit.pick(
        "Aucun des deux textes n'est perdu, et le vôtre n'est pas encore enregistré. Relisez, puis appuyez sur « Enregistrer », ou :",
        "Neither of the two texts is lost, and yours is not saved yet. Read again, then press “Save”, or:"
      ),
      link: PagePart.Link(
        text: visit.pick("garder le texte enregistré", "keep the saved text"), href: fact.cancel))
    return factPage(fact, draft, visit, status: 409)
  }

  /// What a call that failed leads to: the page with all that was typed, and what helps.
  private func failed(
    _ fact: OwnFact, _ draft: FactDraft, _ error: RPCError, _ visit: Visit
  ) throws -> WebResponse {
    var draft = draft
    let reason = error.status.details?.reason
    switch reason {
    case "DIAGNOSIS_FULL":
      let words = Catalogue.refusal(
        "DIAGNOSIS_FULL", error.status.details?.arguments ?? [:], visit.language)
      draft.note = FactDraft.Note(
        kind: "bad", title: visit.pick("Non enregistré", "Not saved"), text: words ?? "")
      return refused(fact, draft, visit)
    case "IDEMPOTENCY_KEY_REUSED":
      draft.key = Identifier.mint().rawValue
      draft.note = FactDraft.Note(
        kind: "ask", title: visit.pick("Pas encore enregistré", "Not saved yet"),
        text: visit.pick(
          "Cette page avait déjà été envoyée avec un autre texte. Vérifiez ce qui est ici, puis appuyez sur « Enregistrer ».",
          "This page was sent before with another text. Check what is here, then press “Save”."))
      return factPage(fact, draft, visit, status: 409)
    default: break
    }
    if error.isMissing {
      // The same key again: a change whose answer was lost is not made twice.
      draft.note = FactDraft.Note(
        kind: "bad",
        title: visit.pick("Pas encore enregistré", "Not saved yet"),
        text: visit.pick(
          "Le service des évaluations ne répond pas en ce moment. Ce que vous avez tapé est dans cette page : appuyez sur « Enregistrer » dans quelques minutes.",
          "The evaluation service does not answer now. What you typed is in this page: press “Save” in a few minutes."
        ))
      return factPage(fact, draft, visit, status: 503)
    }
    if error.isNoPage, reason != nil { return notFound(visit) }
    throw error
  }
}
