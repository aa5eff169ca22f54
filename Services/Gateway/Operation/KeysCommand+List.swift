import ArgumentParser
import Pages
import RPCContract
import ServiceKit
import Values

extension KeysCommand {
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
}
