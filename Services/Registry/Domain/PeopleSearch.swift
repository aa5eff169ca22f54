public import CentreNetwork

/// Finds people by the beginnings of their names, in the form in which duplicates compare names (acceptance/year.md, “Duplicates”).
public enum PeopleSearch {
  /// Whether there is anything to look for in a text: a letter or a digit.
  public static func isMeant(_ text: String) -> Bool { !NameForm.name(text).isEmpty }

  /// Looks for people.
  ///
  /// - Parameters:
  ///   - text: with what the family or the given name begins, or one name and the beginning of the other.
  ///   - people: everybody, in any order.
  ///   - merges: which entries are one person: a name of any of them finds the person.
  /// - Returns: the people in the order of their codes, each once and with the structures of all their entries; nobody for a text without
  ///   a letter or a digit.
  public static func people(
    beginning text: String, among people: [NamedPerson], merges: Merges = Merges([])
  ) -> [NamedPerson] {
    let meant = NameForm.name(text)
    guard !meant.isEmpty else { return [] }
    var structures: [String: Set<String>] = [:]
    var found: Set<String> = []
    for entry in people {
      let code = merges.person(entry.code)
      structures[code, default: []].formUnion(entry.structures)
      let (family, given) = (NameForm.name(entry.familyName), NameForm.name(entry.givenName))
      if (family + given).starts(with: meant) || (given + family).starts(with: meant) {
        found.insert(code)
      }
    }
    return people.filter { found.contains($0.code) }.sorted { $0.code < $1.code }.map { person in
      NamedPerson(
        code: person.code, familyName: person.familyName, givenName: person.givenName,
        email: person.email, structures: structures[person.code] ?? [])
    }
  }
}
