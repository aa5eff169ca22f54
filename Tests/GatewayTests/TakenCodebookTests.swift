import Composition
import Contracts
import Foundation
import Testing

@Suite("A codebook that is taken over")
struct TakenCodebookTests {
  private func codebook(_ document: String) throws -> Codebook {
    try JSONDecoder().decode(Codebook.self, from: Data(document.utf8))
  }

  @Test("its questions stay, and what it says of changes is left out")
  func changes() throws {
    let document = #"""
      {"title": "Base", "fields": [{"name": "nb_benevoles", "type": "integer"}, {"name": "notes"}],
       "changes": [{"field": "nb_benevoles", "kind": "renamed", "from": "benevoles"}]}
      """#

    let before = try codebook(document)
    let taken = try codebook(TakenCodebook.document(document))

    #expect(taken.fields == before.fields)
    #expect(taken.title == "Base" && taken.changes == nil)
  }

  @Test("without such a part it stays the same text, so that its digest stays the same")
  func same() throws {
    let document = #"{"fields": [{"name": "nb_benevoles"}]}"#

    #expect(try TakenCodebook.document(document) == document)
  }
}
