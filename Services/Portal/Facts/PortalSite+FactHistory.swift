import Composition
import Contracts
import FactKinds
import Foundation
import PortalDomain
import RPCContract
import Tabular
import Texts
import Values

/// The versions of a record of the own structure, and taking the last change back.
extension PortalSite {
  /// Shows the versions, or takes the last change back where its button was pressed.
  ///
  /// - Parameters:
  ///   - visit: the request.
  ///   - records: the records that the page may be of; the first one that there is counts.
  /// - Returns: the page.
  /// - Throws: `RPCError` for what no page has words for.
  func factHistory(_ visit: Visit, _ records: [OwnRecord]) async throws -> WebResponse {
    guard let services = services(visit) else { return notFound(visit) }
    do {
      for record in records {
        let (kind, key) = (record.kind, record.key)
        let reply = try await services.call(
          kind.owner, ListVersions(file: kind.file, key: key))
        let versions = reply.versions.filter { $0.key == key }
        guard !versions.isEmpty else { continue }
        let undoable = FactHistory.undoable(
          versions, by: services.session.representedName)
        if visit.request.method == .post {
          return try await takeBack(visit, record, undoable, services)
        }
        return try await history(of: record, versions, undoable, visit, services)
      }
      return notFound(visit)
    } catch let error as RPCError where error.isMissing {
      return page(
        visit, title: records.first?.title ?? "", missingNote(["evaluation"], visit))
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    }
  }

  private func history(
    of record: OwnRecord, _ versions: [ListVersions.Version], _ undoable: String?, _ visit: Visit,
    _ services: SessionCalls
  ) async throws -> WebResponse {
    let paging = Paging(count: versions.count, asked: visit.request.query["page"])
    // The newest first; a version is told beside the one before it.
    let places = Array(versions.indices.reversed())[paging.range]
    var missing: [String] = []
    let people = Set(places.compactMap { person(versions[$0].principal) })
    let contacts = try await part("registry", &missing) {
      try await services.contacts(of: people)
    }
    let names = (contacts ?? [:]).mapValues(\.name)
    let thread = places.map { place in
      told(versions[place], before: place == 0 ? nil : versions[place - 1], record, names, visit)
    }
    var body = recordedNote(visit) + [PagePart.thread(thread)]
    body += pages(paging, visit) {
      PageAddress.path(record.path, query: [(name: "page", value: String($0))])
    }
    if let undoable {
      body.append(
        .send(
          to: PageAddress.path(record.path),
          button: visit.pick("Annuler mon dernier changement", "Undo my last change"),
          help: visit.pick(
            "Ce qui était enregistré avant revient ; rien n'est effacé de l'historique.",
            "What was saved before comes back; nothing is removed from the history."),
          hidden: [
            (name: "import", value: undoable), (name: "cle", value: Identifier.mint().rawValue),
          ]))
    } else {
      body.append(
        .soft(
          visit.pick(
            "Le dernier changement n'est pas le vôtre : la Caf, ou la personne qui l'a écrit, peut l'annuler.",
            "The last change is not yours: the Caf, or the person who wrote it, can undo it."))
      )
    }
    return page(visit, title: record.title, crumbs: record.crumbs, body)
  }

  /// Takes the last change back. Where the button was of another change than the one that stands, the page shows what stands now.
  private func takeBack(
    _ visit: Visit, _ record: OwnRecord, _ undoable: String?, _ services: SessionCalls
  ) async throws -> WebResponse {
    guard let undoable, visit.request.form["import"] == undoable else {
      return .redirect(record.path)
    }
    let key = visit.request.form["cle"].map { String($0.prefix(36)) }
    do {
      let reply = try await services.calls.call(
        record.kind.owner, UndoImport(importID: undoable), for: services.session,
        key: key?.isEmpty == false ? key : nil)
      if let refused = reply.refused.first {
        return text(
          visit,
          visit.pick(
            "Le changement n'est pas annulé", "The change is not undone"),
          [Catalogue.field(refused.code, visit.language).sentence],
          link: (PageAddress.path(record.path), visit.pick("L'historique", "The history")),
          status: 409)
      }
      // A record that was added only by this change is gone; its history is still there.
      return reply.withdrawn > 0
        ? .redirect(record.list, query: "?fait=1") : .redirect(record.path, query: "?fait=1")
    } catch let error as RPCError where error.status.code == .aborted {
      return .redirect(record.path)
    }
  }

