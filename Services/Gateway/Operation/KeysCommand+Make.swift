import ArgumentParser
import Foundation
import ServiceKit
import ZeroMQ

extension KeysCommand {
  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Crée une clé, par exemple pour un partenaire, et affiche sa clé publique.",
      "Makes a key, such as a partner's, and prints its public key.")

    @OptionGroup var languageOption: LanguageOption
    @Argument(
      help: .words(
        "Fichier à créer pour la clé secrète.",
        "File to create for the secret key.", .file), completion: .file())
    var file: String

    func run() throws {
      Output.data(try KeyFile.make(URL(fileURLWithPath: file).path).publicKey.text)
    }
  }
}
