package import Texts
package import Values

/// A list as one page, for people: its table, below a map of the communes where the list has one. It can be read on a screen, printed and
/// sent; programs take the list's other formats.
package struct ListPage: Bilingual {
  /// What the list is.
  package var title: String
  /// The command that made it, as it is typed; nil where readers are not told.
  package var command: String?
  package let writtenOn: CivilDate
  package let table: Table
  package let isFictitious: Bool?
  package let language: Language
  /// A line above the table; nil for none.
  package var subject: String?
  /// Lines below the table.
  package var notes: [String] = []
  package var map: TileMap?

  package init(
    title: String, command: String?, writtenOn: CivilDate, table: Table, isFictitious: Bool?,
    language: Language
  ) {
    self.title = title
    self.command = command
    self.writtenOn = writtenOn
    self.table = table
    self.isFictitious = isFictitious
    self.language = language
  }

  /// The whole page.
  package var html: String {
    HTMLPage(
      title: title, language: language, banner: HTMLPage.Banner.network(isFictitious, language),
      css: css, subject: origin, content: content
    ).html
  }

  /// When the list was made, and how to make it again.
  private var origin: HTML {
    let made = pick("Liste établie le", "List made on")
    let how = command.html { "\(pick(" avec", " with")) <code>\($0)</code>" }
    return "<p class=\"meta\">\(made) \(day(writtenOn))\(how)</p>"
  }

  private var content: HTML {
    let lines = notes.html { "<p>\($0)</p>" }
    let list: HTML =
      table.rows.isEmpty && notes.isEmpty
      ? "<p>\(pick("Aucun résultat.", "No results."))</p>" : table.html(title)
    return """
      \(subject.html { "<p>\($0)</p>" })\(map.html(drawn))
      \(list)
      \(lines)
      """
  }

  private func drawn(_ map: TileMap) -> HTML {
    let table: HTML = map.bringsTable ? map.table.html(map.title) : ""
    return "<p>\(map.explanation)</p><div class=\"maps\">\(map.html)\(table)</div>"
  }

  /// From this number of columns on, a list is printed across the sheet.
  private static let manyColumns = 7

  private var css: HTML {
    let wide: HTML =
      table.header.count < Self.manyColumns
      ? "" : "@media screen { body { max-width: 80rem; } }\n@page { size: A4 landscape; }\n"
    return "\(wide)\(map == nil ? "" : TileMap.css)"
  }
}
