import RPCContract
import Testing
import Texts

@testable import Contracts

@Suite("The audit in words")
struct AuditWordsTests {
  @Test("each method whose calls the audit notes has words of its own")
  func methods() {
    let noted = AccessRules.methods.flatMap(\.methods).filter { $0.mutates || $0.tellsOfPeople }
    let known = Set(Catalogue.auditedMethods.codes)

    #expect(noted.count > 50)
    for type in noted { #expect(known.contains(type.method), "\(type.method)") }
  }

  @Test("a line says what it is about, then the method; a deed in the portal has words alone")
  func lines() {
    func audited(_ method: String, _ outcome: String, _ language: Language = .french) -> String {
      Catalogue.audited(method, outcome: outcome, language)
    }
    #expect(
      audited(OpenCampaign.method, "OK") == "ouverture d'une campagne (\(OpenCampaign.method))")
    #expect(
      audited(OpenCampaign.method, "OK", .english) == "opening a campaign (\(OpenCampaign.method))")
    #expect(audited("sign in", "OK") == "connexion au portail")
    // The refusals of a caller beyond the first are one line without a method.
    #expect(audited("", "PERMISSION_DENIED") == "demandes diverses")
  }

  @Test("a method without words, such as one of a newer service, is told by how the call ended")
  func others() {
    let name = "vigie.new.v1/Act"
    let told = ["OK", "SHOWN", "PERMISSION_DENIED"].map {
      Catalogue.audited(name, outcome: $0, .french)
    }
    #expect(told == ["modification (\(name))", "consultation (\(name))", "demande (\(name))"])
    #expect(
      ["OK", "SHOWN", "PERMISSION_DENIED", "NEW"].map { Catalogue.auditOutcome($0, .french) }
        == ["fait", "consulté", "refusé", "NEW"])
  }
}
