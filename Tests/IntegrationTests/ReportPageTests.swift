import Foundation
import TestSupport
import Testing

/// The report's pages, as a browser, a printer and a screen reader take them.
@Suite("Report pages", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ReportPageTests {
  /// A page taken apart by its tags.
  private struct Page {
    struct Tag {
      let name: String
      let attributes: [String: String]
      let isClosing: Bool
    }

    let text: String
    let tags: [Tag]

    init(_ path: String) throws {
      text = try String(contentsOfFile: path, encoding: .utf8)
      let body = text.replacing(#/<style>.*?<\/style>/#.dotMatchesNewlines(), with: "")
      tags = body.matches(of: #/<(\/?)([a-zA-Z0-9]+)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*\/?>/#).map
      {
        match in
        let attributes = match.3.matches(of: #/([a-zA-Z:-]+)(?:="([^"]*)")?/#).map {
          (String($0.1), String($0.2 ?? ""))
        }
        return Tag(
          name: match.2.lowercased(), attributes: Dictionary(attributes) { first, _ in first },
          isClosing: !match.1.isEmpty)
      }
    }

    var style: String {
      String(text.firstMatch(of: #/<style>(.*?)<\/style>/#.dotMatchesNewlines())?.1 ?? "")
    }

    func open(_ name: String) -> [Tag] { tags.filter { $0.name == name && !$0.isClosing } }
  }

  private func check(_ path: String, _ language: String) throws {
    let page = try Page(path)
    let place: Comment = "\(path)"
    #expect(page.text.hasPrefix("<!DOCTYPE html>"), place)
    #expect(page.open("html").first?.attributes["lang"] == language, place)
    // Nothing in the page runs, and nothing is fetched.
    for name in ["script", "link", "iframe", "object", "embed", "img", "form", "base"] {
      #expect(page.open(name).isEmpty, "\(name) \(path)")
    }
    for tag in page.tags {
      for (name, value) in tag.attributes {
        #expect(!name.hasPrefix("on") && name != "src" && name != "style", "\(name) \(path)")
        if name == "href" { #expect(value.hasPrefix("#"), "\(value) \(path)") }
      }
    }
    for word in ["url(", "@import", "http:", "https:", "javascript:"] {
      #expect(!page.text.contains(word), "\(word) \(path)")
    }
    // Tags close in order.
    var open: [String] = []
    for tag in page.tags where !["meta", "br"].contains(tag.name) {
      let isAlone = ["rect", "polyline", "circle", "path"].contains(tag.name)
      if tag.isClosing {
        #expect(open.popLast() == tag.name, place)
      } else if !isAlone {
        open.append(tag.name)
      }
    }
    #expect(open.isEmpty, place)
    // There is one heading of the first level, and no level is left out.
    let levels = page.tags.filter { !$0.isClosing }.compactMap { tag in
      tag.name.wholeMatch(of: #/h([1-6])/#).flatMap { Int($0.1) }
    }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1, place)
    for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1, place) }
    // Readers who do not see a chart get the same as text.
    for svg in page.text.matches(of: #/<svg (.*?)<\/svg>/#.dotMatchesNewlines()) {
      #expect(
        svg.1.contains("role=\"img\"") && svg.1.contains("<title>") && svg.1.contains("<desc>")
          && svg.1.contains("aria-label=\""), place)
    }
    for cell in page.open("th") { #expect(cell.attributes["scope"] != nil, place) }
    let ids = page.tags.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count, place)
    for link in page.open("a") {
      let target = String(link.attributes["href"]?.dropFirst() ?? "")
      #expect(ids.contains(target), "\(target) \(path)")
    }
    #expect(page.style.contains("@media print") && page.style.contains("size: A4"), place)
    try checkContrast(page)
  }

  /// Returns the luminance of `#rgb` or `#rrggbb` by WCAG 2.2.
  private func luminance(_ colour: String) throws -> Double {
    let digits = colour.dropFirst()
    let full = digits.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
    let number = try #require(Int(full, radix: 16), "\(colour)")
    let parts = [number >> 16, number >> 8, number].map { part -> Double in
      let share = Double(part & 255) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func contrast(_ one: String, _ other: String) throws -> Double {
    let (a, b) = (try luminance(one), try luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Checks the contrast of each rule's text on its own background, or on the page's white where it has none.
  private func checkContrast(_ page: Page) throws {
    var pairs = 0
    for rule in page.style.matches(of: #/([^{}]+)\{([^{}]*)\}/#) {
      let colours = rule.2.matches(of: #/(?:^|[;\s])(color|background|fill):\s*(#[0-9a-f]{3,6})/#)
      func colour(_ name: String) -> String? {
        colours.first { $0.1 == name }.map { String($0.2) }
      }
      let text = colour("color") ?? colour("fill")
      let background = colour("background")
      let place: Comment = "\(rule.1)"
      if background != nil { #expect(text != nil, place) }
      guard let text else { continue }
      pairs += 1
      #expect(try contrast(text, background ?? "#fff") >= 4.5, place)
    }
    #expect(pairs > 10)
    // The colours of charts: text on white, bars beside their track, lines on white.
    #expect(try contrast("#1f5f8b", "#e8ecf1") >= 3 && contrast("#8a3b00", "#fff") >= 3)
    // Those of maps: the outlines of squares on white, bars and labels on each fill.
    #expect(try contrast("#1c2733", "#fff") >= 3)
    for fill in ["#a9cbe4", "#dfe9f2", "#f3e3d3", "#fff"] {
      #expect(try contrast("#1f5f8b", fill) >= 3 && contrast("#1c2733", fill) >= 4.5, "\(fill)")
    }
  }

  @Test("contrast is measured as WCAG does")
  func contrast() throws {
    #expect(try contrast("#000", "#fff") == 21)
    #expect(try abs(contrast("#777", "#fff") - 4.48) < 0.01)
  }

  @Test("each page, in both languages, needs nobody else and can be read by ear and on paper")
  func pages() throws {
    let system = try RunningSystem()
    try system.load("\(RunningSystem.sample)/network")
    let sheet = """
      {"code": "A & \\"B\\"", "title": {"fr": "<script>x</script>", "en": "<b>t"}, "pilot": {"fr": "é", "en": "e"},
       "years": {"first": 2025, "last": 2025}, "texts": [{"heading": {"fr": "<h1>", "en": "<h1>"}, "body": {"fr": "&", "en": "&"}}],
       "actions": [], "questions": [{"code": "Q <1>", "fr": "a < b ?", "en": "a < b?", "measures": ["I3c-director", "I0"]}]}
      """
    let other = "\(system.home)/other.json"
    try Data(sheet.utf8).write(to: URL(fileURLWithPath: other))
    for language in ["fr", "en"] {
      let files = ["year", "final", "public", "other", "shown"].map {
        "\(system.home)/\($0)-\(language).html"
      }
      let lang = ["--lang", language]
      func run(_ words: [String]) throws -> String {
        let told = try RunningSystem.vigie(words + lang, home: system.home)
        try #require(told.code == 0, "\(told.errors)")
        return told.output
      }
      _ = try run(["evaluation", "report", "--year", "2025", "--html", files[0]])
      let frozen = try run(["report", "freeze", "--final", "--html", files[1]])
      let digest = String(frozen.split(separator: "\n").last?.split(separator: " ").last ?? "")
      _ = try run(["report", "show", digest, "--public", "--html", files[2]])
      _ = try run(["report", "freeze", "--year", "2025", "--sheet", other, "--html", files[3]])
      _ = try run(["report", "show", digest, "--html", files[4]])
      for file in files { try check(file, language) }
      // A frozen report is shown again as it was.
      #expect(
        try String(contentsOfFile: files[1], encoding: .utf8)
          == String(contentsOfFile: files[4], encoding: .utf8))
      let final = try Page(files[1])
      #expect(final.text.contains(digest))
      // 25 communes have structures, and each has a square on each map and a row.
      let section =
        final.text.components(separatedBy: "<section id=\"places\">").last?
        .components(separatedBy: "</section>").first ?? ""
      func count(_ part: String) -> Int { section.components(separatedBy: part).count - 1 }
      #expect(count("<th scope=\"row\"") == 25 && count("<svg ") >= 2)
      #expect(count("<g class=") == 25 * count("<svg "))
      let asked =
        language == "fr"
        ? "Utilisez-vous les données SENACS ? Si oui, comment ?"
        : "Do you use the data of SENACS? If so, how?"
      #expect(PlainSpaces.text(final.text).contains("<h2>\(asked)</h2>"))
      let year = try Page(files[0])
      #expect(
        year.text.contains(
          language == "fr"
            ? "78 structures attendues sur 104 ont répondu à SENACS (75,0\u{A0}%)"
            : "78 of 104 structures expected answered SENACS (75.0%)"))
    }
  }
}
