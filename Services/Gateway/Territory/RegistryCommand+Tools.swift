import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension RegistryCommand {
  struct Tools: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les outils et combien de structures les utilisent.",
      "Lists tools and how many structures use them.",
      discussion: words(
        "On compte les structures actives ce jour-là dont l'utilisation couvre ce jour.",
        "Structures count that are active on that day and whose use covers it."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @Flag(
      help: .words(
        "Par périmètre : combien de structures utilisent un outil, et combien un outil que d'autres utilisent aussi.",
        "By scope: how many structures use a tool, and how many one that others use too."))
    var figures = false
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      if figures { try await count() } else { try await list() }
    }

    private func list() async throws {
      let first = ListTools(asOf: asOf, limit: .most)
      let pages = try await options.pages("registry", first, after: \.after) {
        $0.hasMore ? $0.tools.last?.code : nil
      }
      try format.write(
        pages.flatMap(\.tools), Self.toolColumns, isFictitious: pages.last?.fictitious)
    }

    private func count() async throws {
      let reply = try await options.call("registry", CountTools(asOf: asOf))
      try format.write(reply.rows, Self.figureColumns, isFictitious: reply.fictitious)
    }

    private static var toolColumns: [ListingColumn<ListTools.Tool>] {
      [
        .init("tool_code", "outil", "tool") { .text($0.code) },
        .init(nil, "intitulé", "title") { .text($0.title) },
        .init("kind", "type", "kind") { .text($0.kind, as: Catalogue.toolKind($0.kind, language)) },
        .init("sharing", "partage", "sharing") {
          .text($0.sharing, as: Catalogue.toolSharing($0.sharing, language))
        },
        .init("users", "structures utilisatrices", "structures using it") { .number($0.users) },
        .init("users_cs", "dont CS", "of which CS") { .number($0.usersCS) },
        .init("users_evs", "dont EVS", "of which EVS") { .number($0.usersEVS) },
        .init("communes", "communes", "communes") { .number($0.communes) },
      ]
    }

    private static var figureColumns: [ListingColumn<CountTools.Row>] {
      [
        .init("scope", "périmètre", "scope") {
          .text($0.scope, as: Catalogue.scope($0.scope, language))
        },
        .init("active", "structures actives", "active structures") { .number($0.active) },
        .init("using", "utilisent un outil", "use a tool") { .number($0.using) },
        .init("sharing", "partagent un outil", "share a tool") { .number($0.sharing) },
      ]
    }
  }
}
