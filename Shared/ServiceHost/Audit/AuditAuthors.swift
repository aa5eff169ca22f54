import Storage
import Values

/// Who brought versions, by their instants. The rows of an import have one instant, so that each is looked up once.
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
