import TestSupport
import Testing
import Texts

@Suite("Faults of documents")
struct FaultTests {
  @Test("a fault is told with what it is about, in both languages; an unknown one by its code")
  func faults() {
    let values = ["1", "sum", "salaries"]
    #expect(
      Catalogue.fault("RULE_FIELD", values, .english)
        == "rule 1 (sum): salaries is no number of this codebook")
    #expect(
      Catalogue.fault("RULE_FIELD", values, .french)
        == "règle 1 (sum) : salaries n'est pas un nombre du questionnaire")
    #expect(Catalogue.fault("NEW_FAULT", ["x"], .french) == "NEW_FAULT")
  }

  @Test("a refusal tells in French what its service tells in French")
  func refusals() {
    let arguments = ["fault": "it has no field statut", "fault.fr": "il manque la question statut"]
    let english = Catalogue.refusal("CODEBOOK_WRONG", arguments, .english)
    #expect(english?.contains("it has no field statut") == true)
    let french = Catalogue.refusal("CODEBOOK_WRONG", arguments, .french)
    #expect(french?.contains("il manque la question statut") == true)
    // A service of version 0.3 tells faults in English only.
    let old = Catalogue.refusal("CODEBOOK_WRONG", ["fault": "it has no field x"], .french)
    #expect(old?.contains("it has no field x") == true)
  }

  @Test("every fault that the sources name has words in both languages")
  func words() {
    let fault =
      #/(?:DocumentFault|refused|Self\.wrong|ReportCheck\.wrong| wrong)\((?:"\w+", )?"([A-Z]+_[A-Z_]+)"/#
    var codes: Set<String> = []
    for file in ["Shared", "Services"].flatMap({ SourceTree.files(under: $0) }) {
      for match in file.text.matches(of: fault) { codes.insert(String(match.1)) }
    }
    #expect(codes.count > 30)
    for code in codes.sorted() {
      for language in Language.allCases {
        #expect(Catalogue.fault(code, [], language) != code, "\(code)")
      }
    }
  }
}
