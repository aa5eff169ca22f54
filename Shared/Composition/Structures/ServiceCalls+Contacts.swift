package import Contracts
import RPCContract

extension ServiceCalls {
  /// Asks the registry for the names of people, by their codes: those whom the key may see; nobody for a key that sees no names.
  ///
  /// - Throws: as ``call(_:_:timeout:key:)``, but for a refusal of the key.
  package func contacts(
    of people: [String]
  ) async throws -> [String: GetContacts.Contact] {
    var found: [String: GetContacts.Contact] = [:]
    let codes = people.once.sorted()
    do {
      for start in stride(from: 0, to: codes.count, by: GetContacts.maxPeople) {
        let some = Array(codes[start..<min(start + GetContacts.maxPeople, codes.count)])
        for contact in try await call("registry", GetContacts(people: some)).contacts {
          found[contact.code] = contact
        }
      }
    } catch let error as RPCError where error.status.code == .permissionDenied {
      return [:]
    }
    return found
  }
}

extension GetContacts.Contact {
  /// Given name and family name.
  package var name: String {
    [givenName, familyName].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
