import Dispatch
import Locking
public import Values

/// One service's store: a SQLite file, or a schema of a PostgreSQL database that replicas share.
///
/// Writes that wait at the same time are committed together with one fsync, each in a savepoint of its own. An acknowledged write survives
/// a crash of the machine and a loss of power. A write that need not be durable survives a crash of the process only.
public final class Database: Sendable {
  /// The most writes that wait, half of them for one caller; more are refused.
  public static let maxWaiting = 1024
  /// How long a commit takes in writes. The time is short, because a write that comes later waits for that commit.
  private static let groupTime = Duration.milliseconds(20)

  struct Job: Sendable {
    /// Runs the body; returns a closure to call once the group is committed.
    let run: @Sendable (WriteTransaction) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void
  }

  private struct State: ~Copyable {
    var jobs = WriteLine(of: Database.maxWaiting)
    /// The writes that need not be durable.
    var notes = WriteLine(of: Database.maxWaiting)
    var isRunning = false
    var commits = 0
    var followers: [Int: AsyncStream<FeedPosition>.Continuation] = [:]
    var lastFollower = 0
    var isFollowingOver = false

    /// Takes one more write into a group. A durable group whose time is over still takes four that need not be durable: else these
    /// would wait for as long as large writes come.
    mutating func next(_ isTakingNotes: inout Bool, isOver: Bool) -> Job? {
      if isTakingNotes { return isOver && notes.hasLeast ? nil : notes.popNext() }
      if !isOver, let job = jobs.popNext() { return job }
      isTakingNotes = true
      return notes.popFirst()
    }
  }

  /// The file's path, or the server's address and the schema, without secrets.
  public let path: String
  private let engine: any StorageEngine
  private let clock: @Sendable () -> Instant
  private let caller: @Sendable () -> String?
  private let queue = DispatchQueue(label: "vigie.storage.writer")
  private let state = Mutex(State())

  /// Opens a file, makes it where it is absent, and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - path: the file; its folder must exist and be writable.
  ///   - migrations: the schema's steps, in order.
  ///   - caller: returns for whom the current task works; reads and writes of different callers take turns. Nil for work that does not wait
  ///     for others.
  ///   - clock: returns the time; for tests. Otherwise the store follows the system's clock, but goes on when that is set back.
  /// - Throws: ``StorageError``.
  public convenience init(
    path: String, migrations: [Migration], caller: @escaping @Sendable () -> String? = { nil },
    clock: (@Sendable () -> Instant)? = nil
  ) throws {
    try self.init(
      SQLiteEngine(path: path, migrations: Dialect.ownMigrations + migrations), path: path,
      caller, clock)
  }

  /// Opens a schema of a PostgreSQL database, makes it where it is absent, and brings it up to date;
  /// other processes may have it open.
  ///
  /// - Parameters:
  ///   - url: the database in the form of libpq, such as `postgresql://host/database`.
  ///   - schema: the schema's name; the service's own.
  ///   - migrations: the schema's steps, in order.
  ///   - caller: returns for whom the current task works; reads and writes of different callers take turns. Nil for work that does not wait
  ///     for others.
  ///   - clock: returns the time; for tests. Otherwise the store follows the system's clock, but goes on when that is set back.
  /// - Throws: ``StorageError``.
  public convenience init(
    url: String, schema: String, migrations: [Migration],
    caller: @escaping @Sendable () -> String? = { nil }, clock: (@Sendable () -> Instant)? = nil
  ) throws {
    let address = try PostgreSQLAddress(url, schema: schema)
    try self.init(
      PostgreSQLEngine(address, migrations: Dialect.ownMigrations + migrations),
      path: address.name, caller, clock)
  }

