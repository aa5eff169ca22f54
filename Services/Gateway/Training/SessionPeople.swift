import Composition
import Contracts
import Texts
import Values

/// A session's people, with their names where the registry tells them to this key.
struct SessionPeople {
  let session: ListCourses.Row
  let state: String
  let rows: [ListAttendance.Row]
  let contacts: [String: GetContacts.Contact]
  /// Why names are missing; nil where the registry answered.
  let missing: String?
  let fictitious: Bool?

  /// Asks training for the session, then the registry for names.
  static func read(_ gateway: Gateway, _ code: String) async throws -> SessionPeople {
    let pages = try await pages(gateway, code)
    let rows = pages.flatMap(\.rows)
    let (contacts, missing) = await names(gateway, rows.map(\.personCode))
    return SessionPeople(
      session: pages[0].session, state: pages[0].state, rows: rows, contacts: contacts,
      missing: missing, fictitious: pages[0].fictitious)
  }

  /// Asks training for a session and its people; the reply has one page at least.
  static func pages(_ gateway: Gateway, _ code: String) async throws -> [ListAttendance.Reply] {
    let first = ListAttendance(sessionCode: code, limit: .most)
    return try await gateway.pages("training", first, after: \.after) {
      $0.hasMore ? $0.rows.last?.personCode : nil
    }
  }

  /// Asks the registry for names; if it does not answer, a message says so.
  static func names(
    _ gateway: Gateway, _ people: [String]
  ) async -> (found: [String: GetContacts.Contact], missing: String?) {
    var found: [String: GetContacts.Contact] = [:]
    do {
      for start in stride(from: 0, to: people.count, by: GetContacts.maxPeople) {
        let some = Array(people[start..<min(start + GetContacts.maxPeople, people.count)])
        for contact in try await gateway.call("registry", GetContacts(people: some)).contacts {
          found[contact.code] = contact
        }
      }
    } catch {
      return (found, words("noms manquants : ", "names are missing: ") + Failure.text(error))
    }
    return (found, nil)
  }

  /// What a list shows of each person.
  var columns: [ListingColumn<ListAttendance.Row>] {
    let contacts = contacts
    return [
      .init("person_code", "personne", "person") { .text($0.personCode) },
      .init("name", "nom", "name") { row in
        .text(contacts[row.personCode].map { "\($0.givenName) \($0.familyName)" })
      },
      .init("structure_code", "structure", "structure") { .text($0.structureCode) },
      .init("enrolment", "inscription", "enrolment") { row in
        .text(
          row.enrolment, as: row.enrolment.map { Catalogue.enrolmentState($0, language) })
      },
      .init("queue_place", "rang d'attente", "place in the queue") { .number($0.queuePlace) },
      .init("status", "présence", "attendance") { row in
        .text(row.status, as: row.status.map { Catalogue.attendanceStatus($0, language) })
      },
      .init("half_days_attended", "demi-journées suivies", "half-days attended") {
        .list(($0.halfDaysAttended ?? []).map(String.init), separator: ", ") { $0 }
      },
      .init("half_days_present", "leur nombre", "their number") { .number($0.halfDaysPresent) },
    ]
  }
}

extension HalfDaySlot {
  /// The half-day in one line, such as `1: 2026-01-12 09:00-12:30`.
  var line: String { words("\(halfDay) : ", "\(halfDay): ") + "\(day.iso) \(starts)-\(ends)" }
}
