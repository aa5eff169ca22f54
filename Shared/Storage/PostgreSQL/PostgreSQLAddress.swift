import CPostgreSQL
import Foundation

/// Where a service's schema is: a database of a server, and the schema's name in it.
struct PostgreSQLAddress: Sendable {
  /// What every connection is asked for unless the URL says otherwise; the last two rows bound how long
  /// a server that is gone is taken for one that thinks.
  private static let defaults = [
    ("connect_timeout", "5"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
    ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
  ]

  private let url: String
  /// The schema's name, of small letters only.
  let schema: String
  /// The address for people: no user, no password.
  let name: String

  /// Takes an address in libpq's own form.
  init(_ url: String, schema: String) throws {
    precondition(schema.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "_") })
    self.url = url
    self.schema = schema
    // What libpq says of an address it cannot read may hold the password.
    guard let options = PQconninfoParse(url, nil) else {
      throw StorageError.cannotOpen(
        path: "databaseURL", reason: "it has not the form postgresql://host/database")
    }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        values[String(cString: keyword)] = String(cString: value)
      }
      option += 1
    }
    let port = values["port"].map { ":\($0)" } ?? ""
    name =
      "postgresql://\(values["host"] ?? values["hostaddr"] ?? "")\(port)/"
      + "\(values["dbname"] ?? "") (schema \(schema))"
  }

  /// The schema's name as SQL has it.
  var quotedSchema: String { "\"\(schema)\"" }
  /// The channel on which a commit is told to other replicas.
  var channel: String { "\"vigie_\(schema)\"" }

  /// Connects; the caller finishes what it gets, also when it is no good.
  func connect() -> OpaquePointer? {
    // An entry in the URL overrides those before it; those behind it hold in any case.
    let entries =
      Self.defaults + [("fallback_application_name", "vigie-\(schema)"), ("dbname", url)]
      + [("client_encoding", "UTF8")]
    let keywords = entries.map { strdup($0.0) }
    let values = entries.map { strdup($0.1) }
    defer { for text in keywords + values { free(text) } }
    return PQconnectdbParams(
      keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
  }
}
