import Foundation
import ZeroMQ

/// Reports to systemd whether the service is ready, alive or stopping (sd_notify(3)). Without `NOTIFY_SOCKET` it does nothing.
struct ServiceManager: Sendable {
  private let socket: DatagramSocket?
  private let interval: Duration?

  /// Reads `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    socket = environment["NOTIFY_SOCKET"].flatMap(DatagramSocket.init(to:))
    let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
    // Half of the allowed time, as the manual advises.
    interval =
      isOurs
      ? environment["WATCHDOG_USEC"].flatMap { Int64($0) }.map { .microseconds($0 / 2) } : nil
  }

  /// Whether systemd waits for signs of life.
  var isWatched: Bool { socket != nil && interval != nil }

  func isReady() { socket?.send("READY=1") }

  func isStopping() { socket?.send("STOPPING=1") }

  @Reactor private static func takeTurn() {}

  /// Keeps telling systemd that the service is alive. A reactor that is stuck stops the signs of life.
  func watch() async {
    guard let socket, let interval else { return }
    while !Task.isCancelled {
      await Self.takeTurn()
      socket.send("WATCHDOG=1")
      // systemd expects the sign within a fixed time, so this sleeps. Cancelling the sleep ends the loop.
      try? await Task.sleep(for: interval)
    }
  }
}
