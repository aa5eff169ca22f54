import Locking
import RPCContract

/// Whether a server serves, for the clients that watch its health.
final class HealthState: Sendable {
  private struct State {
    var isServing = true
    var waiters: [UInt64: UnsafeContinuation<Void, Never>] = [:]
    var lastWaiter: UInt64 = 0
  }

  private let state = Mutex(State())

  var isServing: Bool { state.withLock { $0.isServing } }

  /// Notes that the server stops; it cannot serve again after that.
  func stop() {
    let waiters = state.withLock { state in
      state.isServing = false
      defer { state.waiters = [:] }
      return state.waiters.values.map(\.self)
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Serves `vigie.health.v1/Watch`.
  func watch(_ writer: ResponseWriter<WatchHealth.Item>) async throws {
    if isServing {
      try await writer.write(WatchHealth.Item(status: "SERVING"))
      await untilStopped()
    }
    try await writer.write(WatchHealth.Item(status: "NOT_SERVING"))
  }

  private func untilStopped() async {
    let number = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    await withTaskCancellationHandler {
      await withUnsafeContinuation { waiter in
        let isOver = state.withLock { state in
          if state.isServing, !Task.isCancelled { state.waiters[number] = waiter }
          return state.waiters[number] == nil
        }
        if isOver { waiter.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
    }
  }
}

extension Channel {
  private static let watchPause = Duration.seconds(1)

  /// Follows the health of each server until the task is cancelled, so that calls go to healthy ones.
  public func followHealth() async {
    await withDiscardingTaskGroup { group in
      for connection in connections {
        group.addTask { await self.followHealth(of: connection) }
      }
    }
  }

  private func followHealth(of connection: ClientConnection) async {
    let client = Client(connection, codec: codec)
    // A stream ends at its deadline, at the server's stop, or with the connection: then it is made anew.
    while !Task.isCancelled {
      do {
        let options = CallOptions(timeout: .seconds(600), waitsForReady: true)
        for try await item in try client.stream(WatchHealth(), options: options) {
          connection.setHealthy(item.status == "SERVING")
        }
      } catch let error as RPCError where error.status.code == .unimplemented {
        return connection.setHealthy(true)
      } catch {
        // The connection itself knows whether the server can be reached.
      }
      try? await Task.sleep(for: Self.watchPause)
    }
  }
}
