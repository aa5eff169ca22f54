import Contracts
import Network
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
    let people = try seen(request.people, merges, by: context.access, in: transaction)
    let contacts = try people.compactMap { code -> GetContacts.Contact? in
      let person = merges.person(code)
      guard let row = try RegistryStore.people.find([person], in: transaction) else { return nil }
      let email = row.text("email")
      return GetContacts.Contact(
        code: code, familyName: row.text("family_name"), givenName: row.text("given_name"),
        email: email.isEmpty ? nil : email, person: person == code ? nil : person)
    }
    context.note(subjects: contacts.compactMap(\.person))
    return GetContacts.Reply(contacts: contacts)
  }

  /// Returns the people, of some, who have or had a mandate in a structure that the caller sees; all for a caller that is not limited.
  private func seen(
    _ people: [String], _ merges: Merges, by access: Access, in transaction: ReadTransaction
  ) throws -> [String] {
    guard access.structures != .all else { return people }
    let network = try RegistryStore.reader.network(in: transaction)
    let today = host.database.now.parisDay
    return try people.filter { person in
      let mandates = try merges.entries(of: person).flatMap {
        try RegistryStore.mandates.rows(ofFirstKey: $0, in: transaction)
      }
      return mandates.contains { row in
        let code = row.text("structure_code")
        return access.includes(
          code, isMember: Self.isMember(code, of: network, within: access.territories, on: today))
      }
    }
  }

  /// Whether a structure is a member of the federation on a day and lies in one of the territories; nil for all.
  private static func isMember(
    _ code: String, of network: Network, within territories: [String]?, on day: CivilDate
  ) -> Bool {
    guard let structure = network.structure(code, on: day), structure.federated == true else {
      return false
    }
    guard let territories else { return true }
    guard let ctcd = network.ctcd(of: structure, on: day) else { return false }
    let places = ["69", ctcd, network.commune(of: structure, on: day)]
    return places.contains { territories.contains($0) }
  }
}
