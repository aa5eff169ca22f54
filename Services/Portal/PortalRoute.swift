import Contracts
import PortalDomain
import RPCContract

/// A page or a form of the portal: who may have it, and what answers.
struct PortalRoute: Sendable {
  enum Who: Sendable {
    /// Everybody, signed in or not.
    case anybody
    /// Who has signed in, in whichever way.
    case signedIn
    /// Who has signed in in one of these roles.
    case roles(Set<Role>)

    func includes(_ session: Session?) -> Bool {
      switch self {
      case .anybody: true
      case .signedIn: session != nil
      case .roles(let roles): session.map { roles.contains(Role(rawValue: $0.way.role)) } ?? false
      }
    }
  }

  typealias Handler = @Sendable (PortalSite, Visit) async throws -> WebResponse

  let method: WebRequest.Method
  let path: PathPattern
  let who: Who
  let answer: Handler

  /// A page.
  static func get(_ path: PathPattern, _ who: Who, _ answer: @escaping Handler) -> PortalRoute {
    PortalRoute(method: .get, path: path, who: who, answer: answer)
  }

  /// A form that is sent; the site refuses one that is not its own before it comes here.
  static func post(_ path: PathPattern, _ who: Who, _ answer: @escaping Handler) -> PortalRoute {
    PortalRoute(method: .post, path: path, who: who, answer: answer)
  }

  /// All pages, in any order: no path fits two of them, except where one is fixed and stands first.
  static let all: [PortalRoute] = [
    .get("/", .signedIn) { try await $0.home($1) },
    .get("/entrer", .anybody) { site, visit in site.enter(visit) },
    .post("/entrer", .anybody) { try await $0.sendLink($1) },
    .get("/entrer/:link", .anybody) { try await $0.showLink($1) },
    .post("/entrer/:link", .anybody) { try await $0.useLink($1) },
    .post("/sortir", .anybody) { try await $0.leave($1) },
    .get("/sessions", .signedIn) { try await $0.sessions($1) },
    .post("/sessions/fin", .signedIn) { try await $0.endSessions($1) },
    .get("/aide", .anybody) { site, visit in site.help(visit) },
    .get("/accessibilite", .anybody) { site, visit in site.accessibility(visit) },
    .get("/donnees", .anybody) { site, visit in site.data(visit) },
  ]
}
