import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import ServiceKit

struct AccessCommand: ParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "access",
    "Affiche qui peut appeler quelles méthodes, et dans quelles limites.",
    "Shows who may call which methods, and within which limits.",
    discussion: words(
      """
      La structure et les territoires dépendent de la clé : vigie keys list. Un partenaire dont la clé ne nomme aucun \
      territoire n'est pas limité.
      Ce qu'un rôle peut charger ou envoyer : vigie help facts TYPE
      """,
      """
      The structure and the territories depend on the key: vigie keys list. A partner whose key names no territory is not \
      limited.
      What a role may import or submit: vigie help facts KIND
      """))

  @Option(
    help: .words(
      "Limite le résultat à un rôle, par exemple structure ou partner.",
      "Limits the result to one role, such as structure or partner.", .role))
  var role: String?
  @Option(help: .listFormat) var format = OutputFormat.List.text
  @OptionGroup var languageOption: LanguageOption

  func validate() throws {
    let known = Role.all.map(\.rawValue).sorted()
    guard let role, !known.contains(role) else { return }
    throw ValidationError(
      "« \(role) » n'est pas un rôle. Rôles : \(known.joined(separator: ", "))",
      "“\(role)” is no role. Roles: \(known.joined(separator: ", "))")
  }

  static var jsonSchema: JSONSchema { .listing(columns) }

  func run() throws {
    let lines = AccessRules.lines.filter { line in
      role.map { line.role == $0 || line.role.hasPrefix("\($0):") } ?? true
    }
    try format.write(lines, Self.columns, isFictitious: nil)
  }

  private static var columns: [ListingColumn<AccessRules.Line>] {
    [
      .text("service", "service", "service") { $0.service },
      .text("method", "méthode", "method") { $0.method },
      .text("role", "rôle", "role") { $0.role },
      .text("cut", "limite", "limit", as: limit) { $0.cut },
    ]
  }

  private static func limit(_ cut: String) -> String {
    switch AccessCut(rawValue: cut) {
    case .ownStructure: words("sa structure", "own structure")
    case .territory: words("ses territoires", "own territories")
    case .members: words("ses structures adhérentes", "its members")
    case nil: words("aucune", "none")
    }
  }
}
