import ArgumentParser
import RPCContract

/// The exchange's log: its state, and copies of it to a file and back.
struct ExchangeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange",
    "Affiche l'état du service d'échange, copie son journal et contrôle une copie.",
    "Shows the exchange's state, copies its log and verifies a copy.",
    subcommands: [Status.self, Export.self, Verify.self, Import.self])
}
