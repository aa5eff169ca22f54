import ArgumentParser
import Contracts

/// Who changed or saw what in the services, and when.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    "Affiche le journal d'audit (qui a modifié ou consulté quoi, et quand) et vérifie qu'il n'a pas été altéré.",
    "Shows the audit (who changed or saw what, and when) and checks that nobody altered it.",
    subcommands: [Show.self, Verify.self])

  /// Returns who brought a fact, and by which roles; a dash where the audit has no line of it. Facts from before version 0.3 have none.
  static func author(_ principal: String?, _ roles: [String]?) -> String {
    principal.map { "\($0) (\((roles ?? []).joined(separator: " ")))" } ?? "–"
  }
}
