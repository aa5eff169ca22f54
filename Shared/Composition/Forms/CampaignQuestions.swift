package import Contracts
import Foundation
package import Tabular
package import Texts

/// A campaign's codebook, as it is described and as a schema.
package struct CampaignQuestions {
  package let campaign: String
  package let state: CodebookState
  package let schema: TableSchema
  package let codebook: Contracts.Codebook

  /// Asks senacs for a campaign's codebook.
  ///
  /// - Throws: `RPCError`; `ConfigurationProblem` for a service that is not known here; `DecodingError` for a document that is no codebook.
  package init(_ campaign: String, _ services: any ServiceCalls) async throws {
    try self.init(campaign, try await services.call("senacs", GetCodebook(campaign: campaign)))
  }

  /// Reads a codebook as senacs tells it.
  ///
  /// - Throws: `DecodingError` for a document that is no codebook.
  package init(_ campaign: String, _ state: CodebookState) throws {
    self.campaign = campaign
    self.state = state
    let data = Data(state.document.utf8)
    schema = try JSONDecoder().decode(TableSchema.self, from: data)
    codebook = try JSONDecoder().decode(Contracts.Codebook.self, from: data)
  }

  /// What people call a field.
  package func label(_ field: String, _ language: Language) -> String {
    schema.fields.first { $0.name == field }?.labels?[language.rawValue] ?? field
  }

  /// The question and the answer by which a form says that it is final: `État de la réponse` and `validée`.
  package func validation(_ language: Language) -> (question: String, value: String) {
    let value = AnswersFile.State.validated.rawValue
    let asked = codebook.fields.first { $0.name == AnswersFile.state }
    return (
      label(AnswersFile.state, language),
      asked?.valueLabels?[value]?[language.rawValue] ?? value
    )
  }
}
