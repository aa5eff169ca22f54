import Contracts
import Disclosure
import Foundation
import Testing
import Texts
import Values

@testable import Composition
@testable import Pages
@testable import vigie

/// Makes every page from replies in which each text is hostile.
@Suite("Pages of hostile texts", .timeLimit(.minutes(5)))
struct HostileTextTests {
  /// The pages by name, each with a function that makes it from filled replies.
  private static let pages: [(name: String, make: @Sendable (Filling) throws -> String)] = [
    ("report", { try report($0).html }),
    (
      "final report",
      { filling in
        var page = try report(filling)
        let frozen: Report = try filling.make("frozen")
        page.digest = try filling.make("digest")
        page.parts = frozen.parts
        return page.html
      }
    ),
    ("public report", publicReport),
    (
      "feedback sheet",
      {
        SheetText(sheet: try $0.make("sheet"), language: .french).html
      }
    ),
    ("portrait", { PortraitText(portrait: try $0.make("portrait"), language: .french).html }),
    (
      "diagnosis",
      {
        DiagnosisText(diagnosis: try $0.make("diagnosis"), language: .english).dossier.html
      }
    ),
    (
      "hand-over",
      { filling in
        let handover = Handover(
          structure: try filling.make("structure"), diagnosis: try filling.make("diagnosis"),
          namesPeople: true, team: try filling.make("team"),
          agreements: try filling.make("agreements"), funding: try filling.make("funding"),
          veille: try filling.make("veille"), coming: try filling.make("coming"),
          answers: try filling.make("answers"),
          sheet: try filling.make("sheet"), portrait: try filling.make("portrait"),
          sessions: try filling.make("sessions"), isTrained: true,
          contacts: try filling.make("contacts"), withheld: try filling.make("withheld"),
          missing: try filling.make("missing"))
        return HandoverText(handover: handover, language: .french).dossier.html
      }
    ),
  ]

  private static func report(_ filling: Filling) throws -> ReportPage {
    let places: [StructureSummary] = try filling.make("places")
    var page = ReportPage(
      sheet: try filling.make("sheet"), reply: try filling.make("reply"),
      query: try filling.make("query"), language: .french, rules: try filling.make("rules"),
      writtenOn: try filling.make("writtenOn"), unfinishedOn: try filling.make("unfinishedOn"))
    page.observed = try filling.make("observed")
    page.beside = try filling.make("beside")
    page.places = try places.map {
      PlaceStanding(
        structure: $0, hasAnswered: true, isReached: true, level: try filling.make("level"))
    }
    return page
  }

  /// The public report of years whose figures are there in all scopes, with a hostile name of one thing done to train.
  private static func publicReport(_ filling: Filling) throws -> String {
    let report: Report = try filling.make("report")
    let thing: String = try filling.make("thing")
    let codes = ["I0:" + thing] + PublishedTable.all.map(\.name).filter { $0 != "I0" }
    let figures = codes.flatMap { code in
      Layout.figures.scopes.map {
        Publication.Figure(code: code, scope: $0, numerator: 40, denominator: 50)
      }
    }
    let publication = Publication(figures)
    let years = report.parts.map { part in
      PublicReport.Year(
        part: part,
        pages: PublishedTable.all.map {
          PublishedPage(
            table: $0, rows: publication.rows($0), year: 2025, campaign: "2025", fictitious: true,
            language: .french)
        }, refusals: [])
    }
    return PublicReportPage(
      published: PublicReport(report: report, years: years, leftOut: []), language: .french
    ).html
  }

  /// Values of the members that decide what a page shows, by the member's name: for the first and the second element of a list.
  private static let known = [
    "scope": ["all", "kind:CS"], "code": ["I1", "I0:AUTOFORM"], "measures": ["I1", "I0"],
    "measure": ["I1", "I4"], "kind": ["CS", "past"], "what": ["use", "veille"],
    "ctcd": ["69M", "69D"], "function": ["director", "family_referent"], "state": ["late", "done"],
    "commune": ["69029", "69123"], "field": ["f", "g"], "series": ["I1", "I0:AUTOFORM"],
    "response": ["absent", "present"],
  ]

  /// Returns a harmless text: a known word, or else a number, which a page may draw.
  private static func harmless(_ place: [String]) -> String {
    let names = place.filter { Int($0) == nil }
    let number = place.reversed().compactMap { Int($0) }.first ?? 0
    return known[names.last ?? ""]?[number] ?? "3"
  }