  // MARK: Words

  private func told(
    _ version: ListVersions.Version, before: ListVersions.Version?, _ record: OwnRecord,
    _ names: [String: String], _ visit: Visit
  ) -> PagePart.Version {
    let isAgain = before?.isWithdrawn == true
    let former = isAgain ? [:] : before?.cells ?? [:]
    let changes = record.kind.form.columns.compactMap { column -> String? in
      guard !record.kind.form.key.contains(column.name) else { return nil }
      let (old, new) = (former[column.name] ?? "", version.cells[column.name] ?? "")
      guard old != new else { return nil }
      let label = FactFormView.label(column, visit.language)
      let (was, now) = (value(old, column, visit), value(new, column, visit))
      let text = before == nil || isAgain ? now : "\(was) → \(now)"
      return visit.pick("\(label) : \(text)", "\(label): \(text)")
    }
    let isUndo = Cause(version.cause).undone != nil
    let origin =
      isUndo
      ? visit.pick("changement annulé", "change undone") : visit.pick("écrit", "written")
    let author = author(version.principal, names, visit)
    return PagePart.Version(
      name: visit.pick("Version \(version.version)", "Version \(version.version)"),
      time: moment(version.recordedAt, visit),
      origin: visit.pick("\(origin) par \(author)", "\(origin) by \(author)"),
      changes: version.isWithdrawn == true
        ? [visit.pick("retiré", "withdrawn")] : changes,
      isNow: version.isCurrent)
  }

  private func value(_ cell: String, _ column: Column, _ visit: Visit) -> String {
    if cell.isEmpty { return "–" }
    if column.values != nil { return Catalogue.diagnosis(cell, visit.language) }
    return String(FactFormView.shown(cell, column, visit.language).prefix(500))
  }

  /// The person in whose name a call was made; nil for a key.
  func person(_ principal: String?) -> String? {
    guard let principal, principal.hasPrefix("person:") else { return nil }
    return principal.dropFirst("person:".count).prefix { $0 != "/" }.removingPercentEncoding
  }

  private func author(_ principal: String?, _ names: [String: String], _ visit: Visit) -> String {
    if let principal, principal == visit.session?.representedName {
      return visit.pick("vous", "you")
    }
    guard let person = person(principal) else {
      return visit.pick("un fichier, ou la Caf", "a file, or the Caf")
    }
    return names[person] ?? visit.pick("une autre personne", "another person")
  }

  /// Says that something was recorded, where the page is reached from a form, and what is to be told about it.
  func recordedNote(_ visit: Visit) -> [PagePart] {
    guard visit.request.query["fait"] == "1" else { return [] }
    // The codes come in the address: only those that have words are told.
    let codes = (visit.request.query["dit"] ?? "").split(separator: " ").prefix(3).map(String.init)
    let told = codes.map { ($0, Catalogue.reason($0, visit.language)) }
      .filter { $0.0 != $0.1 }.map { FactFormView.capital($0.1) + "." }
    return [
      .note(
        kind: told.isEmpty ? "ok" : "ask", title: visit.pick("C'est enregistré", "It is saved"),
        text: told.isEmpty
          ? visit.pick(
            "Ce que vous avez écrit est gardé, avec son historique.",
            "What you wrote is kept, with its history.")
          : visit.pick("À vérifier : ", "To check: ") + told.joined(separator: " "))
    ]
  }
}