  private init(
    _ engine: any StorageEngine, path: String, _ caller: @escaping @Sendable () -> String?,
    _ clock: (@Sendable () -> Instant)?
  ) throws {
    self.path = path
    self.engine = engine
    self.caller = caller
    let last = try engine.write(durably: true) { connection in
      try connection.run(
        """
        INSERT INTO storage_meta (name, value) VALUES ('epoch', $1) ON CONFLICT (name) DO NOTHING
        """, [.text(Identifier.mint().rawValue.replacing("-", with: ""))])
      return try Self.lastInstant(connection)
    }
    let steady = SteadyClock(notBefore: last)
    self.clock = clock ?? { steady.now() }
    engine.watch { [weak self] in self?.announce($0) }
  }

  deinit { engine.close() }

  /// The present time on the clock by which this store records.
  public var now: Instant { clock() }

  /// Whether the service is stopping: then streams of positions have ended.
  public var isFollowingOver: Bool { state.withLock { $0.isFollowingOver } }

  /// Reads a consistent state, in the caller's turn.
  ///
  /// - Throws: ``StorageError``; `CancellationError` if the task was cancelled before its turn, and in SQLite also later, at the next
  ///   statement; what the body throws.
  public func read<T: Sendable>(
    _ body: @escaping @Sendable (ReadTransaction) throws -> T
  ) async throws -> T {
    try await FairTurns.computing.run(for: caller()) { [engine] in
      try await engine.read { try body(ReadTransaction($0)) }
    }
  }

