import ArgumentParser
import ServiceKit

extension KeysCommand {
  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Exclut une clé ; les connexions ouvertes finissent en une seconde.",
      "Shuts a key out; open connections end within a second.")

    @OptionGroup var home: Home
    @Argument(help: .words("La clé ou son nom.", "The key or its name.")) var key: String

    func run() throws {
      try AllowListFile.edit(home.allowList) { entries in
        let before = entries.count
        entries.removeAll { $0.key == key || $0.name == key }
        guard entries.count < before else {
          throw ValidationError(
            "ni clé ni nom \(key) dans la liste ; voir : vigie keys list",
            "no key or name \(key) is in the list; see: vigie keys list")
        }
      }
    }
  }
}
