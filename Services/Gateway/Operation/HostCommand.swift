import ArgumentParser
import Foundation
import ZeroMQ

struct HostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "host",
    "Prépare les machines, un service sur chacune.",
    "Prepares hosts, a service on each.",
    subcommands: [Init.self, Join.self])

  struct Folder: ParsableArguments {
    @Option(
      help: .words(
        "Dossier de configuration ; par défaut : $VIGIE_HOME, à défaut /etc/vigie.",
        "Configuration folder; default: $VIGIE_HOME, then /etc/vigie.", .folder),
      completion: .directory)
    var home: String?

    @OptionGroup var languageOption: LanguageOption

    var host: HostFolder { HostFolder(path: HomeFolder.path(home)) }
  }

  /// The host that both commands are about.
  struct Name: ParsableArguments {
    @Argument(
      help: .words(
        "Service de la machine : registry, training, senacs, evaluation, exchange, portal ou operator (administrateur).",
        "Service of the host: registry, training, senacs, evaluation, exchange, portal or operator.",
        .service
      ))
    var name: String

    @Option(
      help: .words(
        "Adresse que les autres appellent : MACHINE, MACHINE:PORT ou tcp://MACHINE:PORT.",
        "Address that others call: HOST, HOST:PORT or tcp://HOST:PORT.", .address))
    var at: String?

    func validate() throws {
      guard HostFolder.names.contains(name) else {
        let known = HostFolder.names.joined(separator: ", ")
        throw ValidationError(
          "« \(name) » n'est pas un service. Services : \(known)",
          "“\(name)” is no service. Services: \(known)")
      }
      if name == HostFolder.operator, at != nil {
        throw ValidationError(
          "operator n'a pas d'adresse : retirez --at", "operator has no address: leave out --at")
      }
      if name != HostFolder.operator, endpoint == nil {
        throw ValidationError(
          "--at : l'adresse du service, par exemple registry.example ou 10.0.0.1:7101",
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
