import CentreNetwork
import Contracts
import Crypto
import ExchangeDomain
import FactKinds
import Foundation
import Logging
import RPC
import RPCContract
import Storage
import Texts
import Values

/// Hands submissions to their services, those of one caller and file in order; each takes effect once.
///
/// The call's idempotency key is made from the submission, so that repeating a call whose reply was lost changes nothing.
struct Courier: Sendable {
  /// The longest pause between attempts.
  private static let longestPause = Duration.seconds(30)
  /// How long it waits for a commit before it looks again.
  private static let look = Duration.milliseconds(500)
  /// How often a submission may fail at a healthy service before it counts as dead: rows that crash their service must not crash
  /// it for ever.
  private static let mostFailures = 8
  /// The most bytes of an outcome's remarks: the outcome becomes an event, which must fit into its submitter's batch.
  private static let mostRemarkBytes = 1 << 20
  /// The most submissions that are under way to one service at a time.
  private static let mostUnderWay = 8

  let database: Database
  let catalogue: FactCatalogue
  /// The client of a service; nil where the configuration names none.
  let client: @Sendable (String) -> Client?
  let logger: Logger
  let network: KnownNetwork
  let sealing: SealedRows

  /// Works until it is cancelled, with one task for each service, so that a service that hangs holds up no other.
  func run() async {
    await withTaskGroup { group in
      for service in Set(catalogue.submitted.map(\.service)) {
        group.addTask { await serve(service) }
      }
    }
  }

