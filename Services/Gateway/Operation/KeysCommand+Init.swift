import ArgumentParser

extension KeysCommand {
  struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Prépare un dossier pour une seule machine : clés, liste des clés autorisées, configurations, ports libres.",
      "Makes a folder for one machine alone: keys, list of allowed keys, configurations, free ports."
    )

    @OptionGroup var home: Home
    @Flag(
      help: .words(
        "Ajoute le portail, par lequel on entre avec un navigateur.",
        "Adds the portal, by which people come in from a browser."))
    var portal = false

    func run() async throws {
      try await HomeFolder(path: home.path).make(hasPortal: portal)
      Output.data(home.path + "/vigie.json")
    }
  }
}
