package import Contracts
import Texts
import Values

/// A session with everybody who has to do with it, and their names.
package struct SessionPeople: Sendable {
  /// The session.
  package let session: ListCourses.Row
  /// What became of it: `planned`, `held` or `cancelled`.
  package let state: String
  /// Everybody who enrolled or stands on its list, in the order of the codes.
  package let people: [ListAttendance.Row]
  /// Code → name and address, of those of whom the caller may be told.
  package let contacts: [String: GetContacts.Contact]
  /// Why the registry told no names; nil where it answered.
  package let missing: (any Error)?
  /// Whether the network is invented; nil when it is empty.
  package let fictitious: Bool?

  /// Takes what is known.
  package init(
    session: ListCourses.Row, state: String, people: [ListAttendance.Row],
    contacts: [String: GetContacts.Contact], missing: (any Error)? = nil, fictitious: Bool?
  ) {
    self.session = session
    self.state = state
    self.people = people
    self.contacts = contacts
    self.missing = missing
    self.fictitious = fictitious
  }

  /// Asks training for the session, and the registry for the names.
  ///
  /// - Parameters:
  ///   - services: the services.
  ///   - code: the session's code.
  ///   - needsNames: whether a registry that does not answer is an error; otherwise ``missing`` tells it.
  /// - Returns: the session with its people.
  /// - Throws: `RPCError`, such as NOT_FOUND, `UNKNOWN_SESSION`; `ConfigurationProblem` where a service is not known here.
  package static func read(
    _ services: any ServiceCalls, session code: String, needsNames: Bool
  ) async throws -> SessionPeople {
    let pages = try await pages(services, session: code)
    let people = pages.flatMap(\.rows)
    var contacts: [String: GetContacts.Contact] = [:]
    var missing: (any Error)?
    do {
      contacts = try await Contacts.read(services, of: people.map(\.personCode))
    } catch {
      guard !needsNames else { throw error }
      missing = error
    }
    return SessionPeople(
      session: pages[0].session, state: pages[0].state, people: people, contacts: contacts,
      missing: missing, fictitious: pages[0].fictitious)
  }

  /// Asks training for a session and its people; there is one page at least.
  package static func pages(
    _ services: any ServiceCalls, session code: String
  ) async throws -> [ListAttendance.Reply] {
    let first = ListAttendance(sessionCode: code, limit: .most)
    return try await services.pages("training", first, after: \.after) {
      $0.hasMore ? $0.rows.last?.personCode : nil
    }
  }

  /// A person's given and family name; nil where the caller may not be told.
  package func name(of code: String) -> String? {
    contacts[code]?.name
  }

  /// Those who have a place, by name.
  package var registered: [ListAttendance.Row] {
    byName(people.filter { $0.enrolment == "registered" })
  }

  /// Those who belong on the sheet of attendance, by name: who has a place, and who is on the list already and does not only wait.
  package var expected: [ListAttendance.Row] {
    byName(
      people.filter { one in
        one.enrolment == "registered" || one.status == "present"
          || one.enrolment == nil && one.status == "absent"
      })
  }

  /// Sorts people by family name, then given name, as French sorts names; those without a name come last, by their codes.
  private func byName(_ people: [ListAttendance.Row]) -> [ListAttendance.Row] {
    let byCode = people.sorted { $0.personCode < $1.personCode }
    let named = byCode.filter { contacts[$0.personCode] != nil }
    // Sorting keeps the order of those whose names are the same, so the name that decides comes last.
    let byGivenName = FrenchOrder.sorted(named) { contacts[$0.personCode]?.givenName ?? "" }
    return FrenchOrder.sorted(byGivenName) { contacts[$0.personCode]?.familyName ?? "" }
      + byCode.filter { contacts[$0.personCode] == nil }
  }
}
