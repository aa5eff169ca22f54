import Testing
import Texts

@testable import Pages

@Suite("Tables on a terminal")
struct TableTests {
  private static let table = Table(
    header: ["code", "type", "nom", "agréée du", "au", "pourquoi", "jours"],
    rows: [
      [
        "F-CS-001", "CS", "Centre social fictif Passerelle de Vénissieux", "2022-01-01",
        "2025-12-31", "aucun agrément ne couvre l'ouverture ; à vérifier", "12",
      ],
      ["F-EVS-002", "EVS", "E\u{301}cully 中文", "2022-01-01", "", "attendue", "1\u{202F}234"],
      ["F-EVS-003", "EVS", "x", "2022-01-01", "", "", "–"],
    ])

  private func lines(_ width: Int?) -> [String] {
    Self.table.text(within: width).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  @Test("piped output and a wide terminal have one line a row, aligned, numbers to the right")
  func whole() {
    let wide = lines(200)
    #expect(
      wide.count == 4 && lines(nil) == wide && Self.table.text == lines(nil).joined(separator: "\n")
    )
    // The columns are 9, 4, 45, 10, 10, 49 and 5 wide, with six gaps of 2. Every line ends in the column of numbers.
    #expect(Set(wide.map(TerminalText.width)) == [144])
    #expect(wide[1].hasSuffix("vérifier     12") && wide[2].hasSuffix("  1\u{202F}234"))
    #expect(wide[3].hasSuffix("      –") && wide[0].hasSuffix("  jours"))
  }

  @Test("on 80 columns long texts go on below; codes, days and numbers stay whole")
  func wrapped() {
    let narrow = lines(80)
    #expect(narrow.allSatisfy { TerminalText.width($0) <= 80 })
    #expect(narrow.count > 4 && narrow[0].hasPrefix("code "))
    let text = narrow.joined(separator: "\n")
    for whole in [
      "F-CS-001", "F-EVS-002", "2022-01-01", "2025-12-31", "1\u{202F}234", "Vénissieux",
    ] {
      #expect(text.contains(whole), "\(whole)")
    }
    // No line begins with a sign that belongs to the word before.
    #expect(text.contains("l'ouverture ;"))
  }

  @Test("on 60 columns, too few for the words, each row is told cell by cell")
  func records() {
    let told = lines(60)
    #expect(told.allSatisfy { TerminalText.width($0) <= 60 })
    #expect(told.first == "code       F-CS-001")
    #expect(told.contains("jours      12") && told.contains("au         2025-12-31"))
    // Three rows, with an empty line between them; an empty cell has no line.
    #expect(told.count { $0.isEmpty } == 2)
    #expect(told.count { $0.hasPrefix("pourquoi") } == 2)
  }

  @Test("days, codes with letters and mixed cells are no numbers")
  func numbers() {
    let table = Table(
      header: ["", "jour", "sur", "taux", "reste"],
      rows: [
        ["1", "2025-01-01", "8", "57,1\u{A0}%", "8"],
        ["22", "2025-01-01", "14", "non calculable", "secret (n<5)"],
      ])
    #expect(
      table.text.split(separator: "\n").map(String.init) == [
        "    jour        sur            taux  reste",
        "1   2025-01-01    8          57,1\u{A0}%  8",
        "22  2025-01-01   14  non calculable  secret (n<5)",
      ])
  }

  @Test("a table without rows is its header, at any width")
  func empty() {
    let table = Table(header: ["code", "nom"], rows: [])
    #expect(table.text == "code  nom" && table.text(within: 80) == "code  nom")
    #expect(table.text(within: 5) == "code\nnom")
  }
}
