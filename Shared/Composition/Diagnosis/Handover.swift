package import Contracts
package import Values

/// What a director leaves to the next: the structure, its team, what it agreed on and receives, its diagnosis, its seats, its trainings,
/// its answers, what moved, and whom to call.
///
/// Source: reference/domain.md, §6, idea 12. It names people only where it is asked to and the key may see names.
package struct Handover: Codable, Sendable {
  /// A post that somebody holds.
  package struct Post: Codable, Sendable {
    /// `director`, `family_referent`, `coordinator` or `other`.
    package let function: String
    /// The first day; the last one, nil while there is none.
    package let from: CivilDate
    package let to: CivilDate?
    /// Whether it is held for the time being only.
    package let interim: Bool
    /// The person's code, name and address; nil where nobody is named.
    package let person, name, email: String?
  }

  /// A session that people of the structure attended.
  package struct Session: Codable, Sendable {
    /// Its code, and what it is called.
    package let code, title: String
    package let firstDay, lastDay: CivilDate
    /// How many people came, how many of them qualified, and how many still hold a post in the structure.
    package let people, qualified: Int
    package let inPost: Int
    /// Who came, by name, or by code where the name is not told; empty where nobody is named.
    package let names: [String]
  }

  /// What partners promised and paid in a year.
  package struct Funding: Codable, Sendable {
    package let year: Int
    /// By partner and purpose.
    package let rows: [ListContributions.Row]
  }

  /// Somebody to call.
  package struct Contact: Codable, Sendable {
    /// Who it is, and the person's name.
    package let role: String
    package let name, phone, email: String?
  }

  package let structure: GetStructure.Reply
  package let diagnosis: GetDiagnosis.Reply
  /// Whether people are named.
  package var namesPeople = false
  /// The posts that are held on the day; nil where that could not be asked.
  package var team: [Post]?
  /// The agreements that the structure is a party of, ended ones left out; nil where that could not be asked.
  package var agreements: [ListAgreements.Row]?
  /// The day's year and the one before; nil where that could not be asked.
  package var funding: [Funding]?
  package let veille: ListMeetings.Item?
  /// The meetings of the next 12 months.
  package var coming: [ListMeetings.Meeting] = []
  package let answers: [ListAnswers.Item]
  package let sheet: GetFeedbackSheet.Reply?
  package let portrait: GetPortrait.Reply?
  /// The sessions of the last four years in which people of the structure were present, be it for another one, the latest first.
  package let sessions: [Session]
  /// Whether somebody trained is in post; nil where that could not be asked.
  package let isTrained: Bool?
  /// Whom to call, as the gateway's configuration says.
  package var contacts: [Contact] = []
  /// The parts that this key may not see.
  package var withheld: [String] = []
  /// The parts of which only the first rows are here: `team`, `trainings`.
  package var cut: [String] = []
  /// The services that did not answer.
  package let missing: [String]
}
