import Contracts
import PortalDomain
import Texts
import Values

/// What the first page says of the campaign, before anything else: how many answered, and what waits for the Caf.
extension CampaignText {
  /// How many answered, how many of them late, and in which days answers come.
  var standing: [PagePart] {
    let late = facts.standing.rows.count { $0.state == .late }
    let said =
      late > 0
      ? pick(" Dont en retard : \(number(late)).", " Of these late: \(number(late)).") : ""
    return [
      .heading(pick("Campagne SENACS \(facts.campaign)", "SENACS campaign \(facts.campaign)")),
      .lead(answered + said), .soft(days),
    ]
  }

  /// The structures to call and the answers to read, each with its number.
  var waiting: [PagePart.Link] {
    let rows = facts.standing.rows
    let lacking = rows.count { !$0.state.isSent }
    let toRead = rows.count { $0.state.isSent && !facts.read.contains($0.code) }
    var links: [PagePart.Link] = []
    if lacking > 0 {
      links.append(
        PagePart.Link(
          text: pick(
            "Structures sans réponse retenue : \(number(lacking))",
            "Structures without an answer that counts: \(number(lacking))"),
          href: path + "#liste"))
    }
    if toRead > 0 {
      links.append(
        PagePart.Link(
          text: pick(
            "Réponses à lire : \(number(toRead))", "Answers to read: \(number(toRead))"),
          href: PageAddress.path(
            ["campagne", facts.campaign],
            query: [(name: "etat", value: AnswerState.sent.rawValue)], anchor: "liste")))
    }
    return links
  }

  /// The way to the reminders, while somebody can be reminded; the page's main action.
  func reminders(isOfficer: Bool) -> [PagePart] {
    let lacking = facts.standing.rows.count { !$0.state.isSent }
    guard isOfficer, lacking > 0, facts.expected.collectionEndedOn == nil else { return [] }
    return [
      .acts(
        [
          .init(
            text: pick(
              "Préparer les relances (\(number(lacking)))",
              "Prepare reminders (\(number(lacking)))"),
            href: PageAddress.path(["campagne", facts.campaign, "relance"]), isCurrent: true)
        ],
        help: pick(
          "Vous lirez chaque courriel avant son envoi.",
          "You will read each mail before it goes."))
    ]
  }
}
