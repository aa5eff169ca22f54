import ArgumentParser

struct TerritoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "territory",
    "Séries publiées sur les territoires, et portraits qui en sont faits.",
    "Published series on territories, and portraits made of them.",
    subcommands: [SeriesList.self, Load.self, Portrait.self])
}
