import Testing
import Texts

@testable import Pages

@Suite("The map of the communes")
struct TileMapTests {
  private func map(
    _ communes: [(code: String, name: String, standing: TileMap.Standing)],
    title: String = "Carte", _ language: Language = .french
  ) -> TileMap {
    TileMap(
      title: title,
      communes: communes.map { .init(code: $0.code, name: $0.name, standing: $0.standing) },
      language: language)
  }

  @Test("each of the 266 communes has a square near its place; an arrondissement has Lyon's")
  func grid() throws {
    let grid = TileGrid.rhone
    #expect(grid.tiles.count == 266 && Set(grid.tiles.values).count == 266)
    #expect(
      grid.tiles.values.allSatisfy {
        (0..<grid.columns).contains($0.column) && (0..<grid.rows).contains($0.row)
      })
    #expect(
      ["69381", "69389", "69123", "69266"].map { TileGrid.commune(of: $0) }
        == ["69123", "69123", "69123", "69266"])
    // Villefranche-sur-Saône is north of Lyon, Saint-Priest is east of it, Condrieu south.
    let lyon = try #require(grid.tiles["69123"])
    #expect(try #require(grid.tiles["69264"]).row < lyon.row)
    #expect(try #require(grid.tiles["69290"]).column > lyon.column)
    #expect(try #require(grid.tiles["69064"]).row > lyon.row)
  }

  @Test(
    "a square has a class and a short label; 0 and 100 mean none and all, however many there are",
    arguments: [
      (.share(0, of: 3), .zero, "0"), (.share(1, of: 300), .few, "1"),
      (.share(1, of: 3), .few, "33"), (.share(1, of: 2), .most, "50"),
      (.share(2, of: 3), .most, "67"), (.share(299, of: 300), .most, "99"),
      (.share(3, of: 3), .full, "100"), (.share(0, of: 0), .empty, "–"),
      (.holds(true), .covered, "oui"), (.holds(false), .uncovered, "non"), (.secret, .secret, "s"),
    ] as [(TileMap.Standing, TileShade, String)])
  func classes(_ standing: TileMap.Standing, _ shade: TileShade, _ label: String) {
    #expect(TileShade(standing) == shade)
    #expect(map([("69123", "Lyon", standing)]).label(standing) == label)
  }

  @Test("the legend tells how many communes there are of each class, the others among them")
  func legend() {
    let communes: [(code: String, name: String, standing: TileMap.Standing)] = [
      ("69266", "Villeurbanne", .share(6, of: 6)), ("69123", "Lyon", .share(20, of: 22)),
      ("69290", "Saint-Priest", .share(1, of: 2)), ("69029", "Bron", .secret),
    ]
    #expect(
      map(communes).legend.map(\.text) == [
        "toutes : 1 commune", "la moitié ou plus : 2 communes",
        "s = masqué (secret statistique) : 1 commune", "autres communes : 262",
      ])
    #expect(
      map(communes, .english).legend.map(\.text) == [
        "all: 1 commune", "half or more: 2 communes",
        "s = suppressed (statistical secrecy): 1 commune", "other communes: 262",
      ])
  }

  @Test("the arrondissements of Lyon are one square, with the sum of their numbers")
  func lyon() {
    let drawn = map([
      ("69382", "Lyon 2e", .share(2, of: 2)), ("69381", "Lyon 1er", .share(1, of: 3)),
    ])
    #expect(drawn.communes.map(\.code) == ["69123"])
    #expect(drawn.communes.map(\.standing) == [.share(3, of: 5)])
    #expect(drawn.communes.map(\.name) == ["Lyon 2e, Lyon 1er"])
  }

  @Test("a commune without a square is told below the map, and is in the table")
  func unplaced() {
    let old = map([
      ("69159", "Porte des Pierres Dorées", .share(1, of: 2)), ("69029", "Bron", .share(1, of: 1)),
    ])
    #expect(
      old.unplaced?.hasSuffix("Porte des Pierres Dorées : 1 sur 2 (50,0\u{A0}%).") == true)
    #expect(ParsedPage(old.html.text).text.contains("Porte des Pierres Dorées : 1 sur 2"))
    #expect(
      old.table.rows == [
        ["Bron", "69029", "1 sur 1 (100,0\u{A0}%)"],
        ["Porte des Pierres Dorées", "69159", "1 sur 2 (50,0\u{A0}%)"],
      ])
    #expect(old.legend.map(\.text) == ["toutes : 1 commune", "autres communes : 265"])
    #expect(map([("69029", "Bron", .share(1, of: 1))]).unplaced == nil)
  }

  @Test("the drawing is well-formed; each commune with a result has a name, a label and a bar")
  func drawing() {
    let page = ParsedPage(
      map([
        ("69123", "Lyon", .share(20, of: 22)), ("69266", "Villeurbanne", .share(6, of: 6)),
        ("69029", "Bron", .share(0, of: 1)),
      ]).html.text)
    #expect(page.fault == nil)
    func count(_ name: String) -> Int { page.elements.count { $0.name == name } }
    #expect(count("svg") == 1 && count("g") == 3 && count("text") == 3)
    // Each has a square, and Lyon a bar beside it; the map has a title of its own.
    #expect(count("rect") == 4 && count("title") == 4 && count("desc") == 1)
    #expect(page.text.contains("Lyon : 20 sur 22 (90,9\u{A0}%)"))
    #expect(page.attributes.contains { $0.name == "role" && $0.value == "img" })
  }

  @Test("no name makes an element")
  func hostile() {
    let text = "\"\u{301}</title></svg><script>x</script><b a=\"]]>"
    func page(_ text: String) -> ParsedPage {
      ParsedPage(
        map(
          [("69123", text, .share(1, of: 2)), ("69159", text, .secret)], title: text
        ).html.text)
    }
    #expect(page(text).fault == nil && page(text).elements == page("zz").elements)
  }

  @Test("communes that are covered as a whole say yes or no")
  func wholes() {
    let drawn = map([("69123", "Lyon", .holds(true)), ("69029", "Bron", .holds(false))], .english)
    #expect(drawn.table.header == ["commune", "code", "covered"])
    #expect(drawn.table.rows == [["Bron", "69029", "no"], ["Lyon", "69123", "yes"]])
    #expect(!drawn.explanation.contains("%"))
  }
}
