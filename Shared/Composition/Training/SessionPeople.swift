package import Contracts
import Foundation
import Values

/// A session with everybody who has to do with it, and their names.
package struct SessionPeople: Sendable {
  /// The session.
  package let session: GetSessionFile.Session
  /// Everybody who enrolled or stands on its list, in the order of the codes.
  package let people: [GetSessionFile.Person]
  /// Code → name and address, of those of whom the caller may be told.
  package let contacts: [String: GetContacts.Contact]
  /// Whether the network is invented; nil when it is empty.
  package let fictitious: Bool?

  /// Takes what is known.
  package init(
    session: GetSessionFile.Session, people: [GetSessionFile.Person],
    contacts: [String: GetContacts.Contact], fictitious: Bool?
  ) {
    self.session = session
    self.people = people
    self.contacts = contacts
    self.fictitious = fictitious
  }

  /// Asks training for the session, and the registry for the names.
  ///
  /// - Throws: `RPCError`, such as NOT_FOUND, `UNKNOWN_SESSION`; `ConfigurationProblem` where a service is not known here.
  package static func read(
    _ services: any ServiceCalls, session code: String
  ) async throws -> SessionPeople {
    let first = GetSessionFile(sessionCode: code, limit: .most)
    let pages = try await services.pages("training", first, after: \.after) {
      $0.hasMore ? $0.people.last?.personCode : nil
    }
    let people = pages.flatMap(\.people)
    return SessionPeople(
      session: pages[0].session, people: people,
      contacts: try await Contacts.read(services, of: people.map(\.personCode)),
      fictitious: pages[0].fictitious)
  }

  /// A person's given and family name; nil where the caller may not be told.
  package func name(of code: String) -> String? {
    contacts[code].map { "\($0.givenName) \($0.familyName)" }
  }

  /// Those who have a place, by name.
  package var registered: [GetSessionFile.Person] {
    byName(people.filter { $0.enrolment == "registered" })
  }

  /// Those who belong on the sheet of attendance, by name: who has a place, and who is on the list already and does not only wait.
  package var expected: [GetSessionFile.Person] {
    byName(
      people.filter { one in
        one.enrolment == "registered" || one.status == "present"
          || one.enrolment == nil && one.status == "absent"
      })
  }

  /// Sorts people by family name, then given name, accents and case set aside; those without a name come last, by their codes.
  private func byName(_ people: [GetSessionFile.Person]) -> [GetSessionFile.Person] {
    func key(_ code: String) -> String {
      contacts[code].map { "0 \($0.familyName)\u{0}\($0.givenName)" } ?? "1 \(code)"
    }
    return people.map { one in
      let plain = key(one.personCode)
        .folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      return (key: plain, person: one)
    }.sorted { ($0.key, $0.person.personCode) < ($1.key, $1.person.personCode) }.map(\.person)
  }
}
