package import Contracts

/// What a director leaves to the next: the structure, its diagnosis, its seats, its trainings, its answers, what moved.
///
/// Source: reference/domain.md, §6, idea 12. It names nobody, because the file may go from hand to hand.
package struct Handover: Encodable {
  package let structure: GetStructure.Reply
  package let diagnosis: GetDiagnosis.Reply
  package let veille: ListMeetings.Item?
  package let answers: [ListAnswers.Item]
  package let sheet: GetFeedbackSheet.Reply?
  package let portrait: GetPortrait.Reply?
  /// The codes of the sessions of the last four years in which people of the structure were present.
  package let sessions: [String]
  /// Whether somebody trained is in post; nil where that could not be asked.
  package let isTrained: Bool?
  /// The services that did not answer, or refused this key.
  package let missing: [String]
}
