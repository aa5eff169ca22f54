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

  @Test("the locale decides, English unless it is French")
  func locale() {
    #expect(Language(environment: ["LANG": "fr_FR.UTF-8"]) == .french)
    #expect(Language(environment: ["LC_ALL": "C", "LANG": "fr_FR.UTF-8"]) == .english)
    #expect(Language(environment: [:]) == .english)
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
