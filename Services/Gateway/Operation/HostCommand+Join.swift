import ArgumentParser
import ZeroMQ

extension HostCommand {
  struct Join: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Déclare une autre machine à celle-ci ; redémarrez ensuite les services de cette machine.",
      "Tells this host of another one; restart this host's services then.")

    @OptionGroup var folder: Folder
    @OptionGroup var host: Name
    @Option(
      help: .words(
        "Clé publique de l'autre machine : 40 caractères Z85 entre apostrophes.",
        "Public key of the other host: 40 characters of Z85 between single quotes.", .key))
    var key: String

    func run() throws {
      guard let publicKey = CurvePublicKey(key) else {
        throw ValidationError(
          "« \(key) » n'est pas une clé publique (40 caractères Z85)",
          "“\(key)” is no public key (40 characters of Z85)")
      }
      try folder.host.join(host.name, at: host.endpoint.map { [$0] } ?? [], key: publicKey)
    }
  }
}
