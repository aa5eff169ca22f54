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

  /// The whole page.
  var html: String {
    """
    <!DOCTYPE html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title.escaped)</title>
    <style>\(ReportStyle.css)\(css)</style>
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
