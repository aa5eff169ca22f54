import ArgumentParser

struct TerritoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "territory",
    "Gère les séries statistiques par territoire et les portraits de territoire.",
    "Keeps statistical series on territories, and portraits of territories.",
    subcommands: [SeriesList.self, Load.self, Portrait.self])
}
