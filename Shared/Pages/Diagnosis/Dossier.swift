import Composition
package import Texts

/// A document of sections, which is the same in a terminal and on a page.
package struct Dossier {
  /// A heading with sentences, a list and a table, each of which may be missing.
  package struct Section {
    package let title: String
    package var sentences: [String] = []
    package var list: [String] = []
    package var header: [String] = []
    package var rows: [[String]] = []

    fileprivate var text: String {
      var parts = ["== \(title)"] + sentences + list.map { "- \($0)" }
      if !rows.isEmpty { parts.append(Table(header: header, rows: rows).text) }
      return parts.joined(separator: "\n")
    }

    fileprivate var html: HTML {
      let items = list.html { "<li>\($0)</li>" }
      let head = header.html { "<th scope=\"col\">\($0)</th>" }
      let body = rows.html(separator: "\n") { Table.row($0) }
      let table: HTML =
        rows.isEmpty
        ? ""
        : "<div class=\"scroll\"><table class=\"dossier\"><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table></div>"
      return "<section><h2>\(title)</h2>" + sentences.html { "<p>\($0)</p>" }
        + (items.isEmpty ? "" : "<ul>\(items)</ul>") + table + "</section>"
    }
  }

  package let title: String
  package let subject: String
  package let isFictitious: Bool
  package let sections: [Section]
  package let language: Language

  private static let css: HTML = """
    table.dossier td, table.dossier th { text-align: left; vertical-align: top; overflow-wrap: anywhere; }
    table.dossier th[scope=row] { min-width: 6rem; }
    li { margin-bottom: .3rem; }
    @media screen and (max-width: 48rem) { .scroll { overflow-x: auto; } }
    """

  /// For a terminal.
  package var text: String {
    let head = (isFictitious ? [Words.fictitious(language)] : []) + [title, subject]
    return (head + sections.map { "\n\($0.text)" }).joined(separator: "\n")
  }

  /// One page without script or external resource.
  package var html: String {
    HTMLPage(
      title: title, language: language,
      banner: isFictitious ? .init(loud: Words.fictitious(language)) : nil,
      css: Self.css, subject: "<p class=\"meta\">\(subject)</p>",
      content: sections.html(separator: "\n", \.html)
    ).html
  }
}
