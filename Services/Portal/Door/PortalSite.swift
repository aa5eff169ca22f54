import Contracts
import Foundation
import Locking
import Logging
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// Answers requests: finds the page, says who asks, refuses what may not be, and gives every answer its headers and its cookies.
struct PortalSite: Sendable {
  let host: ServiceHost
  let configuration: PortalConfiguration
  let templates: PageTemplates
  let calls: PersonCalls
  let visitors: Visitors
  let attempts = Attempts()
  let pictures: HelpPictures
  let reader: UploadReader
  let fileRuns: FileRuns

  init(_ host: ServiceHost, _ configuration: PortalConfiguration) throws {
    self.host = host
    self.configuration = configuration
    templates = try PageTemplates()
    calls = PersonCalls(host: host)
    visitors = Visitors(host, calls)
    pictures = HelpPictures(folder: configuration.pictures)
    reader = UploadReader(program: configuration.reader, logger: host.logger)
    fileRuns = FileRuns(host, calls)
  }

  // MARK: Requests

  func respond(to request: WebRequest) async -> WebResponse {
    if request.method == .get, let asset = await asset(request.path) {
      return asset.secured(isSecure: configuration.isSecure)
    }
    let known = request.cookie(cookieName).flatMap { SecretToken($0) }
    let browser = known ?? SecretToken()
    var session: Session?
    var response: WebResponse
    do {
      session = try await known == nil ? nil : visitors.session(of: browser)
      response = try await page(request, browser, isNew: known == nil, session)
    } catch {
      // The reason is for the log; the person is told what helps.
      host.logger.error("a page failed: \(Self.reason(error))")
      response = failure(visit(request, [:], browser, isNew: known == nil, session))
    }
    if known == nil, !response.headers.contains(where: { $0.name == "Set-Cookie" }) {
      response.headers.append(("Set-Cookie", cookie(browser, lasts: nil)))
    }
    if let language = request.chosenLanguage {
      let text = "vigie-lang=\(language.rawValue); Path=/; Max-Age=31536000; SameSite=Lax"
      response.headers.append(("Set-Cookie", text + (configuration.isSecure ? "; Secure" : "")))
    }
    return response.secured(isSecure: configuration.isSecure)
  }

  /// What an error says without what it was about: a message may have a name or an address.
  static func reason(_ error: any Error) -> String {
    guard let status = (error as? RPCError)?.status else { return "\(type(of: error))" }
    return [status.code.name, status.details?.reason].compactMap(\.self).joined(separator: " ")
  }

  private func asset(_ path: String) async -> WebResponse? {
    switch path {
    case "/vigie.css": return .asset(PageTemplates.style, "text/css")
    case "/vigie.js": return .asset(PageTemplates.script, "text/javascript")
    case "/robots.txt": return .text("User-agent: *\nDisallow: /\n")
    case "/sante":
      let isWell = (try? await host.database.read { try $0.position() }) != nil
      return .text(isWell ? "SERVING\n" : "NOT_SERVING\n", status: isWell ? 200 : 503)
    default: return pictures.byPath[path].map { WebResponse.picture($0.bytes) }
    }
  }

  private func page(
    _ request: WebRequest, _ browser: SecretToken, isNew: Bool, _ session: Session?
  ) async throws -> WebResponse {
    for route in PortalRoute.all where route.method == request.method {
      guard let parameters = route.path.parameters(of: request.path) else { continue }
      // A page that is not for this person is none, whatever other page its path would fit too.
      guard route.who.includes(session) else { break }
      let visit = visit(request, parameters, browser, isNew: isNew, session)
      if let problem = request.problem { return unreadForm(visit, problem, route) }
      if request.method == .post, !visit.isOwnForm {
        return try await route.foreign?(self, visit) ?? foreignForm(visit)
      }
      return try await route.answer(self, visit)
    }
    // Whoever has not signed in does not learn which pages there are.
    guard session == nil else {
      return notFound(visit(request, [:], browser, isNew: isNew, session))
    }
    if request.method == .get { return .redirect(to: "/entrer") }
    return sessionOver(visit(request, [:], browser, isNew: isNew, session))
  }

