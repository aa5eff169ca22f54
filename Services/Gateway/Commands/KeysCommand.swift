import ArgumentParser
import Foundation
import RPCContract
import ServiceKit
import Values
import ZeroMQ

struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Makes keys and says who may do what.",
    subcommands: [Init.self, Allow.self, List.self, Revoke.self])

  /// Where keys and configuration are.
  struct Home: ParsableArguments {
    @Option(help: "The folder of keys and configuration; default $VIGIE_HOME.")
    var home: String?

    var path: String {
      get throws {
        guard let path = home ?? ProcessInfo.processInfo.environment["VIGIE_HOME"], !path.isEmpty
        else { throw ValidationError("say --home DIR, or set VIGIE_HOME") }
        return URL(fileURLWithPath: path).path
      }
    }

    var allowList: String { get throws { try path + "/allow-list.json" } }
  }

  struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a home for one machine: keys, allow-list, configurations, free ports.")

    @OptionGroup var home: Home

    func run() async throws {
      try await HomeFolder(path: home.path).make()
      Output.line(try home.path + "/vigie.json")
    }
  }

  struct Allow: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lets a public key in.")

    @OptionGroup var home: Home
    @Argument(help: "The public key, 40 characters of Z85.") var key: String
    @Option(help: "A short name, such as federation-1.") var name: String
    @Option(help: "operator, federation, structure, partner, service or auditor; repeatable.")
    var role: [String]
    @Option(help: "The last day on which it is accepted, YYYY-MM-DD.") var until: String?

    func run() throws {
      guard CurvePublicKey(key) != nil else {
        throw ValidationError("\(key) is no public key: 40 characters of Z85 are needed")
      }
      let roles = Set(role.map(Role.init(rawValue:)))
      guard !roles.isEmpty, roles.isSubset(of: Role.all) else {
        let known = Role.all.map(\.rawValue).sorted().joined(separator: ", ")
        throw ValidationError("--role must be one of \(known)")
      }
      let end = until.flatMap { CivilDate($0) }
      if until != nil, end == nil { throw ValidationError("--until must be YYYY-MM-DD") }
      var entries = try AllowList.read(home.allowList).filter { $0.key != key }
      entries.append(AllowedKey(key: key, name: name, roles: roles, validTo: end))
      try AllowList.write(entries, to: home.allowList)
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows which keys may do what.")

    @OptionGroup var home: Home

    func run() throws {
      let entries = try AllowList.read(home.allowList)
      let rows = entries.map { entry in
        [
          entry.name, entry.roles.map(\.rawValue).sorted().joined(separator: " "), entry.key,
          entry.validTo?.iso ?? "",
        ]
      }
      Output.line(Table(header: ["name", "roles", "key", "until"], rows: rows).text)
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shuts a key out; open connections end within a second.")

    @OptionGroup var home: Home
    @Argument(help: "The key or its name.") var key: String

    func run() throws {
      let entries = try AllowList.read(home.allowList)
      let rest = entries.filter { $0.key != key && $0.name != key }
      guard rest.count < entries.count else {
        throw ValidationError("no key or name \(key) is in the list; see: vigie keys list")
      }
      try AllowList.write(rest, to: home.allowList)
    }
  }
}
