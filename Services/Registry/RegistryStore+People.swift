import RegistryDomain
import Storage

/// People with their names.
extension RegistryStore {
  /// Returns everybody with what duplicates are found by: names, addresses, and the structures in which they ever had a mandate.
  static func namedPeople(in transaction: ReadTransaction) throws -> [NamedPerson] {
    var structures: [String: Set<String>] = [:]
    try mandates.forEach(in: transaction) { row in
      structures[row.text("person_code"), default: []].insert(row.text("structure_code"))
    }
    return try people.compactMap(in: transaction) { row in
      let code = row.text("person_code")
      return NamedPerson(
        code: code, familyName: row.text("family_name"), givenName: row.text("given_name"),
        email: row.text("email"), structures: structures[code] ?? [])
    }
  }
}
