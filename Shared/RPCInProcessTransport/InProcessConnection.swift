import Locking
public import RPC
import RPCContract

/// A client and a server in one process, joined by the same sessions as over ZeroMQ, but without encoding frames to bytes.
public final class InProcessConnection: Sendable {
  /// The client's end.
  public let client: ClientConnection
  private let server: ServerConnection

  /// Joins a new client to a server, as a principal.
  public init(to server: Server, as principal: Principal) {
    let toServer = Pipe()
    let toClient = Pipe()
    client = ClientConnection(limits: server.limits, alarm: TaskAlarm.self, sink: toServer)
    self.server = ServerConnection(
      server: server, principal: principal, alarm: TaskAlarm.self, sink: toClient)
    toServer.start { [session = self.server] in session.receive($0) }
    toClient.start { [client] in client.receive($0) }
    client.ready()
  }

  /// Cuts the connection: open calls end on both sides.
  public func close() {
    server.close(nil)
    client.down(Status(.unavailable, "the connection was closed"), isFinal: true)
  }
}

/// Carries frames one way, in order, by a task of its own.
private final class Pipe: FrameSink {
  private let frames = AsyncStream<Frame>.makeStream()

  func start(_ receive: @escaping @Sendable (Frame) -> Void) {
    Task { [stream = frames.stream] in
      for await frame in stream { receive(frame) }
    }
  }

  func send(_ frame: Frame) { frames.continuation.yield(frame) }

  deinit { frames.continuation.finish() }
}

/// An alarm that is a task, which sleeps until its time.
private final class TaskAlarm: Alarm {
  private let ring: @Sendable () -> Void
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(ring: @escaping @Sendable () -> Void) { self.ring = ring }

  deinit { task.withLock { $0 }?.cancel() }

  func set(_ time: ContinuousClock.Instant) {
    let next = Task { [ring] in
      do {
        // This is the alarm: it rings at its time.
        try await Task.sleep(until: time, clock: .continuous)
        ring()
      } catch {
        // Cancelled: another time was set.
      }
    }
    let last = task.withLock { task in
      defer { task = next }
      return task
    }
    last?.cancel()
  }
}
