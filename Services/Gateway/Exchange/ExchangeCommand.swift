import ArgumentParser
import RPCContract

/// The exchange's log: its state, and copies of it to a file and back.
struct ExchangeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange",
    "Montre l'exchange, copie son journal et vérifie une copie.",
    "Shows the exchange, copies its log, and verifies a copy.",
    subcommands: [Status.self, Export.self, Verify.self, Import.self])
}
