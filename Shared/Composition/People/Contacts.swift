package import Contracts
import RPCContract

/// Names and addresses of people, of whom the caller may be told.
package enum Contacts {
  /// Asks the registry, for as many people at a time as a call may name.
  ///
  /// - Parameters:
  ///   - services: the services.
  ///   - people: the people's codes; each may come several times.
  /// - Returns: code → contact; whoever is unknown, or whom the caller may not see, is left out.
  /// - Throws: `RPCError`; `ConfigurationProblem` where the registry is not known here.
  package static func read(
    _ services: any ServiceCalls, of people: some Sequence<String>
  ) async throws -> [String: GetContacts.Contact] {
    let asked = Set(people).sorted()
    var found: [String: GetContacts.Contact] = [:]
    for start in stride(from: 0, to: asked.count, by: GetContacts.maxPeople) {
      let some = Array(asked[start..<min(start + GetContacts.maxPeople, asked.count)])
      for contact in try await services.call("registry", GetContacts(people: some)).contacts {
        found[contact.code] = contact
      }
    }
    return found
  }
}

extension ServiceCalls {
  /// Asks for names as ``Contacts/read(_:of:)`` does, where the answer is worth having without names too: a key that may not ask for
  /// names sees nobody.
  ///
  /// - Throws: as ``Contacts/read(_:of:)``, but for a refusal of the key.
  package func contacts(
    of people: some Sequence<String>
  ) async throws -> [String: GetContacts.Contact] {
    do {
      return try await Contacts.read(self, of: people)
    } catch let error as RPCError where error.status.code == .permissionDenied {
      return [:]
    }
  }
}

extension GetContacts.Contact {
  /// Given name and family name.
  package var name: String {
    [givenName, familyName].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
