import CZeroMQ

/// The one context of the process: it owns libzmq's I/O thread.
///
/// It lives as long as the process and is never made again: destroying one of several contexts with
/// CURVE crashes libzmq 4.3.4 (libzmq #4242, see reference/messaging.md §3.3).
final class Context: Sendable {
  static let shared = Context()

  /// The C pointer. libzmq documents contexts, and nothing else, as safe to share between threads.
  nonisolated(unsafe) let pointer: UnsafeMutableRawPointer

  private init() {
    guard let pointer = zmq_ctx_new() else {
      preconditionFailure("libzmq has no memory for a context")
    }
    self.pointer = pointer
    zmq_ctx_set(pointer, ZMQ_MAX_SOCKETS, 4096)
    zmq_ctx_set(pointer, ZMQ_IPV6, 0)
  }
}
