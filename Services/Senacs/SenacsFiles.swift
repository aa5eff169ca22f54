import Contracts
import FactForms
import RPCContract
import ServiceHost
import Tabular

/// The files of the senacs service. Source: acceptance/formats.md.
enum SenacsFiles {
  static let all: [FactFile] = [
    FactFile(
      FactForms.campaigns, into: SenacsStore.campaigns,
      publish: FactFile.telling(SenacsEvents.campaigns, FactForms.campaigns)),
    FactFile(
      FactForms.submissions, into: SenacsStore.submissions,
      publish: FactFile.telling(SenacsEvents.submissions, FactForms.submissions)),
    // Nobody else asks for it.
    FactFile(FactForms.successions, into: SenacsStore.successions),
  ]

  /// Answers by a campaign's codebook, in files of anyone's.
  static let answers = DescribedFile(
    AnswersFile.name, roles: [.operator], subject: AnswersFile.campaign, find: SenacsStore.fact
  ) { upload, transaction in
    var intake = try AnswersIntake(upload, in: transaction)
    return try intake.run()
  }
}
