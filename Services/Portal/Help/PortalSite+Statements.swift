import PortalDomain
import Texts

/// The two statements that the law asks for: how accessible the portal is, and who answers for the data.
extension PortalSite {
  /// What the configuration says; else that the Caf must say it.
  private func said(_ text: String, _ visit: Visit) -> String {
    text.isEmpty ? visit.pick("à compléter par la Caf", "to be completed by the Caf") : text
  }

  /// Whom to write to.
  private func contact(_ visit: Visit) -> String { said(configuration.contact, visit) }

  // MARK: Accessibility

  /// The declaration, in the parts and words of the model that goes with the decree 2019-768. Until there is an audit, the law's word is
  /// “non conforme”.
  func accessibility(_ visit: Visit) -> WebResponse {
    let statements = configuration.statements
    let who = said(statements.responsible, visit)
    let lead = visit.pick(
      "Cette déclaration s'applique à Vigie, \(configuration.publicAddress). Organisme : \(who). Il rend ses sites accessibles selon l'article 47 de la loi n° 2005-102 du 11 février 2005 et le décret n° 2019-768 du 24 juillet 2019.",
      "This declaration is about Vigie, \(configuration.publicAddress). Body: \(who). It makes its sites accessible by article 47 of the law 2005-102 of 11 February 2005 and the decree 2019-768 of 24 July 2019."
    )
    let body = state(visit) + tested(visit) + notAccessible(visit) + made(visit) + recourse(visit)
    return page(
      visit, title: visit.pick("Accessibilité : non conforme", "Accessibility: not compliant"),
      top: [.lead(lead)], body)
  }

  private func state(_ visit: Visit) -> [PagePart] {
    [
      .heading(visit.pick("État de conformité", "State of compliance")),
      .plain(
        visit.pick(
          "Vigie n'est pas conforme au référentiel général d'amélioration de l'accessibilité (RGAA), version 4.1 : aucun audit n'a encore été fait.",
          "Vigie does not comply with the RGAA (France's general rules for accessibility), version 4.1: no audit has been made yet."
        )),
    ]
  }

  private func tested(_ visit: Visit) -> [PagePart] {
    [
      .heading(visit.pick("Résultats des tests", "What was tested")),
      .plain(
        visit.pick(
          "Le programme portal-check parcourt les pages dans Chromium, comme direction et comme Caf. Il vérifie :",
          "The program portal-check goes through the pages in Chromium, as a director and as the Caf. It checks:"
        )),
      .links([
        .init(
          text: visit.pick(
            "les règles WCAG 2.2 A et AA d'axe-core, à 1280 et 390 pixels, clair et sombre ;",
            "the rules of axe-core for WCAG 2.2 A and AA, at 1280 and 390 pixels, light and dark;")),
        .init(
          text: visit.pick(
            "le clavier seul : l'ordre, le focus visible, le lien vers le contenu ;",
            "the keyboard alone: the order, the focus that is seen, the link to the content;")),
        .init(
          text: visit.pick(
            "l'affichage à 320 pixels et à 200 % ;", "that pages fit at 320 pixels and at 200%;")),
        .init(
          text: visit.pick("l'usage sans JavaScript.", "that pages work without JavaScript.")),
      ]),
      .plain(
        visit.pick(
          "Ne sont pas testés : les 106 critères du RGAA un à un, et l'usage par des personnes avec un lecteur d'écran (NVDA, JAWS, VoiceOver).",
          "Not tested: the 106 criteria of the RGAA one by one, and use by people with a screen reader (NVDA, JAWS, VoiceOver)."
        )),
    ]
  }

  private func notAccessible(_ visit: Visit) -> [PagePart] {
    [
      .heading(visit.pick("Contenus non accessibles", "What is not accessible")),
      .plain(
        visit.pick(
          "Sans audit, la liste des non-conformités n'est pas établie. Les classeurs (.xlsx) à télécharger ne sont pas vérifiés ; le formulaire en ligne pose les mêmes questions.",
          "Without an audit there is no list of failures. Workbooks (.xlsx) to download are not checked; the form on the page asks the same questions."
        )),
    ]
  }

  private func made(_ visit: Visit) -> [PagePart] {
    [
      .heading(visit.pick("Établissement de cette déclaration", "How this declaration was made")),
      .facts([
        (
          name: visit.pick("Établie le", "Made on"),
          value: said(configuration.statements.statedOn, visit)
        ),
        (name: visit.pick("Technologies", "Techniques"), value: "HTML, CSS, SVG, JavaScript"),
        (
          name: visit.pick("Environnement de test", "Tested in"),
          value: "Chromium (Debian), axe-core"
        ),
        (
          name: visit.pick("Pages vérifiées", "Pages that were checked"),
          value: visit.pick("celles de portal-check", "those of portal-check")
        ),
      ]),
    ]
  }

  private func recourse(_ visit: Visit) -> [PagePart] {
    [
      .heading(visit.pick("Retour d'information et contact", "Tell us, and whom to call")),
      .plain(
        visit.pick(
          "Si vous n'arrivez pas à accéder à un contenu ou à un service, contactez le responsable pour être orienté vers une forme accessible : \(contact(visit)).",
          "If you cannot reach a content or a service, call whoever is responsible, to be given an accessible form: \(contact(visit))."
        )),
      .heading(visit.pick("Voies de recours", "If nobody answers")),
      .plain(
        visit.pick(
          "Vous avez signalé un défaut d'accessibilité qui vous empêche d'accéder à un contenu ou à un service, et vous n'avez pas obtenu de réponse satisfaisante. Vous pouvez :",
          "You told of a fault that keeps you from a content or a service, and got no satisfactory answer. You can:"
        )),
      .links([
        .init(
          text: visit.pick(
            "écrire un message au Défenseur des droits", "write to the Défenseur des droits"),
          href: "https://formulaire.defenseurdesdroits.fr/"),
        .init(
          text: visit.pick(
            "contacter le délégué du Défenseur des droits dans votre région",
            "meet the delegate of the Défenseur des droits in your region"),
          href: "https://www.defenseurdesdroits.fr/saisir/delegues"),
        .init(
          text: visit.pick(
            "envoyer un courrier, gratuit, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07",
            "send a letter, free, without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07"
          )),
      ]),
    ]
  }

