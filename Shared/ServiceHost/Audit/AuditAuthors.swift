import Storage
import Values

/// Looks up who brought versions, by their instants. All rows of an import have the same instant, so each instant is looked up once.
struct AuditAuthors {
  typealias Author = (principal: String, roles: [String])

  private var known: [Instant: Author?] = [:]

  mutating func author(of instant: Instant, in transaction: ReadTransaction) throws -> Author? {
    if let known = known[instant] { return known }
    let found = try AuditTable.author(of: instant.microseconds, in: transaction)
    known[instant] = .some(found)
    return found
  }
}