  /// Changes the store; returns after the change is on the disk.
  ///
  /// - Parameters:
  ///   - durably: false for a change that a loss of power may take back, until the next durable one is committed. It needs no fsync of its
  ///     own: it is committed after the durable writes that wait, or in a group of such changes.
  ///   - body: the change.
  /// - Returns: what the body returns.
  /// - Throws: ``StorageError``, ``StorageError/overloaded`` if ``maxWaiting`` writes wait, or half as many of this caller; what the body
  ///   throws, and then nothing was changed.
  public func write<T: Sendable>(
    durably: Bool = true, _ body: @escaping @Sendable (WriteTransaction) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      let job = Job(
        run: { transaction in
          let result = try body(transaction)
          return { continuation.resume(returning: result) }
        }, fail: { continuation.resume(throwing: $0) })
      enqueue(job, durably: durably)
    }
  }

  private func enqueue(_ job: Job, durably: Bool) {
    let caller = caller() ?? ""
    let (isTaken, mustStart) = state.withLock { state in
      let isTaken =
        durably ? state.jobs.append(job, of: caller) : state.notes.append(job, of: caller)
      guard isTaken else { return (false, false) }
      defer { state.isRunning = true }
      return (true, !state.isRunning)
    }
    if !isTaken { return job.fail(StorageError.overloaded) }
    if mustStart { queue.async { [self] in drain() } }
  }

  private func drain() {
    while true {
      let (first, isDurable) = state.withLock { state -> (Job?, Bool) in
        if let job = state.jobs.popFirst() { return (job, true) }
        let note = state.notes.popFirst()
        state.isRunning = note != nil
        return (note, false)
      }
      guard let first else { return }
      commit(first, durably: isDurable)
    }
  }

  /// Commits a write together with as many of the waiting writes as the group may take in. A durable group makes an fsync anyway, so after
  /// the durable writes it takes in those that need not be durable.
  private func commit(_ first: Job, durably: Bool) {
    var group: [Job] = []
    var outcomes: [@Sendable () -> Void] = []
    var written = ContinuousClock.now
    do {
      let position = try engine.write(durably: durably) { connection in
        var isTakingNotes = !durably
        var recorded = try Self.lastInstant(connection)
        var next: Job? = first
        let end = ContinuousClock.now + Self.groupTime
        while let job = next {
          group.append(job)
          outcomes.append(try Self.outcome(of: job, connection, clock, &recorded))
          let isOver = ContinuousClock.now >= end
          next = state.withLock { $0.next(&isTakingNotes, isOver: isOver) }
        }
        written = .now
        try Self.keep(recorded, connection)
        return try ReadTransaction(connection).position()
      }
      state.withLock { state in
        state.commits += 1
        if durably { state.jobs.note(commit: .now - written) }
      }
      announce(position)
      for outcome in outcomes { outcome() }
      engine.announce()
    } catch {
      // The commit failed: no change was stored, or we cannot know whether it was.
      for job in group.isEmpty ? [first] : group { job.fail(error) }
    }
  }

  /// Runs a job in a savepoint. Returns a closure that tells the caller the outcome, to be called once the group is committed.
  ///
  /// - Throws: the job's error if the database rolled back the whole transaction for it, as for a full disk: then nothing of the group is
  ///   stored.
  private static func outcome(
    of job: Job, _ connection: any SQLConnection, _ clock: () -> Instant,
    _ recorded: inout Instant
  ) throws -> @Sendable () -> Void {
    let recordedAt = max(clock(), Instant(microseconds: recorded.microseconds + 1))
    recorded = recordedAt
    do {
      var outcome: (@Sendable () -> Void)?
      try connection.savepoint {
        outcome = try job.run(WriteTransaction(connection, recordedAt: recordedAt))
      }
      return outcome ?? {}
    } catch let lost as TransactionLost {
      throw lost.error
    } catch {
      return { job.fail(error) }
    }
  }

  /// Returns the last instant at which something was recorded, whatever the clock says now.
  private static func lastInstant(_ connection: any SQLConnection) throws -> Instant {
    try ReadTransaction(connection).lastRecordedAt() ?? Instant(microseconds: .min / 2)
  }

  private static func keep(_ recorded: Instant, _ connection: any SQLConnection) throws {
    try connection.run(
      """
      INSERT INTO storage_meta (name, value) VALUES ('recorded', $1)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, [.text(String(recorded.microseconds))])
  }

  /// How often something was committed since the store was opened.
  var commits: Int { state.withLock { $0.commits } }

  /// How many writes wait.
  var waitingWrites: Int { state.withLock { $0.jobs.count + $0.notes.count } }

  private func announce(_ position: FeedPosition) {
    let followers = state.withLock { Array($0.followers.values) }
    for follower in followers { follower.yield(position) }
  }

  /// Returns a stream of the feed's last position after each commit. A slow reader gets only the newest position. The stream ends with its
  /// reader.
  ///
  /// Commits of other replicas are told, too, after a second at most; now and then a position is told once more than needed.
  public func positions() -> AsyncStream<FeedPosition> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: FeedPosition.self, bufferingPolicy: .bufferingNewest(1))
    let number: Int? = state.withLock { state in
      guard !state.isFollowingOver else { return nil }
      state.lastFollower += 1
      state.followers[state.lastFollower] = continuation
      return state.lastFollower
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { $0.followers[number] = nil }
    }
    return stream
  }

  /// Copies the whole store, as it is at one moment, into a new SQLite file. Writes may go on meanwhile.
  ///
  /// The copy has no epoch; opening it as a store gives it a new one.
  ///
  /// - Returns: a position of the feed; the copy has all events up to it at least. Nil if the store is not a file.
  /// - Throws: ``StorageError``.
  public func copy(to path: String) async throws -> FeedPosition? {
    let position = try await read { try $0.position() }
    return try await engine.copy(to: path) ? position : nil
  }

  /// Moves the content of the write-ahead log into the file, when the service stops, so that a copy of the file alone holds everything.
  public func settle() { engine.settle() }

  /// Waits for a commit, at most until `end`, for work that falls due without a commit. The stream must have been begun before the caller's
  /// last look at the store, so that no commit is missed.
  public static func wait(
    for commits: AsyncStream<FeedPosition>, until end: ContinuousClock.Instant
  ) async {
    await withTaskGroup { group in
      group.addTask { for await _ in commits { return } }
      // A commit cancels this sleep, and so does the caller's cancellation: each of them ends the wait.
      group.addTask { try? await Task.sleep(until: end, clock: .continuous) }
      await group.next()
      group.cancelAll()
    }
  }

  /// Ends every stream of positions, also those that are begun later, because the service is stopping.
  public func endFollowing() {
    let followers = state.withLock { state in
      state.isFollowingOver = true
      return Array(state.followers.values)
    }
    for follower in followers { follower.finish() }
  }
}
