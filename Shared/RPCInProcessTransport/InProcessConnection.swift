public import RPC
import RPCContract

/// A client and a server in one process, joined without bytes: the same sessions as over ZeroMQ.
public final class InProcessConnection: Sendable {
  /// The client's end.
  public let client: ClientConnection
  private let server: ServerConnection

  /// Joins a new client to a server, as a principal.
  public init(to server: Server, as principal: Principal) {
    let scheduler = TaskScheduler()
    let toServer = Pipe()
    let toClient = Pipe()
    client = ClientConnection(limits: server.limits, scheduler: scheduler, sink: toServer)
    self.server = ServerConnection(server: server, scheduler: scheduler, sink: toClient)
    toServer.start { [session = self.server] in session.receive($0, from: principal) }
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
  private let stream: AsyncStream<Frame>
  private let continuation: AsyncStream<Frame>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  func start(_ receive: @escaping @Sendable (Frame) -> Void) {
    let stream = stream
    Task { for await frame in stream { receive(frame) } }
  }

  func send(_ frame: Frame) {
    continuation.yield(frame)
  }

  deinit { continuation.finish() }
}

/// Runs each action by a task that sleeps until then.
private struct TaskScheduler: Scheduler {
  private struct Item: ScheduledAction {
    let task: Task<Void, Never>
    func cancel() { task.cancel() }
  }

  func schedule(
    at deadline: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void
  ) -> any ScheduledAction {
    Item(
      task: Task {
        do {
          try await Task.sleep(until: deadline, clock: .continuous)
          action()
        } catch {
          // Cancelled: the call was over before its deadline.
        }
      })
  }
}
