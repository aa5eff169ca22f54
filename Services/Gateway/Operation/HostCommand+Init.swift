import ArgumentParser
import Foundation
import ZeroMQ

extension HostCommand {
  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Crée la clé et la configuration d'une machine, et affiche la commande à lancer sur les autres.",
      "Makes a host's key and configuration, and prints the command for the others.")

    @OptionGroup var folder: Folder
    @OptionGroup var host: Name
    @Option(
      help: .words(
        "Adresse d'écoute ; par défaut : toutes celles de la machine.",
        "Address to listen on; default: all that the host has.", .address))
    var bind: String?
    @Option(
      help: .words(
        "Dossier des données ; par défaut : /var/lib/vigie/SERVICE.",
        "Folder of its data; default: /var/lib/vigie/SERVICE.", .folder), completion: .directory)
    var state: String?

    func validate() throws {
      if let bind, Endpoint(bind) == nil {
        throw ValidationError(
          "--bind s'écrit tcp://ADRESSE:PORT", "--bind is written tcp://ADDRESS:PORT")
      }
    }

    func run() throws {
      let port = host.endpoint?.description.split(separator: ":").last.map(String.init) ?? ""
      let served = bind ?? "tcp://0.0.0.0:\(port)"
      let key = try folder.host.make(
        host.name, bind: host.endpoint == nil ? nil : Endpoint(served),
        state: state.map { URL(fileURLWithPath: $0).path } ?? "/var/lib/vigie/\(host.name)")
      let at = host.endpoint.map { " --at \($0)" } ?? ""
      Output.line("vigie host join \(host.name)\(at) --key='\(key.text)'")
    }
  }
}
