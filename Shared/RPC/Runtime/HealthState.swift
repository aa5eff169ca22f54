import Locking
import RPCContract

/// Whether a server serves, for the clients that watch its health.
final class HealthState: Sendable {
  private struct State {
    var isServing = true
    var watches: [UInt64: AsyncStream<Void>.Continuation] = [:]
    var lastWatch: UInt64 = 0
  }

  private let state = Mutex(State())

  var isServing: Bool { state.withLock { $0.isServing } }

  /// Notes that the server stops; it cannot serve again after that.
  func stop() {
    let watches = state.withLock { state in
      state.isServing = false
      return Array(state.watches.values)
    }
    for watch in watches { watch.finish() }
  }

  /// Serves `vigie.health.v1/Watch`.
  func watch(_ writer: ResponseWriter<WatchHealth.Item>) async throws {
    if isServing {
      try await writer.write(WatchHealth.Item(status: "SERVING"))
      await untilStopped()
    }
    try await writer.write(WatchHealth.Item(status: "NOT_SERVING"))
  }

  /// Waits until the server stops, or the task is cancelled.
  private func untilStopped() async {
    let (stop, watch) = AsyncStream<Void>.makeStream()
    let number = state.withLock { state in
      state.lastWatch += 1
      if state.isServing { state.watches[state.lastWatch] = watch } else { watch.finish() }
      return state.lastWatch
    }
    for await _ in stop {}
    state.withLock { $0.watches[number] = nil }
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
