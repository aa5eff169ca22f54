/// Makes a service's schema and brings it up to date, one process at a time.
struct PostgreSQLMigrator {
  private let address: PostgreSQLAddress
  private let connection: PostgreSQLConnection

  init(_ address: PostgreSQLAddress, _ connection: PostgreSQLConnection) {
    self.address = address
    self.connection = connection
  }

  /// Runs the steps that are missing, all or none.
  ///
  /// - Throws: ``StorageError``: `newer` if the store has a step that is not among `migrations`.
  func apply(_ migrations: [Migration]) throws {
    try connection.command(Dialect.postgreSQLWrite(schema: address.schema))
    // If anything below throws, the connection is closed, and the transaction ends with it.
    try makeTable()
    let applied = Set(
      try connection.all("SELECT name FROM storage_migrations", []).map { $0.text("name") })
    if let newer = applied.subtracting(migrations.map(\.name)).sorted().first {
      throw StorageError.newer(path: address.name, migration: newer)
    }
    for migration in migrations where !applied.contains(migration.name) {
      for statement in migration.statements {
        try connection.command(Dialect.postgreSQL(statement))
      }
      try connection.run(
        "INSERT INTO storage_migrations (name) VALUES ($1)", [.text(migration.name)])
    }
    try connection.command("COMMIT")
  }

  /// Makes the table of steps, and the schema only if it is absent: if an administrator made it beforehand, no right to make one is needed.
  private func makeTable() throws {
    let schema = try connection.first(
      "SELECT nspname FROM pg_namespace WHERE nspname = $1::name", [.text(address.schema)])
    if schema == nil { try connection.command("CREATE SCHEMA \(address.quotedSchema)") }
    try connection.command(
      Dialect.postgreSQL("CREATE TABLE IF NOT EXISTS storage_migrations (name TEXT PRIMARY KEY)"))
  }
}
