import Testing
import Texts

@Suite("French order")
struct FrenchOrderTests {
  private func sorted(_ names: [String]) -> [String] {
    FrenchOrder.sorted(names.reversed()) { $0 }
  }

  @Test("an accent does not move a name to the end: Écully stands between Dardilly and Fleurieu")
  func accents() {
    let names = ["Dardilly", "Écully", "Fleurieu-sur-Saône", "Vénissieux", "Villeurbanne"]
    #expect(sorted(names) == names)
    // The same letter in one scalar or in two, and in capitals.
    let forms = ["ECULLY 1", "E\u{301}cully 2", "écully 3"]
    #expect(sorted(forms) == forms)
  }

  @Test("hyphens, apostrophes and blanks do not count, ligatures are two letters")
  func signs() {
    let names = ["Larbre", "L'Arbresle", "L’Arbret", "Sainte-Foy", "Saint-Fons", "Saint Genis"]
    #expect(sorted(names) == names)
    #expect(sorted(["Odet", "Œuvre", "Oevra"]) == ["Odet", "Œuvre", "Oevra"])
    #expect(sorted(["Adèle", "Ægide", "Afrique"]) == ["Adèle", "Ægide", "Afrique"])
  }

  @Test("of the same letters the accents decide, from the end, as in dictionaries")
  func ties() {
    let words = ["cote", "côte", "coté", "côté"]
    #expect(sorted(words) == words)
    #expect(sorted(["Saint Jean", "Saint-Jean"]) == ["Saint Jean", "Saint-Jean"])
  }

  @Test("rows of one name stay as they came")
  func stable() {
    let rows = [("b", 1), ("a", 2), ("b", 3), ("a", 4)]
    #expect(FrenchOrder.sorted(rows) { $0.0 }.map(\.1) == [2, 4, 1, 3])
    #expect(FrenchOrder("a") < FrenchOrder("b") && !(FrenchOrder("a") < FrenchOrder("a")))
    #expect(FrenchOrder("é") != FrenchOrder("e\u{301}"))
  }

  @Test("marks take no column, wide characters two")
  func width() {
    #expect(TerminalText.width("abc") == 3 && TerminalText.width("") == 0)
    #expect(TerminalText.width("é") == 1 && TerminalText.width("e\u{301}") == 1)
    #expect(TerminalText.width("中文 a") == 6 && TerminalText.width("한") == 2)
    #expect(TerminalText.width("👩‍🏫") == 2 && TerminalText.width("66,7\u{A0}%") == 6)
  }
}
