import Composition
import Texts

/// The frame of every page: one file without script or external resource, which says on screen and on paper what is invented. It is
/// well-formed XML too, so that a test can read it with a parser.
struct HTMLPage {
  /// The words that say what is invented; `loud` is emphasised.
  struct Banner {
    let loud: String
    var more: String?

    /// The banner of a report on a network that is invented; nil for a real one.
    static func network(_ isFictitious: Bool?, _ language: Language) -> Banner? {
      guard isFictitious == true else { return nil }
      return Banner(
        loud: Words.fictitious(language),
        more: language.pick(
          "réseau d'exemple : aucune de ces structures n'existe",
          "an example network: none of these structures exists"))
    }

    fileprivate var html: HTML {
      "<strong>\(loud)</strong>" + (more.map { " – \($0)" } ?? "")
    }
  }

  let title: String
  let language: Language
  /// Nil where nothing is invented.
  let banner: Banner?
  /// Style rules in addition to those of all pages.
  var css: HTML = ""
  /// The part beneath the heading.
  let subject: HTML
  let content: HTML

  /// The banner in the margin of every sheet of paper, for browsers that support it.
  private var pageBanner: HTML {
    guard let banner else { return "" }
    let text = banner.loud + (banner.more.map { " – \($0)" } ?? "")
    // A style sheet has no entities, so characters that could end the string or the style sheet are left out.
    let plain = text.unicodeScalars.filter { !"\"\\<&".unicodeScalars.contains($0) }
    return
      "@page { @bottom-center { color: #7a1f1f; content: \"\(String(String.UnicodeScalarView(plain)))\"; font-size: 10px; font-weight: 700; } }"
  }

  /// The whole page.
  var html: String {
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>\(title)</title>
      <style>\(ReportStyle.css)\(HTMLTable.css)\(css)\(pageBanner)</style>
      </head>
      <body>
      \(banner.html { "<p class=\"banner\" role=\"note\">\($0.html)</p>" })
      <header><h1>\(title)</h1>\(subject)</header>
      <main>
      \(content)
      </main>
      \(banner.html { "<footer class=\"print-banner\">\($0.html)</footer>" })
      </body>
      </html>

      """
    return language == .french ? Typography.french(page: page.text) : page.text
  }
}
