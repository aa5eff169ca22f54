import PortalDomain
import Texts

/// Forms with files: who may send them, and what is said of those that were not read.
extension PortalSite {
  /// Says how a form may come in. Files come only from somebody who has signed in and for a page that takes them from that person: what
  /// others send is bounded like any form.
  func limits(of request: WebRequest) async -> HTTPDoor.FormLimits {
    let routes = PortalRoute.all.filter {
      $0.takesFiles && $0.path.parameters(of: request.path) != nil
    }
    guard !routes.isEmpty, let browser = request.cookie(cookieName).flatMap({ SecretToken($0) }),
      let session = try? await visitors.session(of: browser),
      routes.contains(where: { $0.who.includes(session) })
    else { return .form }
    return .upload(of: session.person)
  }

  /// The page for a form that was not read, so that nothing was done.
  func unreadForm(
    _ visit: Visit, _ problem: WebRequest.FormProblem, _ route: PortalRoute
  ) -> WebResponse {
    let (title, said): (String, String)
    let status: Int
    switch problem {
    case .tooLong where route.takesFiles:
      let most = HTTPDoor.FormLimits.mostFileBytes >> 20
      status = 413
      title = visit.pick("Ce fichier est trop grand", "This file is too large")
      said = visit.pick(
        "Un fichier a \(most) Mo au plus. Partagez-le en plusieurs, ou enlevez-en les images et les onglets dont Vigie n'a pas besoin.",
        "A file has \(most) MB at most. Split it, or take out the pictures and the sheets that Vigie does not need."
      )
    case .tooLong:
      let most = HTTPDoor.FormLimits.mostBytes >> 10
      status = 413
      title = visit.pick("Ce formulaire est trop long", "This form is too long")
      said = visit.pick(
        "Un formulaire a \(most) ko au plus. Revenez à la page précédente : ce que vous avez tapé y est encore. Raccourcissez-le et recommencez.",
        "A form has \(most) kB at most. Go back to the page before: what you typed is still there. Shorten it and repeat."
      )
    case .tooSlow:
      status = 408
      title = visit.pick("L'envoi n'est pas arrivé", "What was sent did not arrive")
      said = visit.pick(
        "La connexion est trop lente, ou elle s'est coupée. Revenez à la page précédente et recommencez.",
        "The connection is too slow, or was cut. Go back to the page before and repeat.")
    case .busy:
      status = 503
      title = visit.pick("Trop de fichiers à la fois", "Too many files at once")
      said = visit.pick(
        "D'autres fichiers arrivent en ce moment. Revenez à la page précédente et recommencez dans une minute.",
        "Other files arrive now. Go back to the page before and repeat in a minute.")
    }
    return text(
      visit, title, [visit.pick("Rien n'a été fait.", "Nothing was done."), said],
      link: ("/", visit.pick("Accueil", "Home")), status: status)
  }
}
