import Contracts
import ExchangeDomain
import FactKinds
import Foundation
import RPC
import RPCContract
import Schemas
import ServiceHost
import Storage
import Values

/// Schemas of messages, and exporting and importing copies of the log.
extension ExchangeHandlers {
  func schema(
    _ request: GetSchema, _ context: ServerContext
  ) async throws -> GetSchema.Reply {
    let cut = cut(context)
    guard
      let schema = try MessageSchemas(host.catalogue).schema(
        request.id, where: { !$0.isAboutPeople || cut.readsOfPeople($0) })
    else {
      throw RPCError(
        .notFound, reason: "SCHEMA_UNKNOWN", domain: "vigie.exchange",
        "no schema \(request.id) is known; ids end with their major version, here 1",
        arguments: ["schema": request.id])
    }
    let data = try JSONSerialization.data(
      withJSONObject: schema, options: [.sortedKeys, .withoutEscapingSlashes])
    return GetSchema.Reply(schema: String(decoding: data, as: UTF8.self))
  }

  func export(
    _ request: ExportMessages, _ context: ServerContext,
    _ writer: ResponseWriter<ExportMessages.Item>
  ) async throws {
    let last = try await host.database.read { try ExchangeStore.lastSequence(in: $0) }
    let through = min(request.through?.value ?? last, last)
    var after = request.after.value
    while after < through {
      let page = try await host.database.read { [after] transaction in
        try ExchangeStore.copies(after: after, through: through, limit: 200, in: transaction)
      }
      guard let reached = page.last?.sequence.value else { return }
      try await writer.write(ExportMessages.Item(messages: page))
      after = reached
    }
  }

  func `import`(
    _ request: ImportMessages, _ context: ServerContext
  ) async throws -> ImportMessages.Reply {
    let count = request.messages.count
    guard (1...ImportMessages.most).contains(count) else {
      throw Self.wrong("messages", "1 to \(ImportMessages.most) is allowed, not \(count)")
    }
    let drafts = try request.messages.enumerated().map { index, copy in
      guard copy.isIntact else {
        throw Self.wrong(
          "messages[\(index)].hash", "it is not that of the event and its scopes: damaged copy")
      }
      guard let draft = LogDraft(envelope: copy.event, scopes: copy.scopes) else {
        throw Self.wrong("messages[\(index)].event", "it is no event of an exchange's log")
      }
      if let major = MessageType.major(of: draft.type), major > MessageType.major {
        throw RPCError(
          .failedPrecondition, reason: "SCHEMA_UNKNOWN", domain: "vigie.exchange",
          "messages[\(index)] is of \(draft.type): this exchange knows major version "
            + "\(MessageType.major); take a newer one", arguments: ["type": draft.type])
      }
      return draft
    }
    return try await host.writes.run(request, context) { transaction in
      let added = try ExchangeStore.add(drafts, in: transaction)
      return ImportMessages.Reply(added: added, known: count - added)
    }
  }
}
