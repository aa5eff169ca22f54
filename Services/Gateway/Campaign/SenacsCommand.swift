import ArgumentParser
import Composition
import Contracts
import Values

struct SenacsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "senacs",
    "Conduit les campagnes SENACS.", "Runs SENACS campaigns.",
    subcommands: [
      Open.self, Participation.self, Missing.self, Expected.self, Trajectory.self, Reminders.self,
      Codebook.self, Forms.self, Load.self, Sheet.self, Use.self,
    ])

  struct Campaign: ParsableArguments {
    @Argument(
      help: .words("Le code de la campagne, tel que 2025.", "The campaign's code, such as 2025."))
    var campaign: String
  }

  /// The day up to which answers count.
  struct Received: ParsableArguments {
    @Option(
      help: .words(
        "Les réponses reçues jusqu'à ce jour ; sinon aujourd'hui.",
        "Answers received up to this day; default today.")) var asOf: CivilDate = .today
  }
}
