import CentreNetwork
import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// Names and addresses of people.
extension RegistryHandlers {
  func getContacts(
    _ request: GetContacts, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetContacts.Reply {
    guard request.people.count <= GetContacts.maxPeople else {
      throw RPCError.badField("people", "ask for \(GetContacts.maxPeople) people at most")
    }
    let merges = try RegistryStore.reader.merges(in: transaction)
    let people = try seen(request.people, merges, by: context, in: transaction)
    let contacts = try people.compactMap { code -> GetContacts.Contact? in
      let person = merges.person(code)
      guard let row = try RegistryStore.people.find([person], in: transaction) else { return nil }
      return GetContacts.Contact(
        code: code, familyName: row.text("family_name"), givenName: row.text("given_name"),
        email: row.filledText("email"), person: person == code ? nil : person)
    }
    context.note(subjects: contacts.compactMap(\.person))
    return GetContacts.Reply(contacts: contacts)
  }

  /// Returns the people, of some, who have or had a mandate in a structure that the caller sees, or whom the federation recorded itself;
  /// all for a caller that is not limited.
  private func seen(
    _ people: [String], _ merges: Merges, by context: ServerContext,
    in transaction: ReadTransaction
  ) throws -> [String] {
    let access = context.access
    let isFederation = !access.roles(among: [.federation]).isEmpty
    guard access.structures != .all else { return people }
    let network = try RegistryStore.reader.network(in: transaction)
    return try people.filter { person in
      let mandates = try merges.entries(of: person).flatMap {
        try RegistryStore.mandates.rows(ofFirstKey: $0, in: transaction)
      }
      let isOfSeen = mandates.contains { row in
        sees(row.text("structure_code"), network, context)
      }
      guard !isOfSeen, isFederation else { return isOfSeen }
      return try RegistryStore.isRecorded(
        merges.person(person), by: context.effectivePrincipal, in: transaction)
    }
  }
}
