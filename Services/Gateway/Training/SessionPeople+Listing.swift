import ArgumentParser
import Composition
import Contracts
import Texts
import Values

/// A session's people as lists show them.
extension SessionPeople {
  /// What a list shows of each person.
  var columns: [ListingColumn<ListAttendance.Row>] { Self.columns(name: name(of:)) }

  /// The same, with the names that are known of codes.
  static func columns(
    name: @escaping (String) -> String? = { _ in nil }
  ) -> [ListingColumn<ListAttendance.Row>] {
    [
      .text("person_code", "personne", "person") { $0.personCode },
      .text("name", "nom", "name") { name($0.personCode) },
      .text("structure_code", "structure", "structure") { $0.structureCode },
      .text(
        "enrolment", "inscription", "enrolment", as: { Catalogue.enrolmentState($0, language) }
      ) { $0.enrolment },
      .number("queue_place", "rang d'attente", "place in the queue") { $0.queuePlace },
      .text("status", "présence", "attendance", as: { Catalogue.attendanceStatus($0, language) }) {
        $0.status
      },
      .list("half_days_attended", "demi-journées suivies", "half-days attended", separator: ", ") {
        ($0.halfDaysAttended ?? []).map(String.init)
      },
      .number("half_days_present", "nombre de demi-journées", "number of half-days") {
        $0.halfDaysPresent
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
