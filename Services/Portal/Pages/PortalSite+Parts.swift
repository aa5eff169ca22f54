import Composition
import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// Pages that are made of parts, and what they have in common.
extension PortalSite {
  /// What stands beside the parts of a page.
  struct Side {
    let title: String
    let parts: [PagePart]
  }

  /// Makes a page of parts.
  ///
  /// - Parameters:
  ///   - visit: for whom.
  ///   - title: its title, which is its `h1`.
  ///   - crumbs: the pages above it.
  ///   - top: what stands above both columns.
  ///   - body: what it is made of.
  ///   - side: what stands beside the body; nil for one column.
  /// - Returns: the page.
  func page(
    _ visit: Visit, title: String, crumbs: [PagePart.Link] = [], top: [PagePart] = [],
    _ body: [PagePart], side: Side? = nil
  ) -> WebResponse {
    func parts(_ parts: [PagePart]) -> PageTemplates.Values { ["parts": parts.map(\.values)] }
    var values: PageTemplates.Values = ["top": parts(top), "body": parts(body)]
    if !crumbs.isEmpty { values["crumbs"] = self.crumbs(crumbs, visit) }
    if let side {
      values["isTwo"] = true
      var beside = parts(side.parts)
      beside["sideTitle"] = side.title
      values["side"] = beside
    }
    return page(visit, title: title, "parts", values)
  }

  /// What a template shows of the pages above a page.
  func crumbs(_ crumbs: [PagePart.Link], _ visit: Visit) -> PageTemplates.Values {
    PageTemplates.steps(crumbs, visit)
  }

  /// The services as the visitor calls them; nil where nobody has signed in.
  func services(_ visit: Visit) -> SessionCalls? {
    visit.session.map { SessionCalls(calls: calls, session: $0) }
  }

  /// Asks a service for a part of a page; nil where it does not answer, or does not tell this person.
  ///
  /// - Parameters:
  ///   - service: the service.
  ///   - missing: gets the services that do not answer.
  ///   - ask: asks.
  /// - Returns: the answer.
  /// - Throws: a refusal of the question itself.
  func part<Answer: Sendable>(
    _ service: String, _ missing: inout [String], _ ask: @Sendable () async throws -> Answer
  ) async throws -> Answer? {
    do {
      return try await ask()
    } catch let error as RPCError where error.status.code == .permissionDenied {
      return nil
    } catch let error as RPCError where error.isMissing {
      if !missing.contains(service) { missing.append(service) }
      return nil
    }
  }

  /// Says which services did not answer, and since when; nothing where all did.
  func missingNote(_ services: [String], _ visit: Visit) -> [PagePart] {
    guard !services.isEmpty else { return [] }
    let names = services.map { service in
      let name = serviceName(service, visit)
      return awaySince(service, visit).map { "\(name), \($0)" } ?? name
    }.joined(separator: visit.pick(" ; ", "; "))
    return [
      .note(
        kind: "bad",
        title: visit.pick("Une partie de cette page manque", "A part of this page is missing"),
        text: visit.pick(
          "Sans réponse en ce moment : \(names). Le reste est à jour. Rechargez la page dans quelques minutes.",
          "No answer now: \(names). The rest is up to date. Load the page again in a few minutes."))
    ]
  }

  /// Which of some services are known not to answer, or are not configured; the first one where none is known, since one of them did not.
  func away(of services: [String]) -> [String] {
    let away = services.filter {
      calls.outages.since($0) != nil || (try? host.client($0)) == nil
    }
    return away.isEmpty ? Array(services.prefix(1)) : away
  }

  /// Since when a service does not answer, such as `depuis 14 h 02`; nil where that is not known.
  func awaySince(_ service: String, _ visit: Visit) -> String? {
    guard let since = calls.outages.since(service) else { return nil }
    let isToday = since.parisDay == today
    let when = isToday ? visit.language.clock(since) : moment(since, visit)
    return visit.pick(isToday ? "depuis \(when)" : "depuis le \(when)", "since \(when)")
  }

  /// The same as a sentence that stands before another one; empty where it is not known.
  func awaySentence(_ service: String, _ visit: Visit) -> String {
    guard let since = awaySince(service, visit) else { return "" }
    return since.prefix(1).uppercased() + String(since.dropFirst()) + ". "
  }

  /// A service as people are told of it, as the subject of a sentence.
  func serviceName(_ service: String, _ visit: Visit) -> String {
    switch service {
    case "registry": visit.pick("le registre", "the registry")
    case "training": visit.pick("le service des formations", "the training service")
    case "senacs": "SENACS"
    default: visit.pick("le service des évaluations", "the evaluation service")
    }
  }

  /// The links to the pages of a list; nothing for a list of one page.
  func pages(
    _ paging: Paging, _ visit: Visit, _ href: (Int) -> String
  ) -> [PagePart] {
    guard paging.pages > 1 else { return [] }
    let next =
      paging.page < paging.pages
      ? PagePart.Link(text: visit.pick("Suivante", "Next"), href: href(paging.page + 1)) : nil
    return [
      .pages(
        label: visit.pick("Pages de la liste", "Pages of the list"),
        paging.shown.map {
          PagePart.PageLink(
            number: $0, href: href($0), label: "Page \($0)", isCurrent: $0 == paging.page)
        }, next: next)
    ]
  }

  /// Says which lines of a list are shown: `1 à 40 sur 46`.
  func shownRange(_ paging: Paging, _ visit: Visit) -> String {
    let range = paging.range
    return visit.pick(
      "\(range.lowerBound + 1) à \(range.upperBound) sur \(paging.count)",
      "\(range.lowerBound + 1) to \(range.upperBound) of \(paging.count)")
  }

  /// A year in an address; nil for what is no year of the network's time.
  func year(_ visit: Visit) -> Year? {
    guard let text = visit.parameters["year"], text.utf8.count == 4, let number = Int(text) else {
      return nil
    }
    return Year(number)
  }

  /// The present day in Paris.
  var today: CivilDate { host.database.now.parisDay }

  func day(_ day: CivilDate, _ visit: Visit) -> String { visit.language.day(day.iso) }
}

extension RPCError {
  /// Whether a part of a page is missing for it: the service does not answer, or the configuration does not name it.
  var isMissing: Bool {
    isAway || status.code == .failedPrecondition && status.details?.reason == nil
  }

  /// Whether it refuses what was asked about, so that there is no page of it.
  var isNoPage: Bool {
    [.notFound, .invalidArgument, .permissionDenied].contains(status.code)
  }
}
