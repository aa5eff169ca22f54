import Testing
import Texts

@Suite("Sentences about figures")
struct SentenceTests {
  @Test("words agree with the part and with the whole; 0 and 1.5 are singular in French alone")
  func agreement() {
    let pattern = "{n} structure[s] sur <la seule qui a|les {d} qui ont> répondu [dit|disent]"
    func french(_ part: String, _ whole: String) -> String {
      Language.french.sentence(pattern, part, of: whole)
    }
    #expect(french("1", "1") == "1 structure sur la seule qui a répondu dit")
    #expect(french("2", "37595") == "2 structures sur les 37\u{202F}595 qui ont répondu disent")
    #expect(Language.french.sentence("{n} heure[s]", "1.5", of: "1") == "1,5 heure")
    #expect(Language.english.sentence("{n} hour[s]", "1.5", of: "1") == "1.5 hours")
    #expect(
      ["0", "1", "2"].map { Language.english.sentence("{n} [day|days]", $0, of: "9") }
        == ["0 days", "1 day", "2 days"])
    #expect(Language.french.part("434", of: "37595") == "434 sur 37\u{202F}595")
    #expect(Language.french.years(2025, 2025) == "en 2025")
    #expect(Language.english.years(2023, 2026) == "from 2023 to 2026")
  }

  /// What is said of a figure after another one.
  private func said(
    _ code: String, _ number: String, of whole: String,
    after before: (code: String, number: String)? = nil
  ) -> Catalogue.Clause? {
    Catalogue.clause(code, number, of: whole, rate: "V", after: before, .french)
  }

  @Test("none is a sentence of its own, and a part goes on from its whole after a comma")
  func clauses() {
    #expect(
      said("I1", "0", of: "104")?.text == "aucune structure attendue sur 104 n'a répondu à SENACS")
    #expect(
      said("I1", "78", of: "104")?.text
        == "78 structures attendues sur 104 ont répondu à SENACS (V)")
    let reached = (code: "I2a", number: "12")
    #expect(
      ["0", "1", "5", "12"].map { said("I2e", $0, of: "1", after: reached)?.text } == [
        "dont aucun salarié", "dont 1 salarié", "dont 5 salariés", "toutes salariées",
      ])
    #expect(said("I2e", "5", of: "1", after: reached)?.isAddition == true)
    #expect(said("I2e", "5", of: "1")?.text == "les formations ont touché 5 salariés")
    // Of nobody there is no part, and what the sentence before has told is not told twice.
    #expect(said("I2e", "0", of: "1", after: (code: "I2a", number: "0")) == nil)
    #expect(said("I6-coverage", "52", of: "103", after: (code: "I6", number: "10")) == nil)
    #expect(said("I9", "1", of: "2")?.text == "I9 : 1 sur 2, soit V")
  }

  @Test("each figure has a sentence in both languages, for none, one and many")
  func whole() {
    for code in [
      "I1", "I1-restated", "I1-on-time", "I2a", "I2b", "I2c", "I2d", "I2e", "I3a-director",
      "I3a-family_referent", "I3c-director", "I3c-family_referent", "I4", "I5a", "I5b",
      "I5-response", "I6", "I6-coverage", "I7a", "I7b", "I7c",
    ] {
      for language in Language.allCases {
        let name = Catalogue.figure(code, language)
        #expect(name != code)
        for number in ["0", "1", "2"] {
          let text = Catalogue.clause(code, number, of: "3", rate: "V", after: nil, language)?.text
          #expect(text?.contains { "[]<>{}|".contains($0) } == false, "\(code) \(text ?? "")")
          #expect(text?.hasPrefix(name) == false, "\(code)")
        }
      }
    }
  }

  @Test("ways of training are a list that tells the whole once; what is left out has its noun")
  func lists() {
    let ways = [
      (code: "AUTOFORM", number: "31", rate: "V"), (code: "TUTORAT", number: "25", rate: "V"),
    ]
    #expect(
      Catalogue.ways(ways, of: "79", years: "en 2025", .french)
        == "moyens de formation cités en 2025 : autoformation, 31 structures sur 79 (V) ; "
        + "accompagnement individuel (tutorat), 25 (V)")
    #expect(
      Catalogue.ways([], of: "0", years: nil, .french)
        == "aucune structure n'a cité de moyen de formation")
    #expect(
      ["DRAFT_ONLY", "NOT_EVALUATED"].map { Catalogue.absence($0, 1, .french) }
        == ["1 brouillon", "1 diagnostic non évalué"])
    #expect(Catalogue.absence("DRAFT_ONLY", 7, .english) == "7 drafts")
    #expect(
      Catalogue.absenceSentence("NO_ANSWER", 24, .french) == "24 structures n'ont pas répondu")
    #expect(Catalogue.absence("NEW_CODE", 2, .french) == "2 NEW_CODE")
  }
}
