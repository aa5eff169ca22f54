import FactForms
import ServiceHost
import Tabular

/// The fact files of the training service. Source: acceptance/formats.md.
enum TrainingFiles {
  static let all: [FactFile] = [
    FactFile(
      FactForms.sessions, into: TrainingStore.sessions,
      publish: FactFile.telling(TrainingEvents.sessions, FactForms.sessions)),
    FactFile(
      FactForms.attendance, into: TrainingStore.attendance,
      excess: { row, transaction in
        guard let present = row.optionalInteger("half_days_present"),
          let most = try TrainingStore.halfDays(of: row.text("session_code"), in: transaction),
          present > most
        else { return nil }
        return "half_days_present"
      }, publish: FactFile.telling(TrainingEvents.attendance, FactForms.attendance)),
  ]
}
