import ArgumentParser
import Contracts

/// What was done in the services, and by whom.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    "Montre qui a fait quoi et quand, et vérifie que ce journal n'a pas été altéré.",
    "Shows who did what and when, and checks that this record was not altered.",
    subcommands: [Show.self, Verify.self])

  /// Who brought something, and by which roles; a dash where the audit does not say it, as of facts from before version 0.3.
  static func author(_ principal: String?, _ roles: [String]?) -> String {
    principal.map { "\($0) (\((roles ?? []).joined(separator: " ")))" } ?? "–"
  }
}
