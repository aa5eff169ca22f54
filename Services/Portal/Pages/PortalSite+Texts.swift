/// Pages of plain text, which say why there is no other page.
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

  func back(_ visit: Visit) -> (path: String, label: String) {
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
          "Ou vous n'y avez pas accès. Vérifiez l'adresse, ou revenez à l'accueil.",
          "Or it is not for you. Check the address, or go back to the home page.")
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
}
