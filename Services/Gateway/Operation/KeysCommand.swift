import ArgumentParser

struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    "Crée les clés et gère la liste des clés autorisées.",
    "Makes keys and keeps the list of allowed ones.",
    subcommands: [Init.self, Make.self, Allow.self, List.self, Revoke.self, Rotate.self])

  /// Where keys and configuration are.
  struct Home: ParsableArguments {
    @Option(
      help: .words(
        "Dossier des clés et de la configuration ; par défaut : $VIGIE_HOME, à défaut /etc/vigie.",
        "Folder of keys and configuration; default: $VIGIE_HOME, then /etc/vigie.", .folder),
      completion: .directory)
    var home: String?

    var path: String { HomeFolder.path(home) }

    @OptionGroup var languageOption: LanguageOption

    var allowList: String { path + "/allow-list.json" }
  }
}
