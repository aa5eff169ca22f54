import Contracts
import Crypto
import ExchangeDomain
import FactKinds
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
  /// How long it waits for a commit before it looks again.
  private static let look = Duration.milliseconds(500)
  /// How often a submission may fail at a service that is well, until it counts as one that the service cannot take: rows that
  /// end their service must not end it for ever.
  private static let mostFailures = 8
  /// How much the remarks of an outcome may have: it is an event, and must fit into its caller's batch.
  private static let mostRemarkBytes = 1 << 20
  /// The most submissions that are under way to one service.
  private static let mostUnderWay = 8

  let host: ServiceHost
  let network: KnownNetwork
  let sealing: SealedRows

  /// Works until it is cancelled, for each service by itself: one that hangs holds up no other.
  func run() async {
    await withTaskGroup { group in
      for service in Set(host.catalogue.submitted.map(\.service)) {
        group.addTask { await serve(service) }
      }
    }
  }

  /// Keeps the first submissions of several callers and files under way: a slow one holds up no other.
  private func serve(_ service: String) async {
    await withTaskGroup(of: Int?.self) { group in
      var underWay: Set<Int> = []
      var isWaiting = false
      while !Task.isCancelled {
        let commits = isWaiting ? nil : host.database.positions()
        for submission in await due(service) where !underWay.contains(submission.number) {
          guard underWay.count < Self.mostUnderWay else { break }
          underWay.insert(submission.number)
          group.addTask {
            await hand(submission)
            return submission.number
          }
        }
        if let commits {
          isWaiting = true
          group.addTask {
            // What was put off falls due without a commit.
            await Database.wait(for: commits, until: .now + Self.look)
            return nil
          }
        }
        if let ended = await group.next() ?? nil {
          underWay.remove(ended)
        } else {
          isWaiting = false
        }
      }
    }
  }

  private func due(_ service: String) async -> [PendingSubmission] {
    let now = host.database.now
    do {
      return try await host.database.read { transaction in
        // Those under way are among them.
        try ExchangeStore.firstDue(
          host.catalogue.submitted, for: service, limit: Self.mostUnderWay * 2, in: transaction,
          now: now)
      }
    } catch is CancellationError {
      return []
    } catch {
      host.logger.error(
        "what is due to \(service) cannot be read: \(error)", metadata: ["service": "\(service)"])
      return []
    }
  }

  /// Takes a submission as far as it goes.
  private func hand(_ submission: PendingSubmission) async {
    do {
      let sealed = try await host.database.read {
        try ExchangeStore.rows(of: submission.number, in: $0)
      }
      guard let sealed, let rows = try? sealing.open(sealed) else {
        // Their key or their bytes are not what they were: nobody can read them again.
        return try await failed(submission, Status(.dataLoss, "the rows cannot be opened"))
      }
      guard let cut = submission.cut else {
        return try await failed(submission, Status(.dataLoss, "what it may speak of is unreadable"))
      }
      var isWell = false
      do {
        let client = try client(of: submission)
        if submission.attempts > 0 {
          // A service that is away is waited for; one that is well and fails all the same does so at these rows.
          _ = try await client.call(CheckHealth(), options: CallOptions(timeout: .seconds(5)))
          isWell = true
        }
        let outcome = try await deliver(submission, rows, cut, by: client)
        try await host.database.write {
          try ExchangeStore.finish(submission, outcome, in: $0)
        }
      } catch let error as RPCError {
        try await failed(submission, error.status, atService: isWell)
      }
    } catch is CancellationError {
      return
    } catch {
      host.logger.error(
        "the courier stumbled at submission \(submission.number): \(error)",
        metadata: ["submission": "\(submission.number)"])
      // The store's trouble, such as a full disk, is not over at once; a cancelled sleep ends the task.
      try? await Task.sleep(for: Self.look)
    }
  }

  private func client(of submission: PendingSubmission) throws -> Client {
    guard let client = try? host.client(submission.file.service) else {
      // Whoever configures the exchange names it: the rows are well.
      throw RPCError(.unavailable, "the configuration names no peer \(submission.file.service)")
    }
    return client
  }

  private func failed(
    _ submission: PendingSubmission, _ status: Status, atService isWell: Bool = false
  ) async throws {
    let transient: Set<Status.Code> = [
      .unavailable, .deadlineExceeded, .resourceExhausted, .aborted, .cancelled, .unauthenticated,
      // The service's own trouble, such as a disk that fails, or a mistake at these rows.
      .internal, .unknown,
    ]
    // These say that the service takes nothing at all now, such as for a full disk.
    let takesNothing =
      status.code == .unauthenticated || status.details?.retryDelayMilliseconds != nil
    let failures = submission.failures + (isWell && !takesNothing ? 1 : 0)
    guard transient.contains(status.code), failures < Self.mostFailures,
      submission.expiresAt > host.database.now
    else {
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
        submission.number, attempts: submission.attempts + 1, failures: failures,
        until: transaction.recordedAt.adding(microseconds: pause.microseconds), in: transaction)
    }
  }

  private func deliver(
    _ submission: PendingSubmission, _ rows: [[String: String]], _ cut: Visibility.Cut,
    by client: Client
  ) async throws -> SubmissionOutcome {
    // One that version 0.2 took may be of a kind that its caller does not submit any more.
    guard !submission.roles.isDisjoint(with: submission.file.roles) else {
      throw RPCError(submission.file.roleNeeded)
    }
    let (bounds, epoch) = try await host.database.read {
      (try rowCut(cut, submission.roles, in: $0), try $0.position().epoch)
    }
    let request = SubmitRows(
      file: submission.file.name, rows: rows, fictitious: submission.fictitious,
      cause: Cause.submission(submission.number, by: submission.principal).text, cut: bounds)
    var options = CallOptions(timeout: .seconds(30))
    // With the request in it: what the caller may speak of may change between two attempts.
    let digest = hexadecimal(SHA256.hash(data: try JSONCodec().encode(request)).prefix(8))
    options.metadata.set(
      "exchange-\(epoch)-\(submission.number)-\(digest)", for: MetadataName.idempotencyKey)
    options.metadata.set(submission.principal, for: MetadataName.onBehalfOf)
    let reply = try await client.call(request, options: options)
    var room = Self.mostRemarkBytes
    func fitting(_ findings: [Finding]) -> [SubmissionOutcome.Remark] {
      var remarks: [SubmissionOutcome.Remark] = []
      for remark in findings.lazy.map(Self.remark) {
        room -= 200 + remark.value.utf8.count + remark.text.utf8.count + remark.textFR.utf8.count
        guard room > 0 else { break }
        remarks.append(remark)
      }
      return remarks
    }
    let (refused, findings) = (fitting(reply.refused), fitting(reply.findings))
    let omitted =
      reply.refused.count - refused.count + reply.findings.count - findings.count
    return SubmissionOutcome(
      submission: submission.number, key: submission.key, schema: submission.file.schema,
      loaded: reply.counts.loaded, unchanged: reply.counts.unchanged, refused: refused,
      findings: findings, reason: nil, omitted: omitted == 0 ? nil : omitted)
  }

  /// What a submission's rows may speak of: to its key nothing else is there. A partner's rows have a cut even where its key has
  /// none, since no partner is told of people.
  private func rowCut(
    _ cut: Visibility.Cut, _ roles: Set<Role>, in transaction: ReadTransaction
  ) throws -> SubmitRows.Cut? {
    guard cut.territories != nil || roles == [.partner] else { return nil }
    if let structure = cut.structure, cut.territories == [] {
      return SubmitRows.Cut(structures: [structure], bodies: [])
    }
    let network = try network.get(in: transaction)
    guard !network.communes.isEmpty else {
      throw RPCError(.unavailable, "the registry has not told of its communes yet")
    }
    let today = host.database.now.parisDay
    return SubmitRows.Cut(
      structures: network.structures.filter {
        Visibility.sees(cut, network.commune(of: $0, on: today), in: network.communes)
      }.map(\.code),
      bodies: try ExchangeStore.bodies(in: transaction).filter { body in
        body.communes.contains { Visibility.sees(cut, $0, in: network.communes) }
      }.map(\.code))
  }

  private static func remark(_ finding: Finding) -> SubmissionOutcome.Remark {
    SubmissionOutcome.Remark(
      row: finding.row, column: finding.column, value: String(finding.value.prefix(200)),
      code: finding.code,
      text: Catalogue.remark(finding.code, .english),
      textFR: Catalogue.remark(finding.code, .french))
  }
}
