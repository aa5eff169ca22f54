/// A schema of a PostgreSQL database, which several processes may share.
// The writer's connection is touched by `write` and `announce` alone, whose calls never overlap.
final class PostgreSQLEngine: StorageEngine, @unchecked Sendable {
  private let address: PostgreSQLAddress
  private let readers: PostgreSQLReaders
  private let listener: PostgreSQLListener
  private var writer: PostgreSQLSlot

  /// Opens a schema, makes it where it is absent, and brings it up to date.
  init(_ address: PostgreSQLAddress, migrations: [Migration]) throws {
    self.address = address
    readers = PostgreSQLReaders(address)
    listener = PostgreSQLListener(address)
    do {
      let connection = try PostgreSQLConnection(address)
      try connection.apply(migrations, at: address)
      writer = PostgreSQLSlot(address, connection)
    } catch StorageError.unavailable(let reason), StorageError.failed(let reason) {
      throw StorageError.cannotOpen(path: address.name, reason: reason)
    }
  }

  func read<T: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> T
  ) async throws -> T {
    try await readers.read(body)
  }

  func write<T>(durably: Bool, _ body: (any SQLConnection) throws -> T) throws -> T {
    let connection = try writer.begin(Dialect.postgreSQLWrite(schema: address.schema))
    if !durably { try connection.command("SET LOCAL synchronous_commit = off") }
    listener.ignore(connection.process)
    let result: T
    do {
      result = try body(connection)
    } catch {
      writer.rollBack()
      throw error
    }
    try commit(connection)
    return result
  }

  private func commit(_ connection: PostgreSQLConnection) throws {
    guard connection.isUsable else {
      writer.rollBack()
      throw StorageError.unavailable("the connection was lost before the commit")
    }
    let tag: String
    do {
      tag = try connection.command("COMMIT")
    } catch {
      // A refused commit has a known outcome. A connection that is gone may have carried the commit to the server before.
      let isUnknown = !connection.isUsable
      writer.rollBack()
      throw isUnknown ? StorageError.outcomeUnknown : error
    }
    // If a statement failed before, the server answers `COMMIT` with the tag `ROLLBACK`, and without an error.
    guard tag == "COMMIT" else { throw StorageError.failed("the change was taken back: \(tag)") }
  }

  func announce() {
    // The announcement is a hint only: a replica that misses it looks within a second. It comes after the commit, because with a NOTIFY
    // inside the transaction the server would commit the changes of all services one by one.
    // A connection that is lost meanwhile is noticed by the next write.
    _ = try? writer.connection?.command("NOTIFY \(address.channel)")
  }

  func watch(_ announce: @escaping @Sendable (FeedPosition) -> Void) { listener.start(announce) }

  func close() { listener.stop() }

  /// Copies nothing, since a PostgreSQL store is copied with the server's own tools.
  func copy(to path: String) async throws -> Bool { false }

  /// Nothing to do: the server keeps its files itself.
  func settle() {}
}

/// A place for one connection, which is made when it is first needed, and anew after it was lost.
struct PostgreSQLSlot {
  private let address: PostgreSQLAddress
  private(set) var connection: PostgreSQLConnection?

  init(_ address: PostgreSQLAddress, _ connection: PostgreSQLConnection? = nil) {
    self.address = address
    self.connection = connection
  }

  /// Begins a transaction.
  mutating func begin(_ sql: String) throws -> PostgreSQLConnection {
    if let connection, (try? connection.command(sql)) != nil { return connection }
    // A connection that cannot begin a transaction is dropped. Nothing is lost, because no other statement was sent yet.
    connection = nil
    let new = try PostgreSQLConnection(address)
    try new.command(sql)
    connection = new
    return new
  }

  /// Rolls a transaction back; drops a connection that is lost or cannot do so.
  mutating func rollBack() {
    guard let connection else { return }
    let isDone = connection.isUsable && (try? connection.command("ROLLBACK")) != nil
    if !isDone { self.connection = nil }
  }
}
