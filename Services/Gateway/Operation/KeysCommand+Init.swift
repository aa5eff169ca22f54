import ArgumentParser

extension KeysCommand {
  struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Prépare un dossier pour une machine : clés, liste des clés, configurations, ports libres.",
      "Makes a home for one machine: keys, allow-list, configurations, free ports.")

    @OptionGroup var home: Home
    @Flag(
      help: .words(
        "Avec le portail, par lequel on entre d'un navigateur.",
        "With the portal, by which people come in from a browser."))
    var portal = false

    func run() async throws {
      try await HomeFolder(path: home.path).make(hasPortal: portal)
      Output.data(home.path + "/vigie.json")
    }
  }
}
