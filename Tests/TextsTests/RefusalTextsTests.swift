import Testing

@testable import Texts

@Suite("Refusals in words")
struct RefusalTextsTests {
  @Test("each is a sentence that stands alone")
  func sentences() {
    for words in [Catalogue.refusals, Catalogue.territoryRefusals, Catalogue.reportRefusals] {
      for (reason, text) in words {
        for language in Language.allCases {
          let shown = text.text(language)
          let first = shown.first { $0 != "«" && $0 != "“" && $0 != " " }
          #expect(first.map { $0.isUppercase || $0 == "{" } == true, "\(reason): \(shown)")
          #expect(shown.contains(". ") || shown.hasSuffix("."), "\(reason): \(shown)")
          #expect(!shown.contains("voir :") && !shown.contains("see:"), "\(reason): \(shown)")
        }
      }
    }
  }

  @Test("arguments are filled in once, and days are as people write them")
  func filled() {
    let ended = Catalogue.refusal(
      "COLLECTION_ENDED", ["campaign": "{endedOn}", "endedOn": "2025-09-30"], .french)
    #expect(
      ended?.hasPrefix("La Caf a terminé la collecte de la campagne {endedOn} le 30/09/2025.")
        == true)
    #expect(
      Catalogue.refusal("STRUCTURE_UNKNOWN", ["structure": "S99"], .english)
        == "No structure has the code S99. List: vigie registry list")
  }

  @Test("what did not come is left out: a word of the first line, or another line as a whole")
  func missing() {
    let whole = ["service": "senacs", "endpoint": "tcp://127.0.0.1:9", "key": "KEY"]
    #expect(
      Catalogue.refusal("KEY_REFUSED", whole, .english) == """
        Your key is not allowed by the service senacs.
        Your public key is: KEY
        Give your public key to the administrator, who allows it with vigie keys allow.
        """)
    #expect(
      Catalogue.refusal("KEY_REFUSED", [:], .french) == """
        Votre clé n'est pas autorisée par le service.
        Transmettez votre clé publique à l'administrateur, qui l'autorisera avec vigie keys allow.
        """)
    let down = Catalogue.refusal("NOBODY_ANSWERS", whole, .french)
    #expect(down?.hasPrefix("Le service senacs ne répond pas (tcp://127.0.0.1:9)") == true)
  }

  @Test("what a file is announced as decides what to do")
  func natures() throws {
    func told(_ announced: String?) throws -> String {
      var arguments = ["file": "reponses-2025.csv"]
      arguments["announced"] = announced
      return try #require(Catalogue.refusal("NATURE_MIXED", arguments, .french))
    }
    #expect(try told("real").contains("reponses-2025.csv est annoncé comme réel"))
    #expect(try told("real").contains("ajoutez --fictitious"))
    #expect(try told("fictitious").contains("retirez --fictitious"))
    #expect(try told(nil).contains("ne se mélangent pas"))
  }

  @Test("a fault of a file or a record has its place and its words, not its code")
  func faults() {
    let file = ["file": "structures.csv", "row": "5"]
    #expect(
      Catalogue.refusal("FILE_RECORD_TOO_LONG", file, .french)
        == "Erreur : structures.csv, ligne 5. Ligne trop longue : un guillemet n'est-il pas refermé ?"
    )
    let row = ["column": "to", "value": "", "code": "MISSING_VALUE"]
    #expect(
      Catalogue.refusal("ROW_REFUSED", row, .english)
        == "Error: column to, (empty). A value is needed: fill the cell in.")
    #expect(Catalogue.refusal("NEW_CODE", [:], .french) == nil)
  }

  @Test("a status without a reason says what happened; a part that is missing says why")
  func statuses() {
    #expect(
      Catalogue.failure("DEADLINE_EXCEEDED", message: "x", .english)
        == "The service did not answer in time. Try again; if it goes on, tell your administrator.")
    #expect(
      Catalogue.failure("INVALID_ARGUMENT", message: "limit must be 1…1000", .french)
        == "Le service n'a pas accepté la demande. Message technique : « limit must be 1…1000 »")
    #expect(Catalogue.missing("senacs", "UNAVAILABLE", .french) == "senacs ne répond pas")
  }

  @Test("a text becomes a sentence, unless it begins with a name")
  func sentence() {
    #expect("l'onglet est absent".sentence == "L'onglet est absent.")
    #expect("un guillemet ?".sentence == "Un guillemet ?")
    #expect("structures.csv est absent".sentence == "structures.csv est absent.")
    #expect("".sentence == "")
  }
}
