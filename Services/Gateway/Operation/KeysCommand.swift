import ArgumentParser

struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    "Crée les clés et dit qui peut quoi.", "Makes keys and says who may do what.",
    subcommands: [Init.self, Make.self, Allow.self, List.self, Revoke.self, Rotate.self])

  /// Where keys and configuration are.
  struct Home: ParsableArguments {
    @Option(
      help: .words(
        "Le dossier des clés et de la configuration ; sinon $VIGIE_HOME, sinon /etc/vigie.",
        "The folder of keys and configuration; default $VIGIE_HOME, then /etc/vigie."))
    var home: String?

    var path: String { HomeFolder.path(home) }

    @OptionGroup var languageOption: LanguageOption

    var allowList: String { path + "/allow-list.json" }
  }
}
