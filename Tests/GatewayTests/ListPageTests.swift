import ArgumentParser
import Composition
import Testing
import Texts
import Values

@testable import Pages
@testable import vigie

@Suite("A list as a page")
struct ListPageTests {
  private static let table = Table(
    header: ["code", "nom", "jours"],
    rows: [["F-1", "Centre social fictif", "12"], ["F-2", "EVS fictif", "1\u{202F}234"]])

  private func made(_ table: Table = ListPageTests.table) throws -> ListPage {
    ListPage(
      title: "Liste les structures", command: "vigie registry list",
      writtenOn: try #require(CivilDate("2026-11-30")), table: table, isFictitious: true,
      language: .french)
  }

  @Test("it has the table, when it was made and with which command, and says what is invented")
  func whole() throws {
    var page = try made()
    (page.subject, page.notes) = ("Au 31 décembre", ["2 structures"])

    let parsed = ParsedPage(page.html)
    #expect(parsed.fault == nil)
    for text in [
      "Liste les structures", "Liste établie le 30/11/2026 avec", "vigie registry list",
      "Au 31 décembre", "2 structures", "Centre social fictif", Words.fictitious(.french),
    ] { #expect(parsed.text.contains(text), "\(text)") }
    #expect(!parsed.elements.contains { ["script", "link", "svg"].contains($0.name) })
    page.command = nil
    #expect(!page.html.contains("vigie registry list"))
  }

  @Test("numbers stand to the right; many columns are printed across the sheet")
  func columns() throws {
    let few = try made().html
    #expect(few.contains("<td class=\"whole number\" data-label=\"jours\">12</td>"))
    #expect(few.contains("<td class=\"wraps\" data-label=\"nom\">Centre social fictif</td>"))
    #expect(!few.contains("landscape"))
    let wide = Table(header: (1...9).map(String.init), rows: [Array(repeating: "a", count: 9)])
    #expect(try made(wide).html.contains("size: A4 landscape"))
    let none = ParsedPage(try made(Table(header: ["a", "b"], rows: [])).html)
    #expect(none.fault == nil && none.text.contains("Aucun résultat."))
  }

  @Test("a map stands above, with a table of its own unless the list has each commune")
  func map() throws {
    var page = try made()
    var map = TileMap(
      title: "Carte",
      communes: [.init(code: "69123", name: "Lyon", standing: .share(1, of: 2))],
      language: .french)
    page.map = map
    func tables(_ page: ListPage) -> Int {
      ParsedPage(page.html).elements.count { $0.name == "table" }
    }
    #expect(tables(page) == 2)
    map.bringsTable = false
    page.map = map
    #expect(tables(page) == 1 && page.html.contains("<svg "))
  }

  @Test("no cell makes an element")
  func hostile() throws {
    let text = "\"\u{301}</title></style><script>x</script><b a=\"]]>"
    func elements(_ text: String) throws -> [ParsedPage.Element] {
      var page = try made(Table(header: ["a", "b"], rows: [[text, text]]))
      (page.title, page.command, page.subject, page.notes) = (text, text, text, [text])
      let parsed = ParsedPage(page.html)
      #expect(parsed.fault == nil)
      return parsed.elements
    }
    #expect(try elements(text) == elements("zz"))
  }

  @Test("the page of a command is called what the command does, and tells how to make it again")
  func command() {
    let typed = TypedArguments(
      ["--lang", "fr", "report", "list", "--format=html", "--out", "a b", "--config", "c"])
    #expect(typed.command == "vigie report list --out \"a b\"")
    // « Lists the frozen reports. » is the page “The frozen reports”.
    let abstract = ReportCommand.List.configuration.abstract
    #expect(abstract.hasPrefix("Lists ") && abstract.hasSuffix(typed.title.dropFirst() + "."))
    #expect(typed.title.first?.isUppercase == true)
    let own = TypedArguments(["training", "needs", "--contacts"]).title
    #expect(own == "Active structures with nobody trained in post")
  }
}
