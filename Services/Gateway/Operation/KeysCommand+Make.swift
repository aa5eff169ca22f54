import ArgumentParser
import Foundation
import ServiceKit
import ZeroMQ

extension KeysCommand {
  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Crée une clé, par exemple d'un partenaire, et affiche sa clé publique.",
      "Makes a key, such as a partner's, and prints its public key.")

    @OptionGroup var languageOption: LanguageOption
    @Argument(
      help: .words("Le fichier de la clé secrète.", "The file of the secret key."))
    var file: String

    func run() throws {
      Output.data(try KeyFile.make(URL(fileURLWithPath: file).path).publicKey.text)
    }
  }
}
