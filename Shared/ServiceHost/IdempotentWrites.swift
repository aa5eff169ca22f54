import Crypto
import Foundation
public import RPC
public import RPCContract
public import Storage
import Values

/// Runs the effect of a mutating call once, whatever happens to its reply.
///
/// The reply is stored in the same transaction as the effect. A call with the same key and the same
/// request gets the stored reply, also after a restart. The same key with another request is refused
/// (design.md §4).
public struct IdempotentWrites: Sendable {
  private let database: Database
  private let service: String

  /// Takes the store, and the service's name, which stands before the feed's position in the trailing metadata.
  public init(_ database: Database, service: String) {
    self.database = database
    self.service = service
  }

  /// Changes the store and tells the caller, in the trailing metadata, the feed's position.
  ///
  /// - Parameters:
  ///   - request: the call.
  ///   - context: who calls, and with which key.
  ///   - roles: by which roles, for the audit; nil for those that opened the method.
  ///   - body: the change.
  /// - Returns: the body's reply, or the one that was given before.
  /// - Throws: `RPCError`: INVALID_ARGUMENT without a key, ABORTED when the key was used for another
  ///   request; `StorageError`; what the body throws.
  public func run<Request: RPCRequest>(
    _ request: Request, _ context: ServerContext, as roles: [String]? = nil,
    _ body: @escaping @Sendable (WriteTransaction) throws -> Request.Reply
  ) async throws -> Request.Reply {
    guard let clientKey = context.metadata[MetadataName.idempotencyKey], clientKey.utf8.count <= 128
    else {
      throw RPCError(
        .invalidArgument, reason: "IDEMPOTENCY_KEY_NEEDED", domain: "vigie.rpc",
        "\(Request.method) changes something: send \(MetadataName.idempotencyKey), 128 bytes at most",
        field: "metadata.\(MetadataName.idempotencyKey)")
    }
    let codec = JSONCodec()
    let bytes = try codec.encode(request)
    let digest = hexadecimal(SHA256.hash(data: bytes))
    let key = IdempotencyKey(
      principal: context.effectivePrincipal, method: Request.method, key: clientKey)
    let (reply, position) = try await database.write { transaction in
      switch try transaction.idempotentCall(key, digest: digest) {
      case .answered(let stored):
        return (try codec.decode(Request.Reply.self, from: stored), try transaction.position())
      case .conflict:
        throw RPCError(
          .aborted, reason: "IDEMPOTENCY_KEY_REUSED", domain: "vigie.rpc",
          "this key came with another request before; take a new key for a new request")
      case .new:
        let reply = try body(transaction)
        try record(request, context, as: roles, in: transaction)
        try transaction.remember(key, digest: digest, reply: try codec.encode(reply))
        return (reply, try transaction.position())
      }
    }
    context.addTrailing("\(service)=\(position.text)", for: MetadataName.position)
    return reply
  }

  /// Adds a call's change to the audit, within the change: it concerns what the request and the handler name.
  ///
  /// - Throws: `StorageError`.
  public func record<Request: RPCMessage>(
    _ request: Request, _ context: ServerContext, as roles: [String]? = nil,
    in transaction: WriteTransaction
  ) throws {
    try AuditTable.append(
      AuditTable.Entry(context, as: roles, subjects: request.subjects + context.subjects),
      in: transaction)
  }
}
