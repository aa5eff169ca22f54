import CodebookRules
import Contracts
import Foundation
import SenacsDomain
import Testing
import Values

@Suite("Funding that answers to SENACS declare")
struct DeclaredFundingTests {
  @Test(
    "each field that the codebook has is told, answered or not, with the partners it stands for")
  func amounts() throws {
    let names = ["subv_commune", "subv_caf", "subv_epci_metropole", "autres", "subv_msa"]
    let document = """
      {"fields": [\(names.map { #"{"name": "\#($0)", "type": "number"}"# }.joined(separator: ","))]}
      """
    let codebook = try JSONDecoder().decode(Codebook.self, from: Data(document.utf8))
    let answer = Answer([
      "subv_caf": "12000.5", "subv_commune": "0", "subv_msa": "", "autres": "300",
      "subv_carsat": "7",
    ])

    let told = DeclaredFunding.amounts(answer, codebook)

    // In the fixed order; `subv_carsat` is no field of this codebook, and `autres` stands for no kind of partner.
    #expect(
      told.map(\.field) == ["subv_caf", "subv_commune", "subv_epci_metropole", "subv_msa"])
    #expect(told.map { $0.euros?.text } == ["12000.5", "0", nil, nil])
    #expect(told[2].kinds == ["epci", "metropole"])
  }

  @Test("each kind of partner but the federation and others has one field")
  func kinds() {
    let kinds = DeclaredFunding.fields.flatMap(\.kinds)
    #expect(kinds.count == Set(kinds).count)
    #expect(Set(PartnerKind.allCases).subtracting(kinds) == [.federation, .other])
  }
}
