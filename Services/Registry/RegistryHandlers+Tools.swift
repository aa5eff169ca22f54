import CentreNetwork
import Contracts
import RPC
import RPCContract
import RegistryDomain
import ServiceHost
import Storage
import Values

/// Tools and who uses them.
extension RegistryHandlers {
  func listTools(
    _ request: ListTools, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListTools.Reply {
    let users = try toolUsers(on: request.asOf, in: transaction)
    let page = try RegistryStore.tools(in: transaction).sorted { $0.code < $1.code }
      .page(after: request.after, request.limit, by: \.code)
    return ListTools.Reply(
      tools: page.rows.map { users.row($0) }, hasMore: page.hasMore,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  func listToolUsers(
    _ request: ListToolUsers, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListToolUsers.Reply {
    let access = context.access
    // This check comes first: the refusal must not reveal who uses or owns what.
    var structure = try access.meant(
      request.structure, "vigie.registry", "a structure sees what is its own only")
    guard
      let tool = try RegistryStore.tools(in: transaction).first(where: { $0.code == request.tool })
    else {
      throw RPCError(
        .notFound, reason: "TOOL_UNKNOWN", domain: "vigie.registry",
        "no tool has the code \(request.tool); see: vigie registry tools",
        arguments: ["tool": request.tool])
    }
    let isOwnUse = structure != nil && structure == access.own
    if let owner = tool.owner, owner == access.own {
      structure = request.structure
    } else if tool.sharing == ToolSharing.private.rawValue, !isOwnUse,
      access.roles(among: [.operator]).isEmpty
    {
      throw RPCError(
        .permissionDenied, reason: "TOOL_PRIVATE", domain: "vigie.registry",
        "the tool \(tool.code) is private: its owner and operators see who uses it",
        arguments: ["tool": tool.code])
    }
    let page = try toolUsers(on: request.asOf, in: transaction)
      .uses(of: tool.code, by: structure)
      .page(after: request.after, request.limit, by: \.place)
    return ListToolUsers.Reply(
      title: tool.title, uses: page.rows, hasMore: page.hasMore,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  func countTools(
    _ request: CountTools, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> CountTools.Reply {
    CountTools.Reply(
      rows: try toolUsers(on: request.asOf, in: transaction).figures,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  func listToolsNear(
    _ request: ListToolsNear, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListToolsNear.Reply {
    let day = request.asOf
    let network = try RegistryStore.reader.network(in: transaction)
    let structure = try accompanied(request.structure, network, on: day, context)
    guard let near = ToolsNear(structure, in: network, on: day) else {
      throw Self.unknown(structure: structure.code)
    }
    let users = ToolUsers(try RegistryStore.toolUses(in: transaction), in: network, on: day)
    let limit = (request.limit ?? .fallback).value
    let found = near.tools(
      of: try RegistryStore.tools(in: transaction), users,
      mandates: try RegistryStore.reader.mandates(of: network, in: transaction))
    let told = found.prefix(limit).map { tool in
      var tool = tool
      if let owner = tool.owner, !sees(owner, network, context) { tool.director = nil }
      return tool
    }
    context.note(subjects: told.compactMap(\.director))
    return ListToolsNear.Reply(
      tools: told, hasMore: found.count > limit, comparable: near.peers.count, area: near.area,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  private func toolUsers(
    on day: CivilDate, in transaction: ReadTransaction
  ) throws -> ToolUsers {
    ToolUsers(
      try RegistryStore.toolUses(in: transaction),
      in: try RegistryStore.reader.network(in: transaction), on: day)
  }
}
