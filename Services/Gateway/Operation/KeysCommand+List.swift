import ArgumentParser
import Pages
import RPCContract
import ServiceKit
import Values

extension KeysCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Montre quelles clés peuvent quoi.", "Shows which keys may do what.")

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
      let header = headings(
        ["nom", "rôles", "limitée à", "clé publique", "valable jusqu'au"],
        ["name", "roles", "limited to", "public key", "valid until"])
      Output.table(header, rows)
    }
  }
}
