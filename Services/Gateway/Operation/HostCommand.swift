import ArgumentParser
import Foundation
import ZeroMQ

struct HostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "host",
    "Prépare les hôtes, un service sur chacun.", "Prepares hosts, a service on each.",
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

  /// The host that both commands are about.
  struct Name: ParsableArguments {
    @Argument(
      help: .words(
        "registry, training, senacs, evaluation, exchange, portal ou operator.",
        "registry, training, senacs, evaluation, exchange, portal or operator."))
    var name: String

    @Option(
      help: .words(
        "L'adresse que les autres appellent : HÔTE, HÔTE:PORT ou tcp://HÔTE:PORT.",
        "The address that others call: HOST, HOST:PORT or tcp://HOST:PORT."))
    var at: String?

    func validate() throws {
      guard HostFolder.names.contains(name) else {
        let known = HostFolder.names.joined(separator: ", ")
        throw ValidationError("un de \(known)", "one of \(known) is needed")
      }
      if name == HostFolder.operator, at != nil {
        throw ValidationError(
          "operator n'a pas d'adresse", "operator has no address: nobody calls it")
      }
      if name != HostFolder.operator, endpoint == nil {
        throw ValidationError(
          "--at : l'adresse du service, telle que registry.example ou 10.0.0.1:7101",
          "--at: the service's address, such as registry.example or 10.0.0.1:7101")
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
}
