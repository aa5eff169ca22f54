import Composition
import Contracts
import PortalDomain
import RPCContract
import Texts
import Values

/// What a structure gets back for its answer: beside its past and its peers.
extension PortalSite {
  /// `/restitution`: the latest answer's.
  func latestSheet(_ visit: Visit) async throws -> WebResponse {
    guard let services = services(visit), let code = services.session.way.structure else {
      return notFound(visit)
    }
    let today = today
    let title = visit.pick("Restitution SENACS", "SENACS feedback")
    var missing: [String] = []
    let answers = try await part("senacs", &missing) {
      try await services.call("senacs", ListAnswers(structure: code, asOf: today))
    }
    guard let answers else { return page(visit, title: title, missingNote(missing, visit)) }
    guard let last = answers.answers.last else {
      return page(
        visit, title: title,
        [
          .plain(
            visit.pick(
              "Pas encore de restitution : vous en aurez une avec votre première réponse à SENACS.",
              "No feedback yet: it comes with your first answer to SENACS."))
        ])
    }
    return try await sheet(code, last.campaign, answers.answers.map(\.campaign), visit)
  }

  /// `/restitution/YEAR`: that of the session's structure.
  func ownSheet(_ visit: Visit) async throws -> WebResponse {
    guard let code = visit.session?.way.structure, let year = year(visit) else {
      return notFound(visit)
    }
    return try await sheet(code, year.description, [], visit)
  }

  /// `/structures/CODE/restitution/YEAR`: for the officer.
  func structureSheet(_ visit: Visit) async throws -> WebResponse {
    guard let code = visit.parameters["code"], let year = year(visit) else {
      return notFound(visit)
    }
    return try await sheet(code, year.description, [], visit)
  }

  private func sheet(
    _ code: String, _ campaign: String, _ others: [String], _ visit: Visit
  ) async throws -> WebResponse {
    guard let services = services(visit) else { return notFound(visit) }
    let title = visit.pick("Restitution SENACS \(campaign)", "SENACS feedback \(campaign)")
    do {
      let reply = try await services.call(
        "senacs", GetFeedbackSheet(campaign: campaign, structure: code))
      let text = FeedbackText(sheet: reply, visit: visit)
      var body = text.parts
      if services.session.way.structure != nil {
        body.append(
          .links([
            PagePart.Link(
              text: visit.pick("Une valeur est inexacte", "A value is wrong"),
              href: KnownLine.address(KnownLine.sheet(campaign)))
          ]))
      }
      let earlier = others.filter { $0 != campaign }.suffix(10)
      if !earlier.isEmpty {
        body.append(.heading(visit.pick("Autres années", "Other years")))
        body.append(
          .links(
            earlier.reversed().map {
              PagePart.Link(text: $0, href: PageAddress.path(["restitution", $0]))
            }))
      }
      return page(visit, title: title, body)
    } catch let error as RPCError where error.isMissing {
      return page(visit, title: title, missingNote(["senacs"], visit))
    } catch let error as RPCError where error.status.details?.reason == "ANSWER_MISSING" {
      let said = Catalogue.refusal(
        "ANSWER_MISSING", error.status.details?.arguments ?? [:], visit.language)
      return page(visit, title: title, [.plain(said ?? "")])
    } catch let error as RPCError where error.status.code == .failedPrecondition {
      return page(
        visit, title: title,
        [
          .plain(
            visit.pick(
              "Pas de restitution : le questionnaire de cette campagne n'est pas dans Vigie.",
              "No feedback: this campaign's questionnaire is not in Vigie."))
        ])
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    }
  }
}
