import ArgumentParser
import ServiceKit
import ZeroMQ

extension KeysCommand {
  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Change la clé d'un service sans l'arrêter : l'ancienne et la nouvelle sont acceptées jusqu'à --finish.",
      "Changes a service's key without a stop: the old one and the new one are served until --finish."
    )

    @OptionGroup var home: Home
    @Argument(help: .words("Service, par exemple exchange.", "Service, such as exchange."))
    var service: String
    @Option(
      help: .words(
        "Seconde adresse ; par défaut : un port libre de cette machine.",
        "Second address; default: a free port of this machine.", .address))
    var endpoint: String?
    @Flag(
      help: .words(
        "Retire l'ancienne clé, une fois la nouvelle installée partout.",
        "Takes the old key away, once the new one is installed everywhere."))
    var finish = false

    func validate() throws {
      if let endpoint, Endpoint(endpoint) == nil {
        throw ValidationError(
          "--endpoint s'écrit tcp://ADRESSE:PORT", "--endpoint is written tcp://ADDRESS:PORT")
      }
    }

    func run() async throws {
      let rotation = KeyRotation(home: home.path, service: service)
      if finish {
        let old = try rotation.finish()
        return Output.line(
          "Ancienne clé retirée. Redémarrez \(service), puis : vigie keys revoke '\(old.text)'",
          "Old key removed. Restart \(service), then: vigie keys revoke '\(old.text)'")
      }
      let new = try await rotation.begin(at: endpoint.flatMap { Endpoint($0) })
      try await rotation.waitUntilServed(new)
      try rotation.announceToOthers(new)
      Output.line(
        """
        \(new.endpoints[0]) \(new.serverKey.text)
        Les deux clés sont valables. Communiquez cette adresse et cette clé à ceux qui appellent \(service), \
        redémarrez les autres services, puis : vigie keys rotate \(service) --finish
        """,
        """
        \(new.endpoints[0]) \(new.serverKey.text)
        Both keys are valid. Give this address and this key to those who call \(service), \
        restart the other services, then: vigie keys rotate \(service) --finish
        """)
    }
  }
}
