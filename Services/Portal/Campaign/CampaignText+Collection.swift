import Contracts
import Pages
import PortalDomain
import Texts
import Values

/// What a campaign's pages say of the end of its collection.
extension CampaignText {
  private var collectionPath: String {
    PageAddress.path(["campagne", facts.campaign, "collecte"])
  }

  /// How the collection stands, and for the officer the way to end it or to open it again; nothing while the campaign is open.
  func collection(isOfficer: Bool, on today: CivilDate) -> [PagePart] {
    let door: [PagePart.Link]
    let said: PagePart
    if let endedOn = facts.expected.collectionEndedOn {
      door = [
        .init(text: pick("Rouvrir la collecte", "Open the collection again"), href: collectionPath)
      ]
      said = .note(
        kind: "",
        title: Self.collectionEnded(endedOn, visit.language),
        text: pick(
          "Les structures n'envoient plus de réponse. Les réponses que vous chargez sont encore comptées.",
          "Structures send no more answers. Answers that you load are still counted."))
    } else {
      guard let closesOn = facts.expected.closesOn, closesOn < today else { return [] }
      door = [.init(text: pick("Terminer la collecte", "End the collection"), href: collectionPath)]
      said = .soft(
        pick(
          "Une réponse peut encore être envoyée jusqu'à la fin de la collecte : elle est signalée en retard.",
          "An answer can still be sent until the collection is ended: it is marked as late."))
    }
    return [said] + (isOfficer ? [.links(door)] : [])
  }

  /// What the page says on which the collection is ended or opened again: what will happen, then the button.
  func collectionPage(on today: CivilDate) -> [PagePart] {
    // It may have been ended before the campaign's last day was put off.
    if let endedOn = facts.expected.collectionEndedOn { return reopening(endedOn) }
    guard let closesOn = facts.expected.closesOn, closesOn < today else {
      let last = facts.expected.closesOn.map(day) ?? ""
      return [
        .lead(
          pick(
            "La campagne est ouverte jusqu'au \(last). La collecte peut être terminée à partir du lendemain.",
            "The campaign is open until \(last). Its collection can be ended from the next day on."
          ))
      ]
    }
    return ending(closesOn)
  }

  /// That the collection is over, as the title of a note.
  static func collectionEnded(_ endedOn: CivilDate, _ language: Language) -> String {
    let day = language.day(endedOn.iso)
    return language.pick("Collecte terminée depuis le \(day)", "Collection ended on \(day)")
  }

  private func ending(_ closesOn: CivilDate) -> [PagePart] {
    let counts = CampaignStanding.Counts(facts.standing.rows)
    return [
      .lead(
        pick(
          "La campagne est close depuis le \(day(closesOn)). Une réponse envoyée maintenant est signalée en retard.",
          "The campaign closed on \(day(closesOn)). An answer that is sent now is marked as late.")),
      .heading(pick("Ce qui va se passer", "What will happen")),
      .ordered([
        lacking(counts), received(counts),
        pick(
          "Les fichiers que vous chargez et les partenaires peuvent encore apporter des réponses.",
          "Files that you load and partners can still bring answers."),
        pick(
          "Vous pouvez rouvrir la collecte quand vous voulez.",
          "You can open the collection again whenever you like."),
      ]),
      .send(
        to: collectionPath, button: pick("Terminer la collecte", "End the collection"), help: "",
        hidden: [(name: Self.state, value: Self.ended)]),
    ]
  }

  /// What becomes of the structures without an answer that counts.
  private func lacking(_ counts: CampaignStanding.Counts) -> String {
    let count = counts.expected - counts.sent
    guard count > 0 else { return sentences.missing([]) }
    let lacking = visit.language.count(
      count,
      .init(
        "structure n'a pas de réponse retenue", "structures n'ont pas de réponse retenue"),
      .init("structure has no answer that counts", "structures have no answer that counts"))
    let drafts =
      counts.begun == 0
      ? ""
      : pick(
        " (brouillons commencés : \(number(counts.begun)))",
        " (drafts begun: \(number(counts.begun)))")
    return pick(
      "\(lacking)\(drafts). Aucune réponse ne pourra plus être envoyée ; les brouillons restent gardés, et l'accueil des structures l'indique.",
      "\(lacking)\(drafts). No answer can be sent any more; drafts stay kept, and the structures' home pages say so."
    )
  }

  /// What becomes of the answers that came.
  private func received(_ counts: CampaignStanding.Counts) -> String {
    guard counts.sent > 0 else {
      return pick("Aucune réponse n'a été reçue.", "No answer has been received.")
    }
    let told = visit.language.part(counts.sent, of: counts.expected)
    let late =
      counts.late == 0
      ? pick("aucune en retard", "none late")
      : pick("dont \(number(counts.late)) en retard", "\(number(counts.late)) of them late")
    return pick(
      "Les réponses reçues restent comptées : \(told), \(late).",
      "The answers that were received stay counted: \(told), \(late).")
  }

  private func reopening(_ endedOn: CivilDate) -> [PagePart] {
    [
      .lead(
        pick(
          "La collecte est terminée depuis le \(day(endedOn)).",
          "The collection was ended on \(day(endedOn)).")),
      .heading(pick("Ce qui va se passer", "What will happen")),
      .ordered([
        pick(
          "Les structures peuvent de nouveau envoyer leur réponse ; après le dernier jour de la campagne, elle est signalée en retard.",
          "Structures can send their answers again; after the campaign's last day they are marked as late."
        ),
        pick(
          "Les brouillons restent dans l'état où les structures les ont laissés.",
          "Drafts are as the structures left them."),
      ]),
      .send(
        to: collectionPath, button: pick("Rouvrir la collecte", "Open the collection again"),
        help: "", hidden: [(name: Self.state, value: Self.open)]),
    ]
  }

  /// The form's field and its values.
  static let (state, ended, open) = ("collecte", "terminee", "ouverte")
}
