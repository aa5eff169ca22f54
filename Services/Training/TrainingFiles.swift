import FactForms
import RPCContract
import ServiceHost
import Tabular
import Values

/// The fact files of the training service. Source: acceptance/formats.md.
enum TrainingFiles {
  /// The federation brings these, and no other file of any service: what it is judged by, others bring.
  private static let roles: Set<Role> = [.operator, .federation]

  static let all: [FactFile] = [
    FactFile(
      FactForms.sessions, into: TrainingStore.sessions, roles: roles,
      derive: { _ in
        { row in
          let days = row.date("last_day").daysSinceEpoch - row.date("first_day").daysSinceEpoch + 1
          guard row.integer("half_days") > 2 * days else { return Derived() }
          return Derived(
            remarks: [
              .init(
                "half_days", row.text("half_days"), "MANY_HALF_DAYS", beside: [String(2 * days)])
            ])
        }
      },
      publish: FactFile.telling(TrainingEvents.sessions, FactForms.sessions)),
    FactFile(
      FactForms.attendance, into: TrainingStore.attendance, roles: roles,
      excess: { row, transaction in
        guard let present = row.optionalInteger("half_days_present"),
          let most = try TrainingStore.halfDays(of: row.text("session_code"), in: transaction),
          present > most
        else { return nil }
        return "half_days_present"
      }, publish: FactFile.telling(TrainingEvents.attendance, FactForms.attendance)),
  ]
}
