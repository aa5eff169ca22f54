package import Contracts
import RPC
package import Values

/// What evaluation knows of structures before their forms are written: their last answers to the sheet's questions, and the meetings that
/// concern them.
package struct FormSources {
  /// Structure → its last answers.
  package private(set) var latest: [String: ReadLatestAnswers.Item] = [:]
  /// Structure → its meetings, from the first day of the data to the last of the campaign's year.
  package private(set) var meetings: [String: ListMeetings.Item] = [:]

  /// Asks evaluation.
  ///
  /// - Parameters:
  ///   - questions: the campaign.
  ///   - structure: the one structure that is meant; nil for all.
  ///   - today: the present day.
  ///   - services: the services as whoever asks calls them.
  /// - Throws: `RPCError`; `ConfigurationProblem` for a service that is not known here.
  package init(
    _ questions: CampaignQuestions, structure: String?, today: CivilDate,
    _ services: any ServiceCalls
  ) async throws {
    for try await item in try services.stream("evaluation", ReadLatestAnswers()) {
      latest[item.structureCode] = item
    }
    let request = ListMeetings(
      structure: structure, from: .firstDay(of: questions.state.dataYear),
      to: min(today, .lastDay(of: questions.state.opensOn.year)))
    for try await item in try services.stream("evaluation", request) {
      meetings[item.structure] = item
    }
  }
}
