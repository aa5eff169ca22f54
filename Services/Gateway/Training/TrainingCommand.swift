import ArgumentParser

struct TrainingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    "Montre les sessions de formation, et qui en a besoin.",
    "Shows training sessions, and who needs one.",
    subcommands: [Sessions.self, Needs.self, Unreached.self, Certificates.self])
}
