import ArgumentParser

struct SenacsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "senacs",
    "Gère les campagnes SENACS.",
    "Runs SENACS campaigns.",
    subcommands: [
      Open.self, Participation.self, Communes.self, Missing.self, Expected.self, Trajectory.self,
      Reminders.self, Collection.self,
      Codebook.self, Forms.self, Check.self, Load.self, Sheet.self, Use.self,
    ])

  /// Why an expected structure has no answer that counts.
  static let absences = ["NO_SUBMISSION", "DRAFT_ONLY", "TOO_FEW_ITEMS", "RECEIVED_LATER"]
}
