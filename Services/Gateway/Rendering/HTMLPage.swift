import Texts

/// The frame of every page: one file without script or external resource, which says on screen and paper what is invented.
struct HTMLPage {
  let title: String
  let language: Language
  /// What is invented, as HTML; nil for nothing.
  let banner: String?
  /// Rules beside those of all pages.
  var css = ""
  /// Beneath the heading, as HTML.
  let subject: String
  /// As HTML.
  let content: String

  /// The banner in the margin of every sheet of paper, where the browser knows how.
  private var pageBanner: String {
    guard let banner else { return "" }
    let text = banner.replacing(#/<[^>]*>/#, with: "").replacing("\\", with: "")
      .replacing("\"", with: "")
    return
      "@page { @bottom-center { color: #7a1f1f; content: \"\(text)\"; font-size: 10px; font-weight: 700; } }"
  }

  /// The whole page.
  var html: String {
    """
    <!DOCTYPE html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title.escaped)</title>
    <style>\(ReportStyle.css)\(css)\(pageBanner)</style>
    </head>
    <body>
    \(banner.map { "<p class=\"banner\" role=\"note\">\($0)</p>" } ?? "")
    <header><h1>\(title.escaped)</h1>\(subject)</header>
    <main>
    \(content)
    </main>
    \(banner.map { "<footer class=\"print-banner\">\($0)</footer>" } ?? "")
    </body>
    </html>

    """
  }
}
