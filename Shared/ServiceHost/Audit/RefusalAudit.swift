import Contracts
import Locking
import Logging
import RPC
import RPCContract
import Storage

/// Writes refused calls into the audit, once a second.
///
/// A caller must not fill the disk by calling what it may not call. So equal refusals are one line that says how often, and the refusals of
/// a caller beyond ``mostOfOne`` different ones are one line more.
final class RefusalAudit: Sendable {
  /// The most different refusals of one caller that are noted in a second. Further ones are counted together; of these neither the method
  /// nor in whose name they came is noted.
  private static let mostOfOne = 32

  private struct Refusal: Hashable {
    let principal: String
    let caller: String
    let roles: [String]
    let method: String

    /// The same without what differs from call to call.
    var rough: Refusal { Refusal(principal: caller, caller: caller, roles: roles, method: "") }
  }

  private let database: Database
  private let logger: Logger
  /// By caller; there are no more callers than the allow-list has names.
  private let waiting = Mutex<[String: [Refusal: Int]]>([:])

  init(_ database: Database, _ logger: Logger) {
    self.database = database
    self.logger = logger
  }

  /// Notes a refused call.
  ///
  /// - Parameters:
  ///   - method: the method.
  ///   - principal: who called.
  ///   - name: in whose name it called; nil for its own.
  func note(_ method: String, by principal: Principal, onBehalfOf name: String?) {
    // The name comes from outside.
    let name = name.map { String($0.unicodeScalars.prefix(AuditTable.Entry.mostCharacters)) }
    add(
      Refusal(
        principal: name ?? principal.name, caller: principal.name,
        roles: principal.roles.map(\.rawValue).sorted(), method: method), times: 1)
  }

  /// Lets a refusal wait, within the bound of its caller.
  private func add(_ refusal: Refusal, times: Int) {
    waiting.withLock { waiting in
      let own = waiting[refusal.caller, default: [:]]
      let isKept = own[refusal] != nil || own.count < Self.mostOfOne
      waiting[refusal.caller, default: [:]][isKept ? refusal : refusal.rough, default: 0] += times
    }
  }

  /// Writes what has gathered, each second, until the service stops.
  func run() async {
    while !Task.isCancelled {
      // Refusals gather meanwhile, so that many are one line and one write; a cancelled sleep ends the loop.
      try? await Task.sleep(for: .seconds(1))
      await write()
    }
  }

  /// Writes what has gathered.
  func write() async {
    let refusals = waiting.withLock { waiting in
      defer { waiting = [:] }
      return waiting
    }
    guard !refusals.isEmpty else { return }
    let entries = refusals.values.joined().map { refusal, times in
      AuditTable.Entry(
        principal: refusal.principal, caller: refusal.caller, roles: refusal.roles,
        method: refusal.method, subjects: [],
        outcome: Status.Code.permissionDenied.name, times: times)
    }
    do {
      try await database.write(durably: false) { transaction in
        for entry in entries { try AuditTable.append(entry, in: transaction) }
      }
    } catch {
      logger.warning("the audit has not taken \(entries.count) refused calls yet: \(error)")
      // They wait for the next second, with what has come meanwhile.
      for (refusal, times) in refusals.values.joined() { add(refusal, times: times) }
    }
  }
}
