import Contracts
import Crypto
import ExchangeDomain
import FactKinds
import Foundation
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

extension ExchangeHandlers {
  /// Stores a submission and returns its receipt. An idempotency key that was used stays used.
  func submit(
    _ request: SubmitFacts, _ context: ServerContext
  ) async throws -> SubmitFacts.Reply {
    guard let file = host.catalogue.submitted(by: request.schema) else {
      let open = host.catalogue.submitted.filter { !context.access.roles(among: $0.roles).isEmpty }
      throw RPCError(
        .invalidArgument, reason: "SCHEMA_UNKNOWN", domain: "vigie.exchange",
        "\(request.schema) cannot be submitted; one of "
          + open.map(\.schema).joined(separator: ", "),
        arguments: ["schema": request.schema], field: "schema")
    }
    let roles = context.access.roles(among: file.roles)
    guard !roles.isEmpty else { throw RPCError(file.roleNeeded) }
    guard (1...SubmitFacts.maxRows).contains(request.rows.count) else {
      throw Self.wrong(
        "rows", "1 to \(SubmitFacts.maxRows) are allowed, not \(request.rows.count)")
    }
    guard let key = context.metadata[MetadataName.idempotencyKey],
      (1...128).contains(key.utf8.count)
    else {
      throw RPCError(
        .invalidArgument, reason: "IDEMPOTENCY_KEY_NEEDED", domain: "vigie.rpc",
        "a submission needs \(MetadataName.idempotencyKey), at most 128 bytes",
        field: "metadata.\(MetadataName.idempotencyKey)")
    }
    let cut = cut(context)
    try quotas.check(cut.principal)
    let rows = try SealedRows.json(request.rows)
    quotas.take(cut.principal, messages: request.rows.count, bytes: rows.count)
    var hash = SHA256()
    hash.update(data: Data("\(request.schema)\n\(request.fictitious)\n".utf8))
    hash.update(data: rows)
    let digest = hexadecimal(hash.finalize())
    let sealed = try sealing.seal(rows)
    return try await host.database.write { [configuration, writes = host.writes] transaction in
      if let known = try ExchangeStore.submission(
        key: key, of: cut.principal, in: transaction)
      {
        guard try known.digest == digest || known.digest == Self.formerDigest(request) else {
          throw RPCError(
            .aborted, reason: "IDEMPOTENCY_KEY_REUSED", domain: "vigie.rpc",
            "this key came with other rows before; take a new key for a new submission")
        }
        return SubmitFacts.Reply(submission: known.number, duplicate: true)
      }
      let pending = try ExchangeStore.countPending(1, of: cut.principal, in: transaction)
      guard pending <= configuration.quota.pendingSubmissions else {
        throw QuotaKeeper.exceeded(
          "\(pending - 1) of your submissions wait for their service", retry: 5000)
      }
      let number = try ExchangeStore.add(
        request, key: key, digest: digest, cut: cut, roles: roles, sealed: sealed,
        keptFor: configuration.rowsKeptFor, in: transaction)
      try writes.record(request, context, in: transaction)
      return SubmitFacts.Reply(submission: number, duplicate: false)
    }
  }

  /// The digest that programs before schema step `exchange-3` stored of a submission, so that an idempotency key of that time
  /// stays used.
  private static func formerDigest(_ request: SubmitFacts) throws -> String {
    hexadecimal(SHA256.hash(data: try JSONCodec().encode(request)))
  }

  func submission(
    _ request: GetSubmission, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetSubmission.Reply {
    let found = try ExchangeStore.outcome(
      of: request.submission.value, principal: context.effectivePrincipal, in: transaction)
    guard let found else {
      throw RPCError(
        .notFound, reason: "SUBMISSION_UNKNOWN", domain: "vigie.exchange",
        "you have no submission \(request.submission)")
    }
    return found
  }
}

extension SubmittedFile {
  /// The refusal of a caller that may not submit the file.
  var roleNeeded: Status {
    let names = roles.map(\.rawValue).sorted().joined(separator: ", ")
    return Status(
      .permissionDenied, reason: "ROLE_NEEDED", domain: "vigie.rpc",
      "\(name) is submitted by \(names)", arguments: ["roles": names])
  }
}
