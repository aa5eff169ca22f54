import ArgumentParser
import Foundation
import RPCContract
import ServiceKit
import Values
import ZeroMQ

struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: words("Crée les clés et dit qui peut quoi.", "Makes keys and says who may do what."),
    subcommands: [Init.self, Make.self, Allow.self, List.self, Revoke.self, Rotate.self])

  /// Where keys and configuration are.
  struct Home: ParsableArguments {
    @Option(
      help: .words(
        "Le dossier des clés et de la configuration ; sinon $VIGIE_HOME, sinon /etc/vigie.",
        "The folder of keys and configuration; default $VIGIE_HOME, then /etc/vigie."))
    var home: String?

    var path: String { HomeFolder.path(home) }

    @OptionGroup var languageOption: LanguageOption

    var allowList: String { path + "/allow-list.json" }
  }

  struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Prépare un dossier pour une machine : clés, liste des clés, configurations, ports libres.",
        "Makes a home for one machine: keys, allow-list, configurations, free ports."))

    @OptionGroup var home: Home

    func run() async throws {
      try await HomeFolder(path: home.path).make()
      Output.line(home.path + "/vigie.json")
    }
  }

  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Crée une clé, par exemple d'un partenaire, et affiche sa clé publique.",
        "Makes a key, such as a partner's, and prints its public key."))

    @OptionGroup var languageOption: LanguageOption
    @Argument(
      help: .words("Le fichier de la clé secrète.", "The file of the secret key."))
    var file: String

    func run() throws {
      Output.line(try KeyFile.make(URL(fileURLWithPath: file).path).publicKey.text)
    }
  }

  struct Allow: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words("Laisse entrer une clé publique.", "Lets a public key in."))

    @OptionGroup var home: Home
    @Argument(
      help: .words(
        "La clé publique, 40 caractères Z85 ; derrière -- si elle commence par -.",
        "The public key, 40 characters of Z85; behind -- when it begins with -."))
    var key: String
    @Option(
      help: .words("Un nom court, tel que federation-1.", "A short name, such as federation-1."))
    var name: String
    @Option(
      help: .words(
        "operator, federation, structure, partner, service ou auditor ; répétable.",
        "operator, federation, structure, partner, service or auditor; repeatable."))
    var role: [String]
    @Option(
      help: .words(
        "Un territoire auquel un partenaire est limité : code de commune (69266), 69M, 69D ou 69 ; répétable.",
        "A territory that a partner is cut to: a commune's code (69266), 69M, 69D or 69; repeatable."
      ))
    var territory: [String] = []
    @Option(
      help: .words(
        "La structure qu'elle représente, et à laquelle elle est limitée (rôle structure).",
        "The structure that it stands for and is cut to (role structure).")) var structure: String?
    @Option(
      help: .words(
        "Le dernier jour où elle est acceptée, AAAA-MM-JJ.",
        "The last day on which it is accepted, YYYY-MM-DD.")) var until: String?

    func run() throws {
      let end = until.flatMap { CivilDate($0) }
      if until != nil, end == nil {
        throw ValidationError(words("--until : AAAA-MM-JJ", "--until must be YYYY-MM-DD"))
      }
      let entry = AllowedKey(
        key: key, name: name, roles: Set(role.map(Role.init(rawValue:))),
        territories: territory.isEmpty ? nil : territory, structure: structure, validTo: end)
      try NewKey.check(entry)
      try AllowListFile.edit(home.allowList) { entries in
        entries.removeAll { $0.key == key }
        // What one name owns, such as its queues, must not pass to a key that sees other things.
        if let other = entries.first(where: { $0.name == name && !$0.isCut(as: entry) }) {
          throw ValidationError(
            words(
              "le nom \(name) est déjà celui de \(other.key), avec d'autres rôles ou limites",
              "the name \(name) already belongs to \(other.key), with other roles or another cut"))
        }
        entries.append(entry)
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words("Montre quelles clés peuvent quoi.", "Shows which keys may do what."))

    @OptionGroup var home: Home

    func run() throws {
      let entries = try AllowListFile.read(home.allowList)
      let rows = entries.map { entry in
        [
          entry.name, entry.roles.map(\.rawValue).sorted().joined(separator: " "),
          (entry.territories ?? []).joined(separator: " ") + (entry.structure ?? ""), entry.key,
          entry.validTo?.iso ?? "",
        ]
      }
      Output.line(
        Table(
          header: [
            words("nom", "name"), words("rôles", "roles"), words("limitée à", "cut to"),
            words("clé", "key"),
            words("jusqu'au", "until"),
          ], rows: rows
        ).text)
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Exclut une clé ; les connexions ouvertes finissent en une seconde.",
        "Shuts a key out; open connections end within a second."))

    @OptionGroup var home: Home
    @Argument(help: .words("La clé ou son nom.", "The key or its name.")) var key: String

    func run() throws {
      try AllowListFile.edit(home.allowList) { entries in
        let before = entries.count
        entries.removeAll { $0.key == key || $0.name == key }
        guard entries.count < before else {
          throw ValidationError(
            words(
              "ni clé ni nom \(key) dans la liste ; voir : vigie keys list",
              "no key or name \(key) is in the list; see: vigie keys list"))
        }
      }
    }
  }

  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Change la clé d'un service sans l'arrêter : les deux sont servies jusqu'à --finish.",
        "Changes a service's key without a stop: both are served until --finish."))

    @OptionGroup var home: Home
    @Argument(help: .words("Le service, tel que exchange.", "The service, such as exchange."))
    var service: String
    @Option(
      help: .words(
        "La seconde adresse ; sinon un port libre de la boucle locale.",
        "The second address; default a free port of the loopback."))
    var endpoint: String?
    @Flag(
      help: .words(
        "Met fin à l'ancienne clé, une fois que tous ont la nouvelle.",
        "Ends the old key, once everybody has the new one."))
    var finish = false

    func validate() throws {
      if let endpoint, Endpoint(endpoint) == nil {
        throw ValidationError(
          words("--endpoint : tcp://ADRESSE:PORT", "--endpoint must be tcp://ADDRESS:PORT"))
      }
    }

    func run() async throws {
      let rotation = KeyRotation(home: home.path, service: service)
      if finish {
        let old = try rotation.finish()
        return Output.line(
          words(
            "L'ancienne clé n'est plus servie. Redémarrer \(service), puis : vigie keys revoke \(old.text)",
            "The old key is not served any more. Restart \(service), then: vigie keys revoke \(old.text)"
          ))
      }
      let new = try await rotation.begin(at: endpoint.flatMap { Endpoint($0) })
      try await rotation.waitUntilServed(new)
      try rotation.tellOthers(new)
      Output.line(
        words(
          """
          \(new.endpoints[0]) \(new.serverKey.text)
          Les deux clés sont servies. Donner cette adresse et cette clé à qui appelle \(service), \
          redémarrer les autres services, puis : vigie keys rotate \(service) --finish
          """,
          """
          \(new.endpoints[0]) \(new.serverKey.text)
          Both keys are served. Give this address and key to whoever calls \(service), \
          restart the other services, then: vigie keys rotate \(service) --finish
          """))
    }
  }
}
