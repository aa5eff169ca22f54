import ArgumentParser
import Pages
import RPCContract
import ServiceKit
import Texts
import Values

extension KeysCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les clés autorisées et ce qu'elles peuvent faire.",
      "Lists the allowed keys and what they may do.")

    @OptionGroup var home: Home

    func run() throws {
      let entries = try AllowListFile.read(home.allowList)
      let rows = entries.map { entry in
        let territories = (entry.territories ?? []).map { Catalogue.place($0, language) }
        let limits = territories + (entry.structure.map { [$0] } ?? [])
        return [
          entry.name, entry.roles.map(\.rawValue).sorted().joined(separator: " "),
          limits.joined(separator: ", "), entry.key,
          entry.validTo.map { language.day($0.iso) } ?? "",
        ]
      }
      let header = headings(
        ["nom", "rôles", "limitée à", "clé publique", "valable jusqu'au"],
        ["name", "roles", "limited to", "public key", "valid until"])
      Output.table(header, rows)
    }
  }
}
