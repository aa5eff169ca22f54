import Contracts
import Locking
import Logging
import RPC
import RPCContract
import Storage

/// Writes refused calls into the audit, once a second. A caller that is refused again and again gets one line a second with how often, so
/// that it cannot fill the disk.
final class RefusalAudit: Sendable {
  /// The most different refusals that wait; further ones are counted without their method.
  private static let most = 4096

  private struct Refusal: Hashable {
    let principal: String
    let caller: String
    let roles: [String]
    let method: String
  }

  private let database: Database
  private let logger: Logger
  private let waiting = Mutex<[Refusal: Int]>([:])

  init(_ database: Database, _ logger: Logger) {
    self.database = database
    self.logger = logger
  }

  /// Notes a refused call.
  ///
  /// - Parameters:
  ///   - method: the method.
  ///   - principal: who called.
  ///   - name: in whose name; nil for its own.
  func note(_ method: String, by principal: Principal, onBehalfOf name: String?) {
    // The name comes from outside.
    let name = name.map { String($0.unicodeScalars.prefix(AuditTable.Entry.mostCharacters)) }
    func refusal(_ method: String) -> Refusal {
      Refusal(
        principal: name ?? principal.name, caller: principal.name,
        roles: principal.roles.map(\.rawValue).sorted(), method: method)
    }
    waiting.withLock { waiting in
      let full = refusal(method)
      if waiting[full] != nil || waiting.count < Self.most {
        waiting[full, default: 0] += 1
      } else {
        waiting[
          Refusal(principal: "", caller: principal.name, roles: full.roles, method: ""), default: 0] +=
          1
      }
    }
  }

  /// Writes what has gathered, each second, until the service stops.
  func run() async {
    while !Task.isCancelled {
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
    let entries = refusals.map { refusal, times in
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
      waiting.withLock { $0.merge(refusals, uniquingKeysWith: +) }
    }
  }
}
