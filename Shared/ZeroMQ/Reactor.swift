/// The isolation of everything that touches a socket: one thread and one context for the process.
///
/// It is a global actor, so the compiler checks the isolation: what is marked `@Reactor` runs on the reactor's thread only.
@globalActor
public actor Reactor {
  /// The reactor of this process; its thread starts with the first use and ends with the process.
  public static let shared = Reactor()

  /// The executor on whose thread everything runs.
  public nonisolated let executor: ReactorExecutor
  /// The same thread for tasks that prefer it.
  public nonisolated let taskExecutor: ReactorTaskExecutor

  /// Makes another executor on the same thread; its tasks take turns with those of the others. Tasks do not retain their executor,
  /// so the caller must keep it as long as its tasks live.
  public static func lane() -> ReactorTaskExecutor { ReactorTaskExecutor(shared.executor) }

  @Reactor let poller = Poller()

  private init() {
    executor = ReactorExecutor()
    taskExecutor = ReactorTaskExecutor(executor)
    executor.start()
  }

  /// The reactor's executor, for the compiler.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Runs code that is known to be on the reactor's thread; stops the program when it is not.
  public static func assumeIsolated<T>(_ body: @Reactor () throws -> T) rethrows -> T {
    shared.executor.checkIsolated()
    // The standard library does the same for MainActor.assumeIsolated: the check above makes it sound.
    return try withoutActuallyEscaping(body) { escaping in
      try unsafeBitCast(escaping, to: (() throws -> T).self)()
    }
  }

  /// Returns the longest time that one turn kept the sockets waiting since the last call of this function.
  @Reactor
  public static func takeLongestStall() -> Duration {
    shared.poller.takeLongestStall()
  }

  /// Runs an action on the reactor's thread after a time.
  ///
  /// - Returns: the timer, which ``cancel(_:)`` stops.
  @Reactor
  @discardableResult
  public static func schedule(
    after delay: Duration, _ action: @escaping @Reactor () -> Void
  ) -> ReactorTimer {
    shared.poller.schedule(at: .now + delay, action)
  }

  /// Stops a timer; one that has fired already is left alone.
  @Reactor
  public static func cancel(_ timer: ReactorTimer) {
    shared.poller.cancel(timer)
  }

  /// Calls `receive` whenever a socket may have messages, until ``forget(_:)``.
  @Reactor
  public static func watch(_ socket: Socket, _ receive: @escaping @Reactor () -> Void) {
    shared.poller.add(socket, receive)
  }

  /// Calls `changed` for what happens to a socket's connections, until ``forget(_:)``.
  ///
  /// - Throws: `ZeroMQError` when libzmq has no socket left.
  @Reactor
  public static func observe(
    _ socket: Socket, _ changed: @escaping @Reactor (ConnectionEvent) -> Void
  ) throws {
    try shared.poller.observe(socket, changed)
  }

  /// Forgets a socket and closes it.
  @Reactor
  public static func forget(_ socket: Socket) {
    shared.poller.remove(socket)
  }
}

/// An action that waits for its time.
public struct ReactorTimer: Hashable, Sendable {
  let number: UInt64
}
