import ArgumentParser
import ZeroMQ

extension HostCommand {
  struct Join: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Fait connaître un autre hôte à celui-ci ; redémarrer ensuite ce qui y tourne.",
      "Tells this host of another one; restart what runs here then.")

    @OptionGroup var folder: Folder
    @OptionGroup var host: Name
    @Option(
      help: .words(
        "Sa clé publique, 40 caractères Z85 entre apostrophes.",
        "Its public key, 40 characters of Z85 between single quotes."))
    var key: String

    func run() throws {
      guard let publicKey = CurvePublicKey(key) else {
        throw ValidationError(
          "\(key) n'est pas une clé publique : 40 caractères Z85",
          "\(key) is no public key: 40 characters of Z85 are needed")
      }
      try folder.host.join(host.name, at: host.endpoint.map { [$0] } ?? [], key: publicKey)
    }
  }
}
