/// Pages of plain text: help, statements, and what is said when there is no page.
extension PortalSite {
  /// A page of paragraphs, with one link below.
  func text(
    _ visit: Visit, _ title: String, _ paragraphs: [String],
    link: (path: String, label: String)? = nil, status: Int = 200
  ) -> WebResponse {
    var values: PageTemplates.Values = [
      "paragraphs": paragraphs.map { ["text": $0] as PageTemplates.Values }
    ]
    if let link {
      values["link"] = ["href": link.path, "label": link.label] as PageTemplates.Values
    }
    return page(visit, title: title, "text", values, status: status)
  }

  private func back(_ visit: Visit) -> (path: String, label: String) {
    visit.session == nil
      ? ("/entrer", visit.pick("Entrer dans Vigie", "Enter Vigie"))
      : ("/", visit.pick("Accueil", "Home"))
  }

  /// The same for a page that is not there and for one that the person may not see.
  func notFound(_ visit: Visit) -> WebResponse {
    text(
      visit, visit.pick("Cette page n'existe pas", "There is no such page"),
      [
        visit.pick(
          "Ou elle n'est pas pour vous. Vérifiez l'adresse, ou repartez de l'accueil.",
          "Or it is not for you. Check the address, or begin at home.")
      ], link: back(visit), status: 404)
  }

  func sessionOver(_ visit: Visit) -> WebResponse {
    text(
      visit, visit.pick("Votre session est finie", "Your session is over"),
      [
        visit.pick(
          "Entrez de nouveau dans un autre onglet, puis revenez à la page précédente : ce que vous avez tapé y est encore.",
          "Enter again in another tab, then go back to the page before: what you typed is still there."
        )
      ], link: ("/entrer", visit.pick("Entrer dans Vigie", "Enter Vigie")), status: 401)
  }

  /// A form that this browser did not get from here, or got too long ago.
  func foreignForm(_ visit: Visit) -> WebResponse {
    text(
      visit, visit.pick("Cette page est trop ancienne", "This page is too old"),
      [
        visit.pick(
          "Rien n'a été fait. Revenez à la page précédente, rechargez-la et recommencez.",
          "Nothing was done. Go back to the page before, load it again and repeat.")
      ], link: back(visit), status: 403)
  }

  func failure(_ visit: Visit) -> WebResponse {
    text(
      visit, visit.pick("Cette page ne peut pas s'afficher", "This page cannot be shown"),
      [
        visit.pick(
          "Un service ne répond pas en ce moment. Rien n'est perdu. Rechargez la page dans quelques minutes.",
          "A service does not answer now. Nothing is lost. Load the page again in a few minutes.")
      ], link: back(visit), status: 503)
  }

  func help(_ visit: Visit) -> WebResponse {
    let contact = configuration.contact
    let call = contact.isEmpty ? visit.pick("la Caf du Rhône", "the Caf du Rhône") : contact
    return text(
      visit, visit.pick("Aide", "Help"),
      [
        visit.pick(
          "Pour entrer, écrivez votre adresse professionnelle : un lien y arrive. Il sert une fois, pendant un jour. Il n'y a pas de mot de passe.",
          "To enter, write your professional address: a link arrives there. It serves once, for a day. There is no password."
        ),
        visit.pick(
          "La session s'arrête après 8 heures sans activité, au plus tard après 12 heures, ou après 30 jours sur un appareil que vous êtes seul à utiliser. La page Sessions les montre, et y met fin.",
          "The session ends after 8 hours without activity, after 12 hours at the latest, or after 30 days on a device that you alone use. The page Sessions shows them, and ends them."
        ),
        visit.pick(
          "L'accès suit votre fonction : il commence et s'arrête avec elle. Une erreur ? Appelez \(call).",
          "Access follows your post: it begins and ends with it. A mistake? Call \(call)."),
      ], link: back(visit))
  }

  func accessibility(_ visit: Visit) -> WebResponse {
    text(
      visit, visit.pick("Accessibilité : non conforme", "Accessibility: not compliant"),
      [
        visit.pick(
          "Aucun audit du RGAA n'a encore été fait : la loi veut que ce site se dise non conforme jusque-là.",
          "No audit by RGAA was done yet: until then the law wants this site to call itself not compliant."
        ),
        visit.pick(
          "Toutes les pages se lisent et se remplissent au clavier seul, sans JavaScript, avec un lecteur d'écran, à 200 % et sur 320 pixels de large.",
          "All pages can be read and filled in by the keyboard alone, without JavaScript, with a screen reader, at 200% and at a width of 320 pixels."
        ),
        visit.pick(
          "Quelque chose vous arrête ? Dites-le à la Caf. Sans réponse, le Défenseur des droits peut être saisi.",
          "Does something stop you? Tell the Caf. If nobody answers, turn to the Défenseur des droits."
        ),
      ], link: back(visit))
  }

  func data(_ visit: Visit) -> WebResponse {
    text(
      visit, visit.pick("Vos données, et qui en répond", "Your data, and who answers for them"),
      [
        visit.pick(
          "La Caf du Rhône en répond. Le registre garde votre nom, votre adresse professionnelle et vos fonctions.",
          "The Caf du Rhône answers for them. The registry keeps your name, your professional address and your posts."
        ),
        visit.pick(
          "Ce portail garde qui est entré, quand, et ce que le navigateur dit de lui-même, jusqu'à la fin de la session ; un journal note les entrées. Il pose un cookie, qui ne sert qu'à la session, et un autre si vous choisissez une langue.",
          "This portal keeps who came in, when, and what the browser says of itself, until the session ends; an audit notes who came in. It sets a cookie, which serves the session alone, and another one if you choose a language."
        ),
        visit.pick(
          "Aucune mesure d'audience, rien d'un autre site. Pour voir, corriger ou effacer ce qui vous concerne, écrivez à la Caf.",
          "Nothing is measured, and nothing comes from another site. To see, correct or erase what concerns you, write to the Caf."
        ),
      ], link: back(visit))
  }
}
