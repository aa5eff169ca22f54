import Contracts
import FactKinds
import PortalDomain
import RPCContract
import Tabular
import Texts
import Values

/// A part that was written, and that is no part of the diagnosis today: it has ended, or is still to begin.
extension PortalSite {
  /// The page of such a part; the same as for one that is not there where nobody wrote it.
  ///
  /// - Parameters:
  ///   - code: its code.
  ///   - visit: the request.
  /// - Returns: the page.
  /// - Throws: `RPCError` for what no page has words for.
  func endedPart(_ code: String, _ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session, let structure = session.way.structure else {
      return notFound(visit)
    }
    for (kind, column) in [
      (FactKind.evidence, "item_code"), (FactKind.elements, "element_code"),
    ] {
      var missing: [String] = []
      let reply = try await part(kind.owner, &missing) {
        try await calls.call(
          kind.owner,
          RehearseFact(
            file: kind.file, cells: ["structure_code": structure, column: code], isNew: false),
          for: session)
      }
      guard let reply else { return page(visit, title: code, missingNote(missing, visit)) }
      if let cells = reply.before { return ended(code, kind, cells, visit) }
    }
    return notFound(visit)
  }

  private func ended(
    _ code: String, _ kind: FactKind, _ cells: [String: String], _ visit: Visit
  ) -> WebResponse {
    let facts = kind.form.columns.compactMap { column -> (name: String, value: String)? in
      guard let cell = cells[column.name], !cell.isEmpty, !kind.form.key.contains(column.name)
      else { return nil }
      let value =
        column.values == nil
        ? FactFormView.shown(cell, column, visit.language)
        : Catalogue.diagnosis(cell, visit.language)
      return (name: FactFormView.label(column, visit.language), value: value)
    }
    let title = visit.pick("\(code) : hors du diagnostic", "\(code): not in the diagnosis")
    return page(
      visit, title: title,
      crumbs: [
        PagePart.Link(
          text: visit.pick("Diagnostic partagé", "Shared diagnosis"), href: "/diagnostic"),
        PagePart.Link(text: code),
      ],
      recordedNote(visit) + [
        PagePart.plain(
          visit.pick(
            "\(code) ne fait pas partie du diagnostic aujourd'hui : il a été retiré, ou il commence plus tard.",
            "\(code) is no part of the diagnosis today: it was taken out, or begins later.")),
        .facts(facts),
        .acts([
          PagePart.Link(
            text: visit.pick("Historique", "History"),
            href: PageAddress.path(["diagnostic", code, "histoire"]), isCurrent: true),
          PagePart.Link(
            text: visit.pick("Modifier", "Change"),
            href: PageAddress.path(["diagnostic", code, "modifier"])),
        ]),
      ])
  }
}
