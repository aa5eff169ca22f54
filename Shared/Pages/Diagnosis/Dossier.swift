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
      let table: HTML = rows.isEmpty ? "" : Table(header: header, rows: rows).html(title)
      return "<section><h2>\(title)</h2>" + sentences.html { "<p>\($0)</p>" }
        + (items.isEmpty ? "" : "<ul>\(items)</ul>") + table + "</section>"
    }
  }

  package let title: String
  package let subject: String
  package let isFictitious: Bool
  package let sections: [Section]
  package let language: Language

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
      css: "li { margin-bottom: .3rem; overflow-wrap: anywhere; }",
      subject: "<p class=\"meta\">\(subject)</p>",
      content: sections.html(separator: "\n") { $0.html }
    ).html
  }
}
