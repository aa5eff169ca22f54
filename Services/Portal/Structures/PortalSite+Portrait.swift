import Composition
import Contracts
import Pages
import PortalDomain
import RPCContract
import Texts
import Values

/// A structure's territory by its series: where it stands, which way it goes, and what changed since the diagnosis.
extension PortalSite {
  /// `/structure/portrait`: that of the session's structure.
  func ownPortrait(_ visit: Visit) async throws -> WebResponse {
    guard let code = visit.session?.way.structure else { return notFound(visit) }
    return try await portrait(
      code, visit, above: visit.pick("Notre structure", "Our structure"), ["structure"])
  }

  /// `/structures/CODE/portrait`: for the officer and the auditor.
  func structurePortrait(_ visit: Visit) async throws -> WebResponse {
    guard let code = visit.parameters["code"] else { return notFound(visit) }
    return try await portrait(code, visit, above: code, ["structures", code])
  }

  private func portrait(
    _ code: String, _ visit: Visit, above: String, _ parts: [String]
  ) async throws -> WebResponse {
    guard let services = services(visit) else { return notFound(visit) }
    let (today, language) = (today, visit.language)
    let title = visit.pick("Portrait de territoire", "Portrait of the territory")
    let crumbs = [
      PagePart.Link(text: above, href: PageAddress.path(parts)), PagePart.Link(text: title),
    ]
    do {
      let portrait = try await services.call(
        "evaluation", GetPortrait(structure: code, asOf: today))
      let paging = Paging(count: portrait.rows.count, asked: visit.request.query["page"])
      let view = PortraitPage(portrait: portrait, range: paging.range, language: language)
      let links = pages(paging, visit) {
        PageAddress.path(
          parts + ["portrait"], query: [(name: "page", value: String($0))], anchor: "liste")
      }
      return page(visit, title: view.title, crumbs: crumbs, view.parts(pages: links))
    } catch let error as RPCError where error.isMissing {
      return page(visit, title: title, crumbs: crumbs, missingNote(["evaluation"], visit))
    } catch let error as RPCError where error.status.code == .failedPrecondition {
      return page(
        visit, title: title, crumbs: crumbs,
        [
          .plain(
            visit.pick(
              "Pas de portrait : la liste des communes n'est pas encore chargée. La Caf peut la charger.",
              "No portrait: the list of communes is not loaded yet. The Caf can load it."))
        ])
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    }
  }
}
