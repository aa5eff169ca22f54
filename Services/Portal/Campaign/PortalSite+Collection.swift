import Composition
import Contracts
import PortalDomain
import RPCContract
import Values

/// The end of a campaign's collection, which the officer decides: what will happen is said before the button.
extension PortalSite {
  func collection(_ visit: Visit) async throws -> WebResponse {
    guard let year = year(visit), let services = services(visit) else { return notFound(visit) }
    let campaign = year.description
    do {
      let known = try await facts(campaign, services)
      let text = CampaignText(facts: known, today: today, visit: visit)
      return collectionPage(
        campaign, visit, missingNote(known.missing, visit) + text.collectionPage(on: today))
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    } catch let error as RPCError where error.isMissing {
      return collectionPage(campaign, visit, missingNote(["senacs"], visit))
    }
  }

  private func collectionPage(
    _ campaign: String, _ visit: Visit, _ body: [PagePart]
  ) -> WebResponse {
    page(
      visit, title: visit.pick("Collecte SENACS \(campaign)", "Collection of SENACS \(campaign)"),
      crumbs: [
        PagePart.Link(
          text: visit.pick("Campagne SENACS \(campaign)", "SENACS campaign \(campaign)"),
          href: PageAddress.path(["campagne", campaign])),
        PagePart.Link(text: visit.pick("Collecte", "Collection")),
      ], body)
  }

  /// Ends the collection or opens it again, as the form says; senacs alone judges whether that may be.
  func setCollection(_ visit: Visit) async throws -> WebResponse {
    guard let year = year(visit), let services = services(visit) else { return notFound(visit) }
    let campaign = year.description
    let isEnded: Bool
    switch visit.request.form[CampaignText.state] {
    case CampaignText.ended: isEnded = true
    case CampaignText.open: isEnded = false
    default: return .redirect(["campagne", campaign, "collecte"])
    }
    do {
      _ = try await services.call(
        "senacs", SetCollection(campaign: campaign, isEnded: isEnded))
      return .redirect(["campagne", campaign])
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    } catch let error as RPCError where error.status.details?.reason == "COLLECTION_TOO_EARLY" {
      // The page says until when the campaign is open.
      return .redirect(["campagne", campaign, "collecte"])
    } catch let error as RPCError where error.isMissing {
      let unchanged = PagePart.plain(
        visit.pick(
          "Rien n'a changé. Réessayez dans quelques minutes.",
          "Nothing has changed. Try again in a few minutes."))
      var response = collectionPage(
        campaign, visit, missingNote(["senacs"], visit) + [unchanged])
      response.status = 503
      return response
    }
  }

  /// Says that the collection is over, so that a corrected answer could not be sent; nil where it goes on, and
  /// where senacs does not tell.
  func collectionNote(
    _ key: String, _ services: SessionCalls, _ visit: Visit
  ) async -> PageTemplates.Values? {
    guard case .campaign(let campaign) = Questionnaire(key: key) else { return nil }
    var missing: [String] = []
    let expected = try? await part("senacs", &missing) {
      try await services.call("senacs", ListExpected(campaign: campaign))
    }
    guard let endedOn = expected?.collectionEndedOn else { return nil }
    return [
      "noteKind": "ask", "noteTitle": CampaignText.collectionEnded(endedOn, visit.language),
      "noteText": visit.pick(
        "La structure ne peut plus envoyer de réponse. Avant de demander une correction :",
        "The structure cannot send an answer any more. Before you ask for a correction:"),
      "noteLinks": [
        [
          "noteHref": PageAddress.path(["campagne", campaign, "collecte"]),
          "noteLabel": visit.pick("rouvrez la collecte", "open the collection again"),
        ]
      ] as [PageTemplates.Values],
    ]
  }
}
