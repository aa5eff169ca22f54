import Contracts
import RPC
import RPCContract
import Storage

/// Writes each look at data of people, or at texts that they wrote, into the audit before the caller sees anything.
///
/// If a line cannot be written, nothing is shown. A line does not wait for the disk, so a loss of power may take the last ones back.
struct ReadAudit: ServerStage {
  let database: Database

  func run(
    _ method: MethodDeclaration, _ context: ServerContext, next: () async throws -> Void
  ) async throws {
    // The services read each other's feeds all day long, to keep their copies of facts.
    guard method.tellsOfPeople, !method.mutates,
      method.name != ReadFeed.method || context.access.roleNames != [Role.service.rawValue]
    else { return try await next() }
    if method.shape == .serverStreaming || method.shape == .duplex {
      // The context lives as long as its call.
      context.beforeItems { [database, unowned context] in
        try await Self.append(context, to: database)
      }
    }
    try await next()
    if method.shape == .serverStreaming || method.shape == .duplex {
      // A stream without items tells something, too: that there is nothing.
      try await context.beginItems()
    } else {
      try await Self.append(context, to: database)
    }
  }

  private static func append(_ context: ServerContext, to database: Database) async throws {
    var entry = AuditTable.Entry(context, subjects: context.subjects)
    entry.outcome = "SHOWN"
    try await database.write(durably: false) { [entry] in try AuditTable.append(entry, in: $0) }
  }
}

extension AuditTable.Entry {
  /// Says who made a call, and what of it.
  init(_ context: ServerContext, as roles: [String]? = nil, subjects: [String]) {
    self.init(
      principal: context.effectivePrincipal, caller: context.principal.name,
      roles: roles ?? context.access.roleNames, method: context.method, subjects: subjects)
  }
}
