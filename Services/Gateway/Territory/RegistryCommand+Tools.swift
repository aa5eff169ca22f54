import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension RegistryCommand {
  struct Tools: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les outils et le nombre de structures qui les utilisent.",
      "Lists tools and how many structures use them.",
      discussion: words(
        "Sont comptées les structures actives à cette date, si leur utilisation couvre ce jour.",
        "Structures count that are active on that day and whose use covers it."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @Flag(
      help: .words(
        "Affiche, par périmètre, combien de structures utilisent un outil, et combien un outil que d'autres utilisent aussi.",
        "Shows by scope how many structures use a tool, and how many one that others use too."))
    var figures = false
    @Option(
      help: .words(
        "Affiche les outils, libres ou sur demande, que des structures comparables à celle-ci utilisent et qu'elle n'utilise pas.",
        "Shows the tools, open or on request, that structures comparable with this one use and it does not.",
        .structure
      ), completion: .structures)
    var near: String?
    @Option(
      help: .words(
        "Affiche qui utilise cet outil à cette date. Pour un outil réservé, seules la Caf et la structure propriétaire le voient.",
        "Shows who uses this tool on that day. Of a private tool only the Caf and the structure that owns it see that.",
        .tool
      ), completion: .tools)
    var tool: String?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func validate() throws {
      if [figures, near != nil, tool != nil].count(where: { $0 }) > 1 {
        throw ValidationError(
          "indiquez --figures, --near ou --tool, un seul des trois",
          "give --figures, --near or --tool, one of the three")
      }
    }

    static var jsonSchema: JSONSchema {
      .listing(toolColumns)
        .or("--figures", .listing(figureColumns))
        .or("--near", .listing(suggestionColumns))
        .or("--tool", .listing(useColumns))
    }

    func run() async throws {
      if let near { return try await suggest(near) }
      if let tool { return try await listUses(of: tool) }
      if figures { try await count() } else { try await list() }
    }

    private func suggest(_ structure: String) async throws {
      let gateway = try options.gateway()
      let reply = try await gateway.call(
        "registry", ListToolsNear(structure: structure, asOf: asOf, limit: .most))
      let directors = try await gateway.contacts(of: reply.tools.compactMap(\.director))
      await gateway.close()
      let rows = reply.tools.map { tool in
        Suggestion(tool: tool, directorName: tool.director.flatMap { directors[$0]?.name })
      }
      let area = reply.area.map { Catalogue.area($0, language) }
      let count = language.count(
        reply.comparable, .init("structure comparable", "structures comparables"),
        .init("comparable structure", "comparable structures"))
      let note = words(
        "\(count) : même type\(area.map { ", \($0)" } ?? "")",
        "\(count): same kind\(area.map { ", \($0)" } ?? "")")
      try format.write(
        rows, Self.suggestionColumns, isFictitious: reply.fictitious, notes: [note])
    }

    /// A tool with the name of who directs its owner, where the key may see it.
    private struct Suggestion {
      let tool: ListToolsNear.Tool
      let directorName: String?
    }

    private static var suggestionColumns: [ListingColumn<Suggestion>] {
      [
        .text("tool_code", "outil", "tool") { $0.tool.code },
        .text("title", "intitulé", "title") { $0.tool.title },
        .text("kind", "type", "kind", as: { Catalogue.toolKind($0, language) }) { $0.tool.kind },
        .text("sharing", "partage", "sharing", as: { Catalogue.toolSharing($0, language) }) {
          $0.tool.sharing
        },
        .number("users", "structures comparables", "comparable structures") { $0.tool.users },
        .number("users_in_commune", "dont dans la commune", "of which in the commune") {
          $0.tool.usersInCommune
        },
        .text("owner_structure_code", "propriétaire", "owner") { $0.tool.owner },
        .text("owner", "à qui le demander", "whom to ask") { $0.tool.ownerName },
        .text("director", "direction", "director") { $0.tool.director },
        .text("director_name", "nom", "name") { $0.directorName },
      ]
    }

    private func listUses(of tool: String) async throws {
      let first = ListToolUsers(tool: tool, asOf: asOf, limit: .most)
      let pages = try await options.pages("registry", first, after: \.after) {
        $0.hasMore ? $0.uses.last?.place : nil
      }
      let title = pages.last?.title ?? tool
      try format.write(
        format.ordered(pages.flatMap(\.uses)) { $0.name }, Self.useColumns,
        isFictitious: pages.last?.fictitious, notes: ["\(tool), \(title)"])
    }

    private static var useColumns: [ListingColumn<ListToolUsers.Use>] {
      [
        .text("structure_code", "code", "code") { $0.structure },
        .text("name", "structure", "structure") { $0.name },
        .text("commune", "commune", "commune") { $0.commune },
        .day("from", "du", "from") { $0.from },
        .day("to", "au", "to") { $0.to },
      ]
    }

    private func list() async throws {
      let first = ListTools(asOf: asOf, limit: .most)
      let pages = try await options.pages("registry", first, after: \.after) {
        $0.hasMore ? $0.tools.last?.code : nil
      }
      try format.write(
        format.ordered(pages.flatMap(\.tools)) { $0.title }, Self.toolColumns,
        isFictitious: pages.last?.fictitious)
    }

    private func count() async throws {
      let reply = try await options.call("registry", CountTools(asOf: asOf))
      try format.write(reply.rows, Self.figureColumns, isFictitious: reply.fictitious)
    }

    private static var toolColumns: [ListingColumn<ListTools.Tool>] {
      [
        .text("tool_code", "outil", "tool") { $0.code },
        .text(nil, "intitulé", "title") { $0.title },
        .text("kind", "type", "kind", as: { Catalogue.toolKind($0, language) }) { $0.kind },
        .text("sharing", "partage", "sharing", as: { Catalogue.toolSharing($0, language) }) {
          $0.sharing
        },
        .number("users", "structures utilisatrices", "structures using it") { $0.users },
        .number("users_cs", "dont CS", "of which CS") { $0.usersCS },
        .number("users_evs", "dont EVS", "of which EVS") { $0.usersEVS },
        .number("communes", "communes", "communes") { $0.communes },
        .text(
          nil, "propriétaire", "owner",
          told: { tool in
            tool.owner.map { code in tool.ownerName.map { "\($0) (\(code))" } ?? code }
          }
        ) { $0.owner },
      ]
    }

    private static var figureColumns: [ListingColumn<CountTools.Row>] {
      [
        .text("scope", "périmètre", "scope", as: { Catalogue.scope($0, language) }) { $0.scope },
        .number("active", "structures actives", "active structures") { $0.active },
        .number("using", "utilisent un outil", "use a tool") { $0.using },
        .number("sharing", "partagent un outil", "share a tool") { $0.sharing },
      ]
    }
  }
}
