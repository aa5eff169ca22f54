import Contracts
import Crypto
import ExchangeDomain
import Foundation
import Logging
import Network
import RPC
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// Hands submissions to their services: in the order of each caller and file, once in effect.
///
/// The call's idempotency key is the submission's own, so that a call whose reply was lost changes
/// nothing when it is made again.
struct Courier: Sendable {
  /// The longest pause between attempts.
  private static let longestPause = Duration.seconds(30)

  let host: ServiceHost
  let network: KnownNetwork
  let sealing: SealedRows

  /// Works until it is cancelled, for each service by itself: one that hangs holds up no other.
  func run() async {
    await withTaskGroup { group in
      for service in Set(SubmissionFiles.all.map(\.service)) {
        group.addTask { await serve(service) }
      }
    }
  }

  private func serve(_ service: String) async {
    while !Task.isCancelled {
      let commits = host.database.positions()
      do {
        if try await step(service) { continue }
      } catch is CancellationError {
        return
      } catch {
        host.logger.error("the courier to \(service) stumbled: \(error)")
      }
      await withTaskGroup { group in
        group.addTask { for await _ in commits { return } }
        group.addTask { try? await Task.sleep(for: .milliseconds(500)) }
        await group.next()
        group.cancelAll()
      }
    }
  }

  /// Takes one submission as far as it goes.
  ///
  /// - Returns: whether there was one.
  private func step(_ service: String) async throws -> Bool {
    let now = host.database.now
    let found = try await host.database.read { transaction in
      try ExchangeStore.nextDue(for: service, in: transaction, now: now).map {
        ($0, try ExchangeStore.rows(of: $0.number, in: transaction))
      }
    }
    guard let (submission, sealed) = found else { return false }
    guard let sealed, let rows = try? sealing.open(sealed) else {
      // Their key or their bytes are not what they were: nobody can read them again.
      try await failed(submission, Status(.dataLoss, "the rows cannot be opened"))
      return true
    }
    do {
      let outcome = try await deliver(submission, rows)
      try await host.database.write {
        try ExchangeStore.finish(submission, outcome, in: $0)
      }
    } catch let error as RPCError {
      try await failed(submission, error.status)
    }
    return true
  }

  private func failed(_ submission: PendingSubmission, _ status: Status) async throws {
    let transient: Set<Status.Code> = [
      .unavailable, .deadlineExceeded, .resourceExhausted, .aborted, .cancelled, .unauthenticated,
      // The service's own trouble, such as a disk that was full.
      .internal, .unknown,
    ]
    guard transient.contains(status.code), submission.expiresAt > host.database.now else {
      let outcome = SubmissionOutcome(
        submission: submission.number, key: submission.key, schema: submission.file.schema,
        loaded: 0, unchanged: 0, refused: [], findings: [],
        reason: status.details?.reason ?? status.code.name)
      return try await host.database.write {
        try ExchangeStore.finish(submission, outcome, in: $0)
      }
    }
    let pause = min(
      Duration.milliseconds(200 << min(submission.attempts, 10)), Self.longestPause)
    try await host.database.write { transaction in
      try ExchangeStore.postpone(
        submission.number, attempts: submission.attempts + 1,
        until: transaction.recordedAt.adding(microseconds: pause.microseconds), in: transaction)
    }
  }

  private func deliver(
    _ submission: PendingSubmission, _ rows: [[String: String]]
  ) async throws -> SubmissionOutcome {
    let strangers = try await rowsOfOthers(submission, rows)
    let own = rows.indices.filter { strangers[$0] == nil }
    var (loaded, unchanged) = (0, 0)
    var refused = Array(strangers.values)
    var findings: [Finding] = []
    if !own.isEmpty {
      let reply = try await call(submission, own.map { rows[$0] })
      (loaded, unchanged) = (reply.counts.loaded, reply.counts.unchanged)
      // The service counted only the rows that it got.
      func mapped(_ finding: Finding) -> Finding {
        var finding = finding
        if finding.row >= 2, finding.row - 2 < own.count { finding.row = own[finding.row - 2] + 2 }
        return finding
      }
      refused += reply.refused.map(mapped)
      findings = reply.findings.map(mapped)
    }
    return SubmissionOutcome(
      submission: submission.number, key: submission.key, schema: submission.file.schema,
      loaded: loaded, unchanged: unchanged,
      refused: refused.sorted { $0.row < $1.row }.map(Self.remark),
      findings: findings.map(Self.remark), reason: nil)
  }

  private func call(
    _ submission: PendingSubmission, _ rows: [[String: String]]
  ) async throws -> SubmitRows.Reply {
    var options = CallOptions(timeout: .seconds(30))
    let epoch = try await host.database.read { try $0.position().epoch }
    // With the rows in it: which of them are the caller's own may change between two attempts.
    let digest = hexadecimal(SHA256.hash(data: try JSONCodec().encode(rows)).prefix(8))
    options.metadata.set(
      "exchange-\(epoch)-\(submission.number)-\(digest)", for: MetadataName.idempotencyKey)
    options.metadata.set(submission.principal, for: MetadataName.onBehalfOf)
    return try await host.client(submission.file.service).call(
      SubmitRows(
        file: submission.file.name, rows: rows, fictitious: submission.fictitious,
        cause: "submission/\(submission.number)/\(submission.principal)"), options: options)
  }

  /// Rows about structures or bodies outside the caller's territory: as unknown as if they were not there.
  private func rowsOfOthers(
    _ submission: PendingSubmission, _ rows: [[String: String]]
  ) async throws -> [Int: Finding] {
    let cut = submission.cut
    guard cut.territories != nil || cut.structure != nil else { return [:] }
    return try await host.database.read { [network] transaction in
      let network = try network.get(in: transaction)
      var strangers: [Int: Finding] = [:]
      for (index, row) in rows.enumerated() {
        let (column, code, sees): (String, String, Bool)
        switch submission.file.cut {
        case .structure(let name):
          let value = row[name] ?? ""
          let commune = network[value].map { network.commune(of: $0, on: Instant.now.parisDay) }
          (column, code) = (name, "UNKNOWN_STRUCTURE")
          sees =
            cut.structure.map { $0 == value }
            ?? commune.map { Visibility.sees(cut, $0, in: network.communes) } ?? false
        case .body(let name):
          let communes = try ExchangeStore.communes(ofBody: row[name] ?? "", in: transaction)
          (column, code) = (name, "UNKNOWN_BODY")
          sees =
            cut.structure == nil
            && communes.contains { Visibility.sees(cut, $0, in: network.communes) }
        }
        guard !sees else { continue }
        strangers[index] = Finding(
          file: submission.file.name, row: index + 2, column: column, value: row[column] ?? "",
          code: code)
      }
      return strangers
    }
  }

  private static func remark(_ finding: Finding) -> SubmissionOutcome.Remark {
    SubmissionOutcome.Remark(
      row: finding.row, column: finding.column, value: String(finding.value.prefix(200)),
      code: finding.code,
      text: Catalogue.reason(finding.code, .english),
      textFR: Catalogue.reason(finding.code, .french))
  }
}
