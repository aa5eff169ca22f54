import ArgumentParser

struct TrainingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    "Gère les formations et leurs sessions : inscriptions, présences, attestations, structures à former.",
    "Keeps trainings and their sessions: enrolments, attendance, certificates, structures that need one.",
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