  /// Hands over the first submissions of several callers and files at the same time, so that a slow one holds up no other.
  private func serve(_ service: String) async {
    await withTaskGroup(of: Int?.self) { group in
      var underWay: Set<Int> = []
      var isWaiting = false
      while !Task.isCancelled {
        let commits = isWaiting ? nil : database.positions()
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
            // A postponed submission falls due without a commit, so do not wait for commits alone.
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

  func due(_ service: String) async -> [PendingSubmission] {
    let now = database.now
    do {
      return try await database.read { transaction in
        // Submissions that are under way are among the result, hence twice the number.
        try ExchangeStore.firstDue(
          catalogue.submitted, for: service, limit: Self.mostUnderWay * 2, in: transaction,
          now: now)
      }
    } catch is CancellationError {
      return []
    } catch {
      logger.error(
        "what is due to \(service) cannot be read: \(error)", metadata: ["service": "\(service)"])
      return []
    }
  }

  /// Hands a submission over and stores its outcome, or postpones it.
  func hand(_ submission: PendingSubmission) async {
    do {
      let sealed = try await database.read {
        try ExchangeStore.rows(of: submission.number, in: $0)
      }
      guard let sealed, let rows = try? sealing.open(sealed) else {
        // The rows are missing, or their key or their bytes are damaged: nobody can read them again.
        return try await failed(submission, Status(.dataLoss, "the rows cannot be opened"))
      }
      guard let cut = submission.cut else {
        return try await failed(submission, Status(.dataLoss, "what it may speak of is unreadable"))
      }
      var isWell = false
      do {
        guard let client = client(submission.file.service) else {
          // The configuration is at fault, not the rows: they are tried again.
          throw RPCError(
            .unavailable, "the configuration names no peer \(submission.file.service)")
        }
        if submission.attempts > 0 {
          // A service that is down is waited for. A service that is healthy and fails again fails at these rows.
          _ = try await client.call(CheckHealth(), options: CallOptions(timeout: .seconds(5)))
          isWell = true
        }
        let outcome = try await deliver(submission, rows, cut, by: client)
        try await database.write {
          try ExchangeStore.finish(submission, outcome, in: $0)
        }
      } catch let error as RPCError {
        try await failed(submission, error.status, atService: isWell)
      }
    } catch is CancellationError {
      return
    } catch {
      logger.error(
        "the courier stumbled at submission \(submission.number): \(error)",
        metadata: ["submission": "\(submission.number)"])
      // Trouble of the store, such as a full disk, does not end at once, so wait. A cancelled sleep ends the task.
      try? await Task.sleep(for: Self.look)
    }
  }

  private func failed(
    _ submission: PendingSubmission, _ status: Status, atService isWell: Bool = false
  ) async throws {
    let transient: Set<Status.Code> = [
      .unavailable, .deadlineExceeded, .resourceExhausted, .aborted, .cancelled, .unauthenticated,
      // Trouble of the service itself, such as a failing disk, or a bug that these rows bring out.
      .internal, .unknown,
    ]
    // Such a status means that the service takes nothing at all now, for example because its disk is full.
    let takesNothing =
      status.code == .unauthenticated || status.details?.retryDelayMilliseconds != nil
    let failures = submission.failures + (isWell && !takesNothing ? 1 : 0)
    guard transient.contains(status.code), failures < Self.mostFailures,
      submission.expiresAt > database.now
    else {
      let outcome = SubmissionOutcome(
        submission: submission.number, key: submission.key, schema: submission.file.schema,
        loaded: 0, unchanged: 0, refused: [], findings: [],
        reason: status.details?.reason ?? status.code.name)
      return try await database.write {
        try ExchangeStore.finish(submission, outcome, in: $0)
      }
    }
    let pause = min(
      Duration.milliseconds(200 << min(submission.attempts, 10)), Self.longestPause)
    try await database.write { transaction in
      try ExchangeStore.postpone(
        submission.number, attempts: submission.attempts + 1, failures: failures,
        until: transaction.recordedAt.adding(microseconds: pause.microseconds), in: transaction)
    }
  }

  private func deliver(
    _ submission: PendingSubmission, _ rows: [[String: String]], _ cut: Visibility.Cut,
    by client: Client
  ) async throws -> SubmissionOutcome {
    // A submission that version 0.2 took may be of a file that its caller may no longer submit.
    guard !submission.roles.isDisjoint(with: submission.file.roles) else {
      throw RPCError(submission.file.roleNeeded)
    }
    let (bounds, epoch) = try await database.read {
      (try rowCut(cut, submission.roles, in: $0), try $0.position().epoch)
    }
    let request = SubmitRows(
      file: submission.file.name, rows: rows, fictitious: submission.fictitious,
      cause: Cause.submission(submission.number, by: submission.principal).text, cut: bounds,
      submittedAs: submission.roles.sorted { $0.rawValue < $1.rawValue })
    var options = CallOptions(timeout: .seconds(30))
    // The key covers the request too, since the caller's limits may change between two attempts.
    let digest = hexadecimal(SHA256.hash(data: try JSONCodec().encode(request)).prefix(8))
    options.metadata.set(
      "exchange-\(epoch)-\(submission.number)-\(digest)", for: MetadataName.idempotencyKey)
    options.metadata.set(submission.principal, for: MetadataName.onBehalfOf)
    let reply = try await client.call(request, options: options)
    var room = Self.mostRemarkBytes
    func fitting(_ findings: [Finding]) -> [SubmissionOutcome.Remark] {
      var remarks: [SubmissionOutcome.Remark] = []
      for finding in findings {
        let remark = SubmissionOutcome.Remark(
          row: finding.row, column: finding.column, value: String(finding.value.prefix(200)),
          code: finding.code, text: Catalogue.remark(finding.code, .english),
          textFR: Catalogue.remark(finding.code, .french))
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

  /// Returns the structures and bodies that a submission's rows may name; nil for all.
  ///
  /// All others are unknown to the check of the rows, whether they exist or not. A partner's rows have such limits even if its key
  /// names no territory: otherwise a refusal could reveal people, about whom no partner may learn.
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
    let today = database.now.parisDay
    let limit = cut.territories.map { TerritoryLimit($0, on: today, in: network.communes) }
    func isWithin(_ commune: String) -> Bool { limit?.includes(commune) ?? true }
    return SubmitRows.Cut(
      structures: network.structures.filter { isWithin(network.commune(of: $0, on: today)) }
        .map(\.code),
      // A body may name a commune that has become another one. Then it belongs to both.
      bodies: try ExchangeStore.bodies(in: transaction).filter { body in
        body.communes.contains { commune in
          let present = network.communes.carried(commune, meantOn: .earliest, to: today)
          return [commune, present].contains(where: isWithin)
        }
      }.map(\.code))
  }
}
