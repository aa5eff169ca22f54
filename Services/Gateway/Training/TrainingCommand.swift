import ArgumentParser

struct TrainingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    "Montre les formations et leurs sessions, inscrit, note les présences, et dit qui a besoin d'une formation.",
    "Shows trainings and their sessions, registers, records who came, and tells who needs one.",
    subcommands: [
      Courses.self, Sessions.self, Session.self, Register.self, Cancel.self, Invitations.self,
      Sheet.self, Attendance.self, Certificates.self, Satisfaction.self, Needs.self,
      Unreached.self, Report.self,
    ])

  /// What stands before the line that tells of a write: that it changed nothing, or no word.
  static func before(_ change: String) -> String {
    change == "unchanged" ? words("Aucun changement : ", "Nothing to change: ") : ""
  }
}
