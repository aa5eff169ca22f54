import RPCContract

/// An entry of the navigation; a page that is added has its own here.
struct PortalTab: Sendable {
  let path: String
  let french: String
  let english: String
  let who: PortalRoute.Who

  static let all = [
    PortalTab(path: "/", french: "Accueil", english: "Home", who: .signedIn),
    PortalTab(path: "/senacs", french: "SENACS", english: "SENACS", who: .roles([.structure])),
    PortalTab(
      path: "/restitution", french: "Restitution", english: "Feedback", who: PortalRoute.directors),
    PortalTab(
      path: "/diagnostic", french: "Diagnostic", english: "Diagnosis", who: PortalRoute.directors),
    PortalTab(
      path: "/veille", french: "Veille sociale", english: "Social watch",
      who: PortalRoute.directors),
    PortalTab(
      path: "/structure", french: "Notre structure", english: "Our structure",
      who: PortalRoute.directors),
    PortalTab(
      path: "/messages", french: "Messages", english: "Messages", who: PortalRoute.directors),
    PortalTab(
      path: "/campagne", french: "Campagne", english: "Campaign", who: PortalRoute.officers),
    PortalTab(
      path: "/questions", french: "Questions", english: "Questions", who: PortalRoute.officers),
    PortalTab(
      path: "/indicateurs", french: "Indicateurs", english: "Figures", who: PortalRoute.officers),
    PortalTab(
      path: "/rapports", french: "Rapports", english: "Reports", who: PortalRoute.officers),
    PortalTab(path: "/fichiers", french: "Fichiers", english: "Files", who: PortalRoute.officer),
    PortalTab(path: "/sessions", french: "Sessions", english: "Sessions", who: .signedIn),
  ]

  /// Whether a page is of this entry.
  func isOf(_ page: String) -> Bool {
    page == path || path != "/" && page.hasPrefix(path + "/")
  }
}
