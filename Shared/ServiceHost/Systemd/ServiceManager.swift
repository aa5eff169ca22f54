import Foundation
import ZeroMQ

/// Tells systemd how the service is: ready, still alive, stopping (sd_notify(3)). Elsewhere it does nothing.
struct ServiceManager: Sendable {
  private let socket: DatagramSocket?
  private let interval: Duration?

  /// Reads `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    socket = environment["NOTIFY_SOCKET"].flatMap(DatagramSocket.init(to:))
    let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
    // Half of what is allowed, as the manual advises.
    interval =
      isOurs
      ? environment["WATCHDOG_USEC"].flatMap { Int64($0) }.map { .microseconds($0 / 2) } : nil
  }

  /// Whether systemd waits for signs of life.
  var isWatched: Bool { socket != nil && interval != nil }

  func isReady() { socket?.send("READY=1") }

  func isStopping() { socket?.send("STOPPING=1") }

  @Reactor private static func takeTurn() {}

  /// Says again and again that the service is alive, as long as the reactor takes its turns.
  func watch() async {
    guard let socket, let interval else { return }
    while !Task.isCancelled {
      await Self.takeTurn()
      socket.send("WATCHDOG=1")
      // systemd asks for the sign by the clock; a cancelled sleep ends the loop.
      try? await Task.sleep(for: interval)
    }
  }
}