  private func visit(
    _ request: WebRequest, _ parameters: [String: String], _ browser: SecretToken, isNew: Bool,
    _ session: Session?
  ) -> Visit {
    Visit(
      request: request, parameters: parameters, browser: browser, isNewBrowser: isNew,
      session: session, language: request.language)
  }

  // MARK: Cookies

  /// The prefix makes browsers refuse a cookie of this name from anybody but this host over TLS (RFC 6265bis).
  var cookieName: String { configuration.isSecure ? "__Host-vigie" : "vigie" }

  /// The cookie of a browser's secret; `lasts` in microseconds, nil until the browser is closed.
  func cookie(_ browser: SecretToken, lasts: Int64?) -> String {
    let end = lasts.map { "; Max-Age=\($0 / 1_000_000)" } ?? ""
    let secure = configuration.isSecure ? "; Secure" : ""
    return "\(cookieName)=\(browser.text); Path=/; HttpOnly; SameSite=Lax\(secure)\(end)"
  }

  // MARK: Pages

  /// Makes a page of a template: the one place where pages are put together.
  ///
  /// - Parameters:
  ///   - visit: for whom.
  ///   - title: its title, which is its `h1`.
  ///   - template: the template of its `main`.
  ///   - values: what that template shows; `opening` stands before the title in the window's.
  ///   - status: the status of HTTP.
  /// - Returns: the page.
  func page(
    _ visit: Visit, title: String, _ template: String, _ values: PageTemplates.Values = [:],
    status: Int = 200
  ) -> WebResponse {
    var inner = values
    inner["title"] = title
    inner["token"] = visit.browser.formToken
    // A page that is not there says nothing of its path: it is the same for one that is not for this person.
    var outer = frame(visit, at: status == 404 ? nil : visit.request.path)
    // What waits on the page is heard before what the page is.
    outer["title"] = (values["opening"] as? String).map { "\($0) – \(title)" } ?? title
    outer["token"] = visit.browser.formToken
    outer["main"] = templates.part(template, inner)
    return .page(templates.page(outer, visit.language), status: status)
  }

  /// What the layout shows around a page.
  private func frame(_ visit: Visit, at path: String?) -> PageTemplates.Values {
    let other: Language = visit.language == .french ? .english : .french
    var values: PageTemplates.Values = [
      "lang": visit.language.rawValue,
      "skip": visit.pick("Aller au contenu", "Skip to the content"),
      "what": visit.pick(
        "L'observatoire des centres sociaux et espaces de vie sociale",
        "The observatory of social centres and espaces de vie sociale"),
      "foot": foot(visit, at: path),
      "otherLang": other.rawValue, "otherLabel": other == .french ? "Français" : "English",
    ]
    guard let session = visit.session else { return values }
    values["fictitious"] = session.isFictitious
    values["fictText"] = visit.pick("FICTIF", "FICTITIOUS")
    values["fictMore"] = visit.pick(" : aucune donnée réelle", ": no real data")
    values["me"] = "\(session.name), \(visit.words(session.way))"
    values["structure"] = session.way.structureName
    // A code is not broken at its hyphens, so each part is an element of its own.
    values["places"] = [session.way.structure, session.way.commune].compactMap(\.self)
      .map { ["place": $0] as PageTemplates.Values }
    values["out"] = visit.pick("Se déconnecter", "Sign out")
    values["navigation"] = visit.pick("Principale", "Main")
    values["tabs"] = PortalTab.all.filter { $0.who.includes(session) }.map { tab in
      [
        "href": tab.path, "label": visit.pick(tab.french, tab.english),
        "isCurrent": path.map { tab.isOf($0) } ?? false,
      ] as PageTemplates.Values
    }
    return values
  }
}
