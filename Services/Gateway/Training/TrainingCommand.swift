import ArgumentParser

struct TrainingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    "Montre les formations et leurs sessions, inscrit, note les présences, et dit qui en a besoin.",
    "Shows trainings and their sessions, registers, records who came, and tells who needs one.",
    subcommands: [
      Courses.self, Sessions.self, Session.self, Register.self, Cancel.self, Attendance.self,
      Needs.self, Unreached.self, Certificates.self, Satisfaction.self, Report.self,
    ])
}
