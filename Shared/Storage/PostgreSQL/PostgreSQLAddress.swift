import CPostgreSQL
import Foundation

/// Where a service's schema is: a database of a server, and the schema's name in it.
struct PostgreSQLAddress: Sendable {
  /// The settings of every connection, unless the URL sets others. The keepalives and `tcp_user_timeout` bound how long a server that is
  /// gone is mistaken for one that is busy.
  private static let defaults = [
    ("connect_timeout", "5"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
    ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
  ]

  private let url: String
  /// The schema's name, of small letters only.
  let schema: String
  /// The address to show to people, without user and password.
  let name: String

  /// Takes an address in libpq's own form.
  init(_ url: String, schema: String) throws {
    precondition(schema.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "_") })
    self.url = url
    self.schema = schema
    // libpq's own message about a wrong address may contain the password, so it is not shown.
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

  /// Connects. The caller must call `PQfinish` on the result, even if the connection failed.
  func connect() -> OpaquePointer? {
    // A setting in the URL overrides the entries before `dbname`; the entry after it holds in any case.
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
