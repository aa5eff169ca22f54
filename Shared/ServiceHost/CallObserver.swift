import Logging
import RPC
import RPCContract

/// Logs what went wrong in handlers, with the trace it belongs to.
struct CallObserver: ServerObserver {
  let logger: Logger

  func ended(_ context: ServerContext, _ status: Status?, took duration: Duration) {}

  func failed(_ context: ServerContext, _ error: any Error) {
    logger.error(
      "\(context.method) failed: \(error)", metadata: ["trace": "\(context.trace.traceText)"])
  }
}
