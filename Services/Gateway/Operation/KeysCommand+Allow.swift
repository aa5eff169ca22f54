import ArgumentParser
import RPCContract
import ServiceKit
import Values

extension KeysCommand {
  struct Allow: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Autorise une clé publique.",
      "Lets a public key in.")

    @OptionGroup var home: Home
    @Argument(
      help: .words(
        "Clé publique : 40 caractères Z85 ; précédée de -- si elle commence par -.",
        "Public key: 40 characters of Z85; behind -- when it begins with -.", .key))
    var key: String
    @Option(
      help: .words(
        "Nom court, par exemple federation-1.",
        "Short name, such as federation-1.", .name))
    var name: String
    @Option(
      help: .words(
        "Rôle : operator (administrateur), federation, structure, partner, service ou auditor ; peut être répété.",
        "Role: operator, federation, structure, partner, service or auditor; may be repeated.",
        .role))
    var role: [String]
    @Option(
      help: .words(
        """
        Territoire auquel la clé d'un partenaire est limitée : code de commune (69266), 69M (Métropole), 69D (Département) ou \
        69 ; peut être répété.
        """,
        """
        Territory that a partner's key is limited to: code of a commune (69266), 69M (Métropole), 69D (Département) or 69; may \
        be repeated.
        """, .territory
      ))
    var territory: [String] = []
    @Option(
      help: .words(
        "Structure que la clé représente, et à laquelle elle est limitée (rôle structure).",
        "Structure that the key stands for and is limited to (role structure)."))
    var structure: String?
    @Option(
      help: .words(
        "Dernier jour où la clé est acceptée ; par défaut : pas de fin.",
        "Last day on which the key is accepted; default: no end.", .day))
    var until: String?

    func run() throws {
      let end = until.flatMap { CivilDate($0) }
      if until != nil, end == nil {
        throw ValidationError("--until s'écrit AAAA-MM-JJ", "--until is written YYYY-MM-DD")
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
            "le nom \(name) est déjà attribué à la clé \(other.key), avec d'autres rôles ou limites",
            "the name \(name) already belongs to the key \(other.key), with other roles or limits")
        }
        entries.append(entry)
      }
    }
  }
}
