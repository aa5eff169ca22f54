import Testing

@testable import Pages

/// Tables and charts of pages, of which nothing is cut off.
@Suite("Tables and bars of pages")
struct HTMLTableTests {
  private func html(_ header: [String], _ rows: [[String]]) -> String {
    HTMLTable(
      name: "t", header: header, rows: rows.map { cells in cells.map { HTMLTable.Cell($0) } }
    ).html.text
  }

  @Test("a table says how much room it needs; one of few rows is kept on one sheet")
  func room() {
    #expect(html(["nom", "nombre"], [["a", "1"]]).contains("class=\"rows short needs-22\""))
    let many = (1...30).map { "colonne \($0)" }
    #expect(html(many, [many]).contains("class=\"rows short needs-999\""))
    let long = Array(repeating: ["a", "1"], count: 13)
    #expect(html(["nom", "nombre"], long).contains("class=\"rows long needs-22\""))
  }

  @Test("numbers, parts and years stand to the right, days and words to the left")
  func sides() {
    let page = html(
      ["nom", "part", "jour", "2025", "mot"], [["a", "31 sur 79", "31/12/2025", "–", "oui"]])
    for cell in [
      "<td class=\"whole number\" data-label=\"part\">31 sur 79</td>",
      "<td class=\"whole\" data-label=\"jour\">31/12/2025</td>",
      "<td class=\"whole number\" data-label=\"2025\">–</td>",
      "<td class=\"whole\" data-label=\"mot\">oui</td>",
    ] { #expect(page.contains(cell), "\(page)") }
  }

  @Test("a text of several words wraps, one as long as a digest is broken, an empty cell is none")
  func cells() {
    let digest = String(repeating: "0a", count: 32)
    let page = html(["a", "b", "c"], [["centre social fictif", digest, ""]])
    for (column, kind) in [("a", "wraps"), ("b", "breaks"), ("c", "none")] {
      #expect(page.contains("class=\"\(kind)\" data-label=\"\(column)\""), "\(page)")
    }
  }

  @Test("the label of a bar has as many lines as it needs")
  func labels() {
    let label = "accompagnement individuel de chaque direction par une personne de la fédération"
    let drawn = BarChart(title: "t", bars: [(label: label, share: 0.5, text: "50 %")]).svg.text
    #expect(drawn.contains(">accompagnement individuel de chaque direction</text>"), "\(drawn)")
    #expect(drawn.contains(">par une personne de la fédération</text>") && !drawn.contains("…"))
    #expect(drawn.contains("viewBox=\"0 0 360 62\""))
  }
}
