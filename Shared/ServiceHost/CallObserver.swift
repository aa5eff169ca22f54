import Locking
import Logging
import Metrics
import RPC
import RPCContract
import Storage

/// Counts and times each call, logs a handler's failure with the trace of its call, and notes refusals for the audit.
final class CallObserver: ServerObserver {
  private struct Key: Hashable {
    let method: String
    let code: Status.Code?
  }

  private let logger: Logger
  private let refusals: RefusalAudit
  private let handles = Mutex<[Key: (counter: Counter, timer: Metrics.Timer)]>([:])

  init(logger: Logger, refusals: RefusalAudit) {
    self.logger = logger
    self.refusals = refusals
  }

  func refused(_ method: String, _ principal: Principal, onBehalfOf name: String?) {
    refusals.note(method, by: principal, onBehalfOf: name)
  }

  func ended(_ context: ServerContext, _ status: Status?, took duration: Duration) {
    if status?.code == .permissionDenied {
      let name = context.effectivePrincipal
      refusals.note(
        context.method, by: context.principal,
        onBehalfOf: name == context.principal.name ? nil : name)
    }
    let key = Key(method: context.method, code: status?.code)
    let handles = handles.withLock { known in
      if let found = known[key] { return found }
      let made = (
        counter: Counter(
          label: "rpc_server_handled_total",
          dimensions: [("method", key.method), ("code", key.code?.name ?? "GONE")]),
        timer: Metrics.Timer(
          label: "rpc_server_handling_seconds", dimensions: [("method", key.method)])
      )
      known[key] = made
      return made
    }
    handles.counter.increment()
    let (seconds, attoseconds) = duration.components
    handles.timer.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }

  func failed(
    _ context: ServerContext, _ error: any Error, _ texts: RequestTexts
  ) async -> Status {
    let trouble = await (error as? StorageError)?.trouble(texts)
    if let level = trouble == nil ? .error : trouble?.level {
      logger.log(
        level: level, "\(context.method) failed: \(error)",
        metadata: ["method": "\(context.method)", "trace": "\(context.trace.traceText)"])
    }
    return trouble?.status
      ?? Status(.internal, "\(context.method) failed; the service's log says why")
  }
}
