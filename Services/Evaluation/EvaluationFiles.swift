import Contracts
import FactForms
import RPCContract
import ServiceHost
import Tabular

/// The fact files of the evaluation service. Source: acceptance/formats.md.
enum EvaluationFiles {
  static let all: [FactFile] = [
    FactFile(
      FactForms.answers, into: EvaluationStore.answers,
      publish: FactFile.telling(
        EvaluationEvents.answers, FactForms.answers, keeping: ["training_text", "senacs_text"])),
    FactFile(
      FactForms.diagnoses, into: EvaluationStore.diagnoses,
      publish: FactFile.telling(EvaluationEvents.diagnoses, FactForms.diagnoses)),
    FactFile(
      FactForms.bodies, into: EvaluationStore.bodies,
      publish: FactFile.telling(EvaluationEvents.bodies, FactForms.bodies)),
    FactFile(
      FactForms.meetings, into: EvaluationStore.meetings,
      publish: FactFile.telling(EvaluationEvents.meetings, FactForms.meetings)),
    FactFile(
      FactForms.invitations, into: EvaluationStore.invitations,
      publish: FactFile.telling(EvaluationEvents.invitations, FactForms.invitations)),
  ]

  /// Values of a series that is described, in files of anyone's; true or invented whatever the network is.
  static let series = DescribedFile(
    SeriesDescription.file, roles: [.operator, .federation], isReference: true
  ) { upload, transaction in
    var intake = try SeriesIntake(upload, in: transaction)
    return try intake.run()
  }
}