  private static let hostile = [
    "\"\u{301} onmouseover=alert(1) x=\"",
    "</script><script>alert(1)</script>",
    "<\u{338}b onclick=x>", "<\u{301}/svg><img/src=x onerror=alert(1)>", "]]>", "&#x3c;b&gt;&amp;",
    "--><b>", "</style></title><b>", "'\u{200D}><b>", "\">\u{300}<b a=\"", "&\u{301}lt;",
    "a\u{0}\u{1}\u{1B}[2J\u{7F}\u{85}\u{9B}", "\u{202E}abc\u{2066}",
    "\u{61C}\u{200F}\u{2028}\u{FEFF}",
    "\u{FFFE}", "\u{E0041}",
  ]

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\n" && scalar != "\t"
    case .format: !["\u{AD}", "\u{200C}", "\u{200D}"].contains(scalar)
    case .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private func check(_ name: String, _ page: String, as harmless: ParsedPage) {
    let parsed = ParsedPage(page)
    let place: Comment = "\(name)"
    #expect(parsed.fault == nil, place)
    #expect(parsed.elements == harmless.elements, place)
    #expect(!page.unicodeScalars.contains(where: Self.isHidden), place)
    // An `aria-label` describes a chart and a `data-label` repeats a heading, and so they hold text of others; every other attribute is our own.
    for (attribute, value) in parsed.attributes
    where !["aria-label", "data-label"].contains(attribute) {
      #expect(
        value.wholeMatch(of: #/[A-Za-z0-9 #.,=:_\/-]*/#) != nil, "\(name) \(attribute) \(value)")
    }
  }

  @Test("no text makes an element or an attribute, wherever it stands", arguments: 0..<7)
  func everywhere(_ page: Int) throws {
    let (name, make) = Self.pages[page]
    let first = Filling(Self.harmless)
    let base = ParsedPage(try make(first))
    #expect(base.fault == nil && base.elements.count > 20, "\(name)")
    #expect(first.places.count > 10, "\(name)")
    for place in first.places.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      // The page to compare with has a text there that is none of the words that a page knows, as the hostile texts are.
      func with(_ text: String) throws -> String {
        try make(Filling { $0 == place ? text : Self.harmless($0) })
      }
      let harmless = ParsedPage(try with("zz"))
      let all = Self.hostile.joined(separator: " ")
      check("\(name) \(place.joined(separator: "."))", try with(all), as: harmless)
    }
    let harmless = ParsedPage(try make(Filling { _ in "zz" }))
    for text in Self.hostile {
      check("\(name) \(text)", try make(Filling { _ in text }), as: harmless)
    }
  }

  @Test("a page is shown with every place of its replies, and draws what it can")
  func isWhole() throws {
    for (name, make) in Self.pages {
      let page = ParsedPage(try make(Filling(Self.harmless)))
      let names = Set(page.elements.map(\.name))
      #expect(names.isSuperset(of: ["h1", "h2", "table"]), "\(name)")
      if !["public report", "diagnosis", "hand-over"].contains(name) {
        #expect(names.contains("svg"), "\(name)")
      }
    }
  }

  @Test("what is text in a page is escaped by scalars, what is of the page stays")
  func escaping() {
    let written = "\"\u{301}<\u{338}>&"
    let more = HTML(escaping: "<b>")
    let page: HTML = "<p title=\"\(written)\">\(written) \(3) \(more) \("<i/>")</p>"
    let escaped = "&quot;\u{301}&lt;\u{338}&gt;&amp;"
    #expect(page.text == "<p title=\"\(escaped)\">\(escaped) 3 &lt;b&gt; <i/></p>")
    #expect(HTML(escaping: "a\u{0}\u{202E}\n\u{200D}").text == "a\\u0000\\u202e\n\u{200D}")
  }

  @Test("a record for people is one line, and nothing in it runs")
  func records() {
    let hostile = [
      "a\nBcc: x@y.fr", "a\r\nb", "=1+1", "+33 4", "-x", "@x", "\t=1", "\u{2028}b", "\u{85}c",
      "-2,5",
    ]
    let record = OutputFormat.record(hostile)
    #expect(record.unicodeScalars.filter { CharacterSet.newlines.contains($0) } == ["\n"])
    let cells = [
      #"a\u000aBcc: x@y.fr"#, #"a\u000d\u000ab"#, "'=1+1", "'+33 4", "'-x", "'@x", #"\u0009=1"#,
      #"\u2028b"#, #"\u0085c"#, "-2,5",
    ]
    #expect(record == cells.joined(separator: ";") + "\n")
  }

  @Test("an e-mail address is one address, and begins no line and no other address")
  func addresses() {
    for text in ["a@b.fr", "direction.cs-1@asso.example.org", "o'neil+x@b-c.fr"] {
      #expect(EmailAddress.isOne(text), "\(text)")
    }
    for text in [
      "", "a", "a@b", "@b.fr", "a@", "a@b.fr\n", "a@b.fr\r\nBcc: x@y.fr", "a@b.fr, x@y.fr",
      "a@b.fr;x@y.fr", "A <a@b.fr>", "a b@c.fr", "a\u{0}@b.fr", "a@b.fr\u{200B}", "a@@b.fr",
      "a@b\u{301}.fr", String(repeating: "a", count: 250) + "@b.fr",
    ] { #expect(!EmailAddress.isOne(text), "\(text)") }
  }

  @Test("text that is JSON means the same once it is made visible")
  func json() throws {
    let text = "a\u{202E}\u{E0041}\u{61C}é"
    let data = try JSONEncoder().encode([text])
    let visible = TerminalText.visible(String(decoding: data, as: UTF8.self))
    #expect(visible.unicodeScalars.allSatisfy { !Self.isHidden($0) })
    #expect(try JSONDecoder().decode([String].self, from: Data(visible.utf8)) == [text])
  }
}
