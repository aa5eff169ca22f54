import Foundation
import PortalDomain

/// What a browser gets.
struct WebResponse: Sendable {
  var status = 200
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []
  /// Whether it shows pictures of the portal's own; other pages may load none.
  var hasPictures = false

  /// A page.
  static func page(_ html: String, status: Int = 200) -> WebResponse {
    WebResponse(
      status: status,
      headers: [
        ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"),
      ], body: Array(html.utf8))
  }

  /// A style or a script, which is the same for all.
  static func asset(_ bytes: [UInt8], _ type: String) -> WebResponse {
    WebResponse(
      headers: [
        ("Content-Type", "\(type); charset=utf-8"), ("Cache-Control", "public, max-age=3600"),
      ], body: bytes)
  }

  /// A picture, whose address has the digest of its bytes: it never changes.
  static func picture(_ bytes: [UInt8]) -> WebResponse {
    WebResponse(
      headers: [
        ("Content-Type", "image/webp"), ("Cache-Control", "public, max-age=31536000, immutable"),
      ], body: bytes)
  }

  /// A workbook, which browsers save as a file of this name; letters, digits, `-`, `_` and `.` of the name stay.
  static func file(_ bytes: [UInt8], name: String) -> WebResponse {
    let plain = name.unicodeScalars.filter { unreserved.contains($0) }
    return WebResponse(
      headers: [
        ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
          "Content-Disposition",
          "attachment; filename=\"\(String(String.UnicodeScalarView(plain)))\""
        ),
        ("Cache-Control", "no-store"),
      ], body: bytes)
  }

  /// A short text, for programs.
  static func text(_ text: String, status: Int = 200) -> WebResponse {
    WebResponse(
      status: status,
      headers: [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")],
      body: Array(text.utf8))
  }

  /// Sends the browser to another page of the portal; the path is the portal's own, never one that came from outside.
  static func redirect(to path: StaticString) -> WebResponse {
    WebResponse(
      status: 303, headers: [("Location", path.description), ("Cache-Control", "no-store")])
  }

  /// Sends the browser to another page of the portal: each part of its path is encoded, so that no text makes it another site's.
  static func redirect(_ parts: [String], query: StaticString = "") -> WebResponse {
    let location = path(parts) + query.description
    return WebResponse(
      status: 303, headers: [("Location", location), ("Cache-Control", "no-store")])
  }

  /// Sends the browser to the page on which a message about a topic is written.
  static func redirect(_ parts: [String], about topic: String) -> WebResponse {
    let location = PageAddress.path(parts, query: [(name: "sujet", value: topic)])
    return WebResponse(
      status: 303, headers: [("Location", location), ("Cache-Control", "no-store")])
  }

  /// The path of a page of the portal.
  static func path(_ parts: [String]) -> String {
    parts.map { "/" + ($0.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "") }.joined()
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  /// An answer to the portal's script.
  static func json(_ value: some Encodable) throws -> WebResponse {
    WebResponse(
      headers: [
        ("Content-Type", "application/json"), ("Cache-Control", "no-store"),
      ], body: Array(try JSONEncoder().encode(value)))
  }

  /// The response with what every one of them says to browsers.
  func secured(isSecure: Bool) -> WebResponse {
    var response = self
    response.headers += [
      ("Content-Security-Policy", Self.policy + (hasPictures ? "; img-src 'self'" : "")),
      ("X-Content-Type-Options", "nosniff"),
      ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
      ("X-Robots-Tag", "noindex"),
    ]
    if isSecure { response.headers.append(("Strict-Transport-Security", "max-age=31536000")) }
    return response
  }

  private static let policy = [
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "connect-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")
}
