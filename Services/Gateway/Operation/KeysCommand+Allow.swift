import ArgumentParser
import RPCContract
import ServiceKit
import Values

extension KeysCommand {
  struct Allow: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Laisse entrer une clé publique.", "Lets a public key in.")

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
        throw ValidationError("--until : AAAA-MM-JJ", "--until must be YYYY-MM-DD")
      }
      let entry = AllowedKey(
        key: key, name: name, roles: Set(role.map(Role.init(rawValue:))),
        territories: territory.isEmpty ? nil : territory, structure: structure, validTo: end)
      try NewKey.check(entry)
      try AllowListFile.edit(home.allowList) { entries in
        entries.removeAll { $0.key == key }
        // A name owns things such as queues, which must not pass to a key with other roles or limits.
        if let other = entries.first(where: { $0.name == name && !$0.isCut(as: entry) }) {
          throw ValidationError(
            "le nom \(name) est déjà celui de \(other.key), avec d'autres rôles ou limites",
            "the name \(name) already belongs to \(other.key), with other roles or another cut")
        }
        entries.append(entry)
      }
    }
  }
}
