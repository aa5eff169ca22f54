extension PostgreSQLConnection {
  /// Makes a service's schema and brings it up to date: runs the steps that are missing, all or none, one process at a time.
  ///
  /// - Throws: ``StorageError``: `newer` if the store has a step that is not among `migrations`.
  func apply(_ migrations: [Migration], at address: PostgreSQLAddress) throws {
    try command(Dialect.postgreSQLWrite(schema: address.schema))
    // If anything below throws, the connection is closed, and the transaction ends with it.
    // The schema is made only if it is absent: if an administrator made it beforehand, no right to make one is needed.
    let schema = try first(
      "SELECT nspname FROM pg_namespace WHERE nspname = $1::name", [.text(address.schema)])
    if schema == nil { try command("CREATE SCHEMA \(address.quotedSchema)") }
    try command(
      Dialect.postgreSQL("CREATE TABLE IF NOT EXISTS storage_migrations (name TEXT PRIMARY KEY)"))
    let applied = Set(
      try all("SELECT name FROM storage_migrations", []).map { $0.text("name") })
    if let newer = applied.subtracting(migrations.map(\.name)).sorted().first {
      throw StorageError.newer(path: address.name, migration: newer)
    }
    for migration in migrations where !applied.contains(migration.name) {
      for statement in migration.statements { try command(Dialect.postgreSQL(statement)) }
      try run("INSERT INTO storage_migrations (name) VALUES ($1)", [.text(migration.name)])
    }
    try command("COMMIT")
  }
}
