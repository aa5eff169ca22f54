import ArgumentParser
import Composition
import Contracts
import Texts
import Values

/// A session's people as lists show them.
extension SessionPeople {
  /// What a list shows of each person.
  var columns: [ListingColumn<ListAttendance.Row>] {
    [
      .init("person_code", "personne", "person") { .text($0.personCode) },
      .init("name", "nom", "name") { .text(name(of: $0.personCode)) },
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
      .init("half_days_present", "nombre de demi-journées", "number of half-days") {
        .number($0.halfDaysPresent)
      },
    ]
  }

  /// Says which names are missing, if any are.
  ///
  /// - Throws: `ExitCode` 3 where the registry did not answer.
  func tellMissing() throws {
    guard let missing else { return }
    Output.error(words("Noms indisponibles : ", "Names are missing: ") + Failure.text(missing))
    throw ExitCode(3)
  }
}

extension HalfDaySlot {
  /// The half-day as programs read it, in every language the same: `1: 2026-01-12 09:00-12:30`.
  var code: String { "\(halfDay): \(day.iso) \(starts)-\(ends)" }

  /// The half-day in one line: `1 : 12/01/2026, de 9 h 00 à 12 h 30` or `1: 2026-01-12 09:00-12:30`.
  var line: String {
    let (from, to) = (language.clock(starts), language.clock(ends))
    return words(
      "\(halfDay) : \(language.day(day.iso)), de \(from) à \(to)",
      "\(halfDay): \(day.iso) \(from)-\(to)")
  }

  /// The same in a line of its own: `Demi-journée 1 : 12/01/2026, de 9 h 00 à 12 h 30`.
  var told: String { words("Demi-journée ", "Half-day ") + line }
}
