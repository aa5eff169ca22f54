import Foundation
import TestSupport
import Testing

/// A browser that follows nothing by itself: it keeps cookies, and sends what a test says.
struct Browser {
  struct Page {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: String
    /// The body as it came, for what is no text.
    let bytes: [UInt8]

    subscript(_ name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The mark that the page's forms carry.
    var token: String {
      body.firstMatch(of: /name="token" value="([^"]*)"/).map { String($0.1) } ?? ""
    }
  }

  let port: Int
  var cookies: [String: String] = [:]

  init(port: Int) { self.port = port }

  init(_ system: RunningSystem) throws { self.init(port: try #require(system.webPort)) }

  mutating func get(_ path: String, _ headers: [String] = []) throws -> Page {
    try send("GET \(path) HTTP/1.1", headers, [])
  }

  mutating func post(
    _ path: String, _ form: [String: String], _ headers: [String] = []
  ) throws -> Page {
    let plain = CharacterSet.alphanumerics
    let body = form.map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: plain) ?? "")"
    }.joined(separator: "&")
    let type = ["Content-Type: application/x-www-form-urlencoded"]
    return try send("POST \(path) HTTP/1.1", headers + type, Array(body.utf8))
  }

  /// Sends a form with a file in its field `fichier`.
  mutating func upload(
    _ path: String, token: String, name: String = "réponse.xlsx", _ file: [UInt8]
  ) throws -> Page {
    let disposition = "Content-Disposition: form-data; name="
    let head =
      "--vigie-test\r\n\(disposition)\"token\"\r\n\r\n\(token)\r\n"
      + "--vigie-test\r\n\(disposition)\"fichier\"; filename=\"\(name)\"\r\n"
      + "Content-Type: application/octet-stream\r\n\r\n"
    return try send(
      "POST \(path) HTTP/1.1", ["Content-Type: multipart/form-data; boundary=vigie-test"],
      Array(head.utf8) + file + Array("\r\n--vigie-test--\r\n".utf8))
  }

  private mutating func send(
    _ line: String, _ headers: [String], _ body: [UInt8]
  ) throws -> Page {
    let cookie = cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
    let head =
      [line, "Host: localhost", "Connection: close", "Content-Length: \(body.count)"]
      + (cookie.isEmpty ? [] : ["Cookie: \(cookie)"]) + headers
    let text = head.joined(separator: "\r\n") + "\r\n\r\n"
    let page = try Self.page(exchange(Array(text.utf8) + body))
    for header in page.headers where header.name.lowercased() == "set-cookie" {
      let parts = header.value.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
      cookies[String(parts[0])] = String(parts[1])
    }
    return page
  }

  /// Sends bytes and reads what comes until the other side closes. The portal serves browsers a moment after it serves programs.
  private func exchange(_ bytes: [UInt8]) throws -> [UInt8] {
    let end = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < end {
      guard let line = RawTCP(port: UInt16(port)) else {
        // A service that is starting refuses connections and tells nobody when it no longer does.
        usleep(20_000)
        continue
      }
      line.send(bytes)
      return line.readToEnd(within: 20).bytes
    }
    throw CancellationError()
  }

  private static func page(_ bytes: [UInt8]) throws -> Page {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\r\n")
    let status = try #require(lines.first?.split(separator: " ").dropFirst().first)
    let headers = lines.dropFirst().map { line in
      let sides = line.split(separator: ":", maxSplits: 1)
      return (
        name: String(sides[0]),
        value: sides.count > 1 ? String(sides[1]).trimmingCharacters(in: .whitespaces) : ""
      )
    }
    let start = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? bytes.endIndex
    return Page(
      status: try #require(Int(status)), headers: headers,
      body: parts.count > 1 ? String(parts[1]) : "", bytes: Array(bytes[start...]))
  }
}

extension RunningSystem {
  /// Makes a link by hand and gives its path.
  func link(_ person: String) throws -> String {
    let made = try vigie("portal", "link", person)
    try #require(made.code == 0, "\(made.errors)")
    let found = try #require(made.output.firstMatch(of: /\/entrer\/[A-Za-z0-9_-]{43}/))
    return String(found.0)
  }

  /// Signs somebody in by a link that was made by hand.
  ///
  /// - Parameters:
  ///   - person: the person's code.
  ///   - way: in which way the person acts, such as `P03/operator/`; nil where there is one alone.
  /// - Returns: the browser, with the session.
  /// - Throws: what a failed expectation throws.
  func signIn(_ person: String, as way: String? = nil) throws -> Browser {
    try signIn(by: link(person), as: way)
  }

  /// Signs in whom a link is for.
  func signIn(by link: String, as way: String? = nil) throws -> Browser {
    var browser = try Browser(self)
    var form = ["token": try browser.get(link).token]
    if let way { form["personne"] = way }
    let entered = try browser.post(link, form)
    try #require(entered.status == 303, "\(entered.body)")
    return browser
  }
}
