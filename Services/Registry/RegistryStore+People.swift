import RegistryDomain
import Storage
import Values

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

  /// Returns the codes that people have, and those that withdrawn records had.
  static func personCodes(in transaction: ReadTransaction) throws -> Set<String> {
    var codes: Set<String> = []
    try people.forEach(isEver: true, in: transaction) { codes.insert($0.text("person_code")) }
    return codes
  }

  /// Whether a key brought the first record of a person by a call: whoever records somebody knows the name.
  static func isRecorded(
    _ person: String, by principal: String, in transaction: ReadTransaction
  ) throws -> Bool {
    guard let first = try people.version(1, of: [person], in: transaction) else { return false }
    return Cause(first.text("cause")).isRow(of: .call(by: principal))
  }
}
