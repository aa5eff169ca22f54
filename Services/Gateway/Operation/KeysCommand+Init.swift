import ArgumentParser

extension KeysCommand {
  struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Prépare un dossier pour une machine : clés, liste des clés, configurations, ports libres.",
      "Makes a home for one machine: keys, allow-list, configurations, free ports.")

    @OptionGroup var home: Home

    func run() async throws {
      try await HomeFolder(path: home.path).make()
      Output.line(home.path + "/vigie.json")
    }
  }
}
