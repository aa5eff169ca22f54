import ArgumentParser
import Foundation
import RPCContract
import ServiceKit
import ZeroMQ

struct HostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "host",
    abstract: words(
      "Prépare les hôtes, un service sur chacun.", "Prepares hosts, a service on each."),
    subcommands: [Init.self, Join.self])

  struct Folder: ParsableArguments {
    @Option(
      help: .words(
        "Le dossier de configuration ; sinon $VIGIE_HOME, sinon /etc/vigie.",
        "The configuration folder; default $VIGIE_HOME, then /etc/vigie."))
    var home: String?

    @OptionGroup var languageOption: LanguageOption

    var host: HostFolder { HostFolder(path: HomeFolder.path(home)) }
  }

  /// What both are about.
  struct Name: ParsableArguments {
    @Argument(
      help: .words(
        "registry, training, senacs, evaluation, exchange ou operator.",
        "registry, training, senacs, evaluation, exchange or operator."))
    var name: String

    @Option(
      help: .words(
        "L'adresse que les autres appellent : HÔTE, HÔTE:PORT ou tcp://HÔTE:PORT.",
        "The address that others call: HOST, HOST:PORT or tcp://HOST:PORT."))
    var at: String?

    func validate() throws {
      guard HostFolder.names.contains(name) else {
        let known = HostFolder.names.joined(separator: ", ")
        throw ValidationError(words("un de \(known)", "one of \(known) is needed"))
      }
      if name == HostFolder.operator, at != nil {
        throw ValidationError(
          words("operator n'a pas d'adresse", "operator has no address: nobody calls it"))
      }
      if name != HostFolder.operator, endpoint == nil {
        throw ValidationError(
          words(
            "--at : l'adresse du service, telle que registry.example ou 10.0.0.1:7101",
            "--at: the service's address, such as registry.example or 10.0.0.1:7101"))
      }
    }

    var port: Int { HostFolder.ports[name] ?? 0 }

    var endpoint: Endpoint? {
      at.flatMap { text in
        let address = text.hasPrefix("tcp://") ? String(text.dropFirst(6)) : text
        let hasPort = address.last != "]" && address.contains(":")
        return Endpoint("tcp://\(address)\(hasPort ? "" : ":\(port)")")
      }
    }
  }

  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Écrit la clé et la configuration d'un hôte, et affiche la commande à lancer sur les autres.",
        "Writes a host's key and configuration, and prints the command for the others."))

    @OptionGroup var folder: Folder
    @OptionGroup var host: Name
    @Option(
      help: .words(
        "L'adresse sur laquelle écouter ; sinon toutes celles de l'hôte.",
        "The address to listen on; default all that the host has."))
    var bind: String?
    @Option(
      help: .words(
        "Le dossier des données ; sinon /var/lib/vigie/SERVICE.",
        "The folder of its data; default /var/lib/vigie/SERVICE."))
    var state: String?

    func validate() throws {
      if let bind, Endpoint(bind) == nil {
        throw ValidationError(
          words("--bind : tcp://ADRESSE:PORT", "--bind must be tcp://ADDRESS:PORT"))
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

  struct Join: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Fait connaître un autre hôte à celui-ci ; redémarrer ensuite ce qui y tourne.",
        "Tells this host of another one; restart what runs here then."))

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
          words(
            "\(key) n'est pas une clé publique : 40 caractères Z85",
            "\(key) is no public key: 40 characters of Z85 are needed"))
      }
      try folder.host.join(host.name, at: host.endpoint.map { [$0] } ?? [], key: publicKey)
    }
  }
}
