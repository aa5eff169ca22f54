import Contracts
import FactKinds
import RPCContract
import ServiceHost

/// The files of the senacs service. Source: acceptance/formats.md.
enum SenacsFiles {
  static func all(_ catalogue: FactCatalogue) -> [FactFile] { catalogue.files(of: "senacs") }

  /// Answers by a campaign's codebook, in files of any make.
  static let answers = DescribedFile(
    AnswersFile.name, roles: [.operator], subject: AnswersFile.campaign, find: SenacsStore.fact
  ) { upload, transaction in
    var intake = try AnswersIntake(upload, in: transaction)
    return try intake.run()
  }
}