  // MARK: Data

  /// What article 13 of the RGPD wants people to be told.
  func data(_ visit: Visit) -> WebResponse {
    let statements = configuration.statements
    let who = PagePart.facts([
      (
        name: visit.pick("Responsable du traitement", "Controller"),
        value: said(statements.responsible, visit)
      ),
      (
        name: visit.pick("Délégué à la protection des données", "Data protection officer"),
        value: said(statements.dataOfficer, visit)
      ),
      (
        name: visit.pick("Base légale (article 6)", "Legal basis (article 6)"),
        value: said(statements.legalBasis, visit)
      ),
    ])
    let body = [who] + purposes(visit) + durations(visit) + rights(visit)
    return page(
      visit,
      title: visit.pick("Vos données, et qui en répond", "Your data, and who answers for them"),
      top: [
        .lead(
          visit.pick(
            "Ce que Vigie garde de vous, pourquoi, combien de temps, et vos droits (article 13 du RGPD).",
            "What Vigie keeps about you, why, for how long, and your rights (article 13 of the GDPR)."
          )
        )
      ], body)
  }

  private func purposes(_ visit: Visit) -> [PagePart] {
    [
      .heading(visit.pick("Pourquoi", "Why")),
      .plain(
        visit.pick(
          "Suivre le réseau des centres sociaux et espaces de vie sociale : qui est en poste, qui s'est formé, ce que les structures répondent à SENACS et à la fiche action, et qui contacter.",
          "To follow the network of social centres and espaces de vie sociale: who is in post, who was trained, what structures answer to SENACS and to the action sheet, and whom to contact."
        )),
      .heading(visit.pick("Ce qui est gardé", "What is kept")),
      .links([
        .init(
          text: visit.pick(
            "dans le registre : votre nom, votre adresse professionnelle, vos fonctions et leurs dates ;",
            "in the registry: your name, your professional address, your posts and their dates;")),
        .init(
          text: visit.pick(
            "dans les formations : vos inscriptions et vos présences ;",
            "in trainings: your enrolments and attendance;")),
        .init(
          text: visit.pick(
            "dans ce portail : vos sessions avec leurs dates et le type de navigateur, et ce que vous avez écrit dans un brouillon ou un échange.",
            "in this portal: your sessions with their times and the kind of browser, and what you wrote in a draft or a conversation."
          )),
      ]),
      .heading(visit.pick("Qui les voit", "Who sees them")),
      .plain(
        visit.pick(
          "Les personnes en poste dans votre structure, la Caf qui pilote le réseau, et ses auditeurs, en lecture seule. Une autre structure ne voit que des résultats d'ensemble. Les logiciels partenaires reçoivent les données prévues par leur abonnement. Rien n'est vendu.",
          "The people in post in your structure, the Caf that runs the network, and its auditors, who only read. Another structure sees results of the whole alone. Partners' software gets what its subscription says. Nothing is sold."
        )),
    ]
  }

  private func durations(_ visit: Visit) -> [PagePart] {
    [
      .heading(visit.pick("Combien de temps", "For how long")),
      .facts([
        (
          name: visit.pick("Registre et services", "Registry and services"),
          value: said(configuration.statements.keptFor, visit)
        )
      ]),
      .plain(visit.pick("Ce portail garde :", "This portal keeps:")),
      .links(
        RetentionRules.lines.map { PagePart.Link(text: visit.pick($0.french, $0.english)) }),
      .plain(
        visit.pick(
          "Deux cookies, nécessaires et exemptés de consentement : celui de la session, et celui de la langue si vous en choisissez une. Aucune mesure d'audience, rien d'un autre site.",
          "Two cookies, which are needed and want no consent: the session's, and the language's if you choose one. Nothing is measured, and nothing comes from another site."
        )),
    ]
  }

  private func rights(_ visit: Visit) -> [PagePart] {
    [
      .heading(visit.pick("Vos droits", "Your rights")),
      .plain(
        visit.pick(
          "Vous pouvez demander à voir, corriger ou effacer ce qui vous concerne, en limiter l'usage ou vous y opposer. Écrivez au délégué à la protection des données, ou à : \(contact(visit)).",
          "You can ask to see, correct or erase what concerns you, to limit its use or object to it. Write to the data protection officer, or to: \(contact(visit))."
        )),
      .plain(
        visit.pick(
          "Une erreur sur votre fonction ou votre structure se signale aussi sur la page de la structure.",
          "A mistake about your post or your structure can also be told on the structure's page.")),
      .plain(
        visit.pick(
          "Si la réponse ne vous satisfait pas, vous pouvez saisir la Commission nationale de l'informatique et des libertés (CNIL).",
          "If the answer does not satisfy you, you can complain to the CNIL, France's data protection authority."
        )),
      .links([.init(text: "CNIL", href: "https://www.cnil.fr/fr/plaintes")]),
    ]
  }
}
