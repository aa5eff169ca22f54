import Foundation
import Testing
import Texts

@Suite("Texts")
struct TextsTests {
  @Test("1,400 of 2,100 is 66,7 % in French and 66.7% in English")
  func percent() {
    #expect(Language.french.percent(1400, of: 2100) == "66,7\u{A0}%")
    #expect(Language.english.percent(1400, of: 2100) == "66.7%")
  }

  @Test("nothing expected has no percentage")
  func nothing() {
    #expect(Language.french.percent(0, of: 0) == nil)
  }

  @Test("halves are rounded up")
  func halves() {
    #expect(Language.english.percent(1, of: 2000) == "0.1%")
    #expect(Language.english.percent(2000, of: 2000) == "100.0%")
  }

  @Test("a share is a percentage with one decimal, halves up")
  func shares() {
    #expect(Language.english.share("0.107064") == "10.7%")
    #expect(Language.french.share("1.0005") == "100,1\u{A0}%")
    #expect(Language.english.share("0") == "0.0%")
    #expect(Language.english.share("12.3") == "1230.0%")
  }

  @Test("a number's noun agrees: 0 and 1 are singular in French, 1 alone in English")
  func agreement() {
    func shown(_ number: Int, _ language: Language) -> String {
      language.count(number, .init("ligne refusée", "lignes refusées"), .init("row", "rows"))
    }
    #expect(
      [0, 1, 2].map { shown($0, .french) }
        == ["0 ligne refusée", "1 ligne refusée", "2 lignes refusées"])
    #expect([0, 1, 2].map { shown($0, .english) } == ["0 rows", "1 row", "2 rows"])
    #expect(shown(37595, .french) == "37\u{202F}595 lignes refusées")
    #expect(Language.english.number(-1204) == "−1,204")
    #expect(Language.french.part(434, of: 37595) == "434 sur 37\u{202F}595")
  }

  @Test("« de » is elided and contracted before a name")
  func elision() {
    let names = [
      "Anse": "d'Anse", "Écully": "d'Écully", "Yzeron": "d'Yzeron", "Meyzieu": "de Meyzieu",
      "Haute-Rivoire": "de Haute-Rivoire", "Le Perréon": "du Perréon", "Les Haies": "des Haies",
      "La Mulatière": "de la Mulatière", "L'Arbresle": "de l'Arbresle", "Œuvre": "d'Œuvre",
      "Yonne": "de Yonne",
    ]
    for (name, shown) in names { #expect(Language.french.of(name) == shown) }
    #expect(Language.english.of("Anse") == "of Anse")
  }

  @Test("a change of a rate is in points; a rank and a list are in words")
  func points() {
    #expect(Language.french.points(tenths: 15) == "+1,5\u{A0}point")
    #expect(Language.french.points(tenths: -20) == "−2,0\u{A0}points")
    #expect(Language.english.points(tenths: 10) == "+1.0\u{A0}point")
    #expect(Language.english.points(tenths: 0) == "0.0\u{A0}points")
    #expect(Language.french.rank(53, of: 204) == "53e sur 204")
    #expect(
      ["1st of 9", "12th of 30", "23rd of 30"]
        == [(1, 9), (12, 30), (23, 30)].map { Language.english.rank($0.0, of: $0.1) })
    #expect(Language.french.list(["a", "b", "c"]) == "a, b et c")
    #expect(Language.french.either(["a", "b", "c"]) == "a, b ou c")
    #expect(Language.french.days("2025-01-01", "2025-12-31") == "du 01/01/2025 au 31/12/2025")
  }

  @Test("two decimals are shown with the digits that tell them apart")
  func apart() throws {
    let close = try #require(Language.french.apart("19.81", "19.84", places: 1))
    #expect(close == ("19,81", "19,84"))
    let far = try #require(Language.english.apart("19.85", "21", places: 1))
    #expect(far == ("19.9", "21.0"))
    #expect(Language.french.apart("19.8", "19.8", places: 1) == nil)
    #expect(Language.french.apart("19.8", "19.80", places: 1) == nil)
    let carried = try #require(Language.french.apart("-99.96", "3", places: 1))
    #expect(carried == ("−100,0", "3,0"))
  }

  @Test("the locale decides, English unless it is French")
  func locale() {
    #expect(Language(environment: ["LANG": "fr_FR.UTF-8"]) == .french)
    #expect(Language(environment: ["LC_ALL": "C", "LANG": "fr_FR.UTF-8"]) == .english)
    #expect(Language(environment: [:]) == .english)
  }

  @Test("a time of day is told with its h in French; what is none stands as it is")
  func clock() {
    #expect(Language.french.clock("09:05") == "9 h 05")
    #expect(Language.english.clock("09:05") == "09:05")
    #expect(Language.french.clock("x") == "x" && Language.french.clock("9:x") == "9:x")
  }

  @Test("a refusal tells a day as people write it")
  func refusedDay() {
    let told = Catalogue.refusal(
      "TERRITORY_UNKNOWN", ["territory": "69152", "day": "2026-11-29"], .french)
    #expect(
      told
        == "« 69152 » n'est ni une commune du Rhône, ni un QPV. Vérifiez le code.\nDate demandée : 29/11/2026"
    )
  }

  @Test("an unknown code stands for itself")
  func unknown() {
    #expect(Catalogue.reason("NEW_CODE", .french) == "NEW_CODE")
  }

  @Test("a reference to a new kind of fact has words before somebody finds better ones")
  func reference() {
    #expect(Catalogue.reason("UNKNOWN_GADGET", .english).hasPrefix("no record has that code"))
    #expect(Catalogue.remark("UNKNOWN_GADGET", .english).hasSuffix("known to this key"))
    #expect(Catalogue.remark("UNKNOWN_COLUMN", .english) == "unknown column, ignored")
  }

  @Test("what a service's page says of rows and members has words in both languages")
  func words() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    for page in [
      "Services/Senacs", "Services/Evaluation", "Services/Registry", "Services/Training",
      "Shared/ServiceHost",
    ] {
      let text = try String(contentsOf: root.appending(path: "\(page)/README.md"), encoding: .utf8)
      // Three codes without words: a variable, a state of health, and the mark of a value about which nothing needs to be said.
      let silent: Set<String> = ["VIGIE_DATABASE_FILE", "NOT_SERVING", "AS_PUBLISHED"]
      for match in text.matches(of: #/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/#) {
        let code = String(match.1)
        let hasWords =
          silent.contains(code)
          || Language.allCases.allSatisfy {
            Catalogue.reason(code, $0) != code || Catalogue.refusal(code, [:], $0) != nil
              || Catalogue.seriesRule(code, $0) != code || Catalogue.held(code, $0) != code
              || Catalogue.setAside(code, $0) != code
          }
        #expect(hasWords, "\(page): \(code)")
      }
    }
  }
}
