import Contracts
import Network
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// Names and addresses of people, and the posts that they hold.
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
      let email = row.text("email")
      return GetContacts.Contact(
        code: code, familyName: row.text("family_name"), givenName: row.text("given_name"),
        email: email.isEmpty ? nil : email, person: person == code ? nil : person)
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
    let today = host.database.now.parisDay
    return try people.filter { person in
      let mandates = try merges.entries(of: person).flatMap {
        try RegistryStore.mandates.rows(ofFirstKey: $0, in: transaction)
      }
      let isOfSeen = mandates.contains { row in
        let code = row.text("structure_code")
        return access.includes(
          code, isMember: Self.isMember(code, of: network, within: access.territories, on: today))
      }
      guard !isOfSeen, isFederation else { return isOfSeen }
      return try RegistryStore.isRecorded(
        merges.person(person), by: context.effectivePrincipal, in: transaction)
    }
  }

  func listMandates(
    _ request: ListMandates, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListMandates.Reply {
    let network = try RegistryStore.reader.network(in: transaction)
    let structure = try accompanied(request.structure, network, on: request.asOf, context)
    let held = try RegistryStore.reader.mandates(of: network, in: transaction).of(structure)
      .filter { $0.period.contains(request.asOf) }
    let told = held.prefix(ListMandates.most)
    context.note(subjects: told.map(\.personCode))
    return ListMandates.Reply(
      mandates: told.map { mandate in
        ListMandates.Mandate(
          person: mandate.personCode, function: mandate.function.rawValue,
          from: mandate.period.from, to: mandate.period.to, interim: mandate.interim)
      }, hasMore: held.count > told.count)
  }

  /// Returns the structure of a code as it is on a day, for a caller that sees all, its own, or the federation's members.
  ///
  /// - Throws: `RPCError` with PERMISSION_DENIED, `OTHER_STRUCTURE`, which reveals nothing of whether the structure exists; else
  ///   NOT_FOUND, `STRUCTURE_UNKNOWN`.
  func accompanied(
    _ code: String, _ network: Network, on day: CivilDate, _ context: ServerContext
  ) throws -> Structure {
    guard sees(code, network, context) else {
      throw RPCError(
        .permissionDenied, reason: "OTHER_STRUCTURE", domain: "vigie.registry",
        "a structure sees what is its own only, and the federation what is of its members")
    }
    guard let structure = network.structure(code, on: day) else {
      throw Self.unknown(structure: code)
    }
    return structure
  }

  /// Whether a caller that sees all, its own, or the federation's members of today sees a structure.
  func sees(_ code: String, _ network: Network, _ context: ServerContext) -> Bool {
    let access = context.access
    let isMember = Self.isMember(
      code, of: network, within: access.territories, on: host.database.now.parisDay)
    return access.includes(code, isMember: isMember)
  }

  /// Whether a structure is a member of the federation on a day and lies in one of the territories; nil for all.
  static func isMember(
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
