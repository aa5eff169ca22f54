import Foundation

/// Follows links as a person does, and takes forms apart.
extension Browser {
  /// A form of a page that changes something, with its fields as they stand.
  struct Form {
    let action: String
    let fields: [String: String]
  }

  /// The most pages whose paths begin alike: a list that leads to each structure and each record has no new kind of page further on.
  private static let mostAlike = 40

  /// Returns all pages that are reached by following links from the first, by their paths. One that leads on to another is there as the
  /// answer that does.
  mutating func crawl() throws -> [String: Page] {
    var pages: [String: Page] = [:]
    var alike: [String: Int] = [:]
    var waiting = ["/"]
    while let path = waiting.popLast() {
      let kind = String(path.split(separator: "/").first ?? "")
      guard pages[path] == nil, alike[kind, default: 0] < Self.mostAlike else { continue }
      alike[kind, default: 0] += 1
      let page = try get(path)
      pages[path] = page
      if page.status == 303, let next = page["Location"] { waiting.append(next) }
      for link in page.body.matches(of: /<a\b[^>]*\bhref="(\/[^"#?]*)/) {
        waiting.append(String(link.1))
      }
    }
    return pages
  }
}

extension Browser.Page {
  /// The forms that change something; one without an address goes to the page's own path.
  func forms(at path: String) -> [Browser.Form] {
    let form = /<form([^>]*method="post"[^>]*)>(.*?)<\/form>/.dotMatchesNewlines()
    return body.matches(of: form).map { found in
      let action = found.1.firstMatch(of: /action="([^"]*)"/).map { String($0.1) } ?? path
      var fields: [String: String] = [:]
      for tag in found.2.matches(of: /<(?:input|select|textarea|button)[^>]*>/) {
        guard let name = tag.output.firstMatch(of: /\bname="([^"]*)"/) else { continue }
        let value = tag.output.firstMatch(of: /\bvalue="([^"]*)"/).map { String($0.1) }
        fields[String(name.1)] = value ?? ""
      }
      return Browser.Form(action: action, fields: fields)
    }
  }

  /// Whether a page has no element of an attacker, and leads nowhere else. Its bytes are looked at: a `<` may be one character with what
  /// stands before it, and is a tag to a browser all the same.
  var isHarmless: Bool {
    guard self["Content-Type"]?.hasPrefix("text/html") ?? true else { return true }
    let evil = ["<script>alert", "<img src=x", "\"\u{301}"]
    return evil.allSatisfy { bytes.firstRange(of: Array($0.utf8)) == nil }
      && !headers.contains { $0.value.contains("evil.example") }
      && self["Content-Security-Policy"]?.contains("unsafe") == false
  }
}
