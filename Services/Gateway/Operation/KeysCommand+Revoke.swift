import ArgumentParser
import ServiceKit

extension KeysCommand {
  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Retire une clé de la liste ; ses connexions ouvertes se ferment en une seconde.",
      "Takes a key off the list; its open connections end within a second.")

    @OptionGroup var home: Home
    @Argument(help: .words("Clé publique, ou son nom.", "Public key, or its name.", .key))
    var key: String

    func run() throws {
      try AllowListFile.edit(home.allowList) { entries in
        let before = entries.count
        entries.removeAll { $0.key == key || $0.name == key }
        guard entries.count < before else {
          throw ValidationError(
            "aucune clé ni aucun nom « \(key) » dans la liste. Liste : vigie keys list",
            "no key or name “\(key)” is in the list. List: vigie keys list")
        }
      }
    }
  }
}
