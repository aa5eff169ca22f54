import CentreNetwork
import Contracts
import RPC
import RPCContract
import RegistryDomain
import ServiceHost
import Storage
import Values

/// Who may sign in on the web, and as what.
extension RegistryHandlers {
  /// The roles that have pages.
  private static let roles: [Role] = [.operator, .auditor]

  func findSignIns(
    _ request: FindSignIns, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> FindSignIns.Reply {
    let asked = [request.email, request.person].compactMap(\.self)
    guard asked.count == 1, asked[0].count <= FindSignIns.mostCharacters else {
      throw RPCError.badField(
        "email",
        "give either an address or a person, \(FindSignIns.mostCharacters) characters at most")
    }
    let merges = try RegistryStore.reader.merges(in: transaction)
    let found =
      try request.person.map { [merges.person($0)] }
      ?? people(at: request.email ?? "", merges, in: transaction)
    let network = try RegistryStore.reader.network(in: transaction)
    var people: [FindSignIns.Row] = []
    for code in Set(found).sorted() where people.count < FindSignIns.most {
      guard let row = try RegistryStore.people.find([code], in: transaction) else { continue }
      let ways = try ways(of: code, network, in: transaction)
      guard !ways.isEmpty else { continue }
      let email = row.text("email")
      people.append(
        FindSignIns.Row(
          code: code, familyName: row.text("family_name"), givenName: row.text("given_name"),
          email: email.isEmpty ? nil : email, ways: ways))
    }
    context.note(subjects: people.map(\.code))
    return FindSignIns.Reply(
      people: people, fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  /// Returns the people who have an address now. All are looked at, whether one has it or not: the time must not tell.
  private func people(
    at email: String, _ merges: Merges, in transaction: ReadTransaction
  ) throws -> [String] {
    try RegistryStore.people.compactMap(in: transaction) { row -> String? in
      let code = row.text("person_code")
      guard SignIns.isSameAddress(row.text("email"), email), merges.person(code) == code else {
        return nil
      }
      return code
    }
  }

  private func rights(
    of person: String, in transaction: ReadTransaction
  ) throws -> PersonRights? {
    try RegistryStore.grants.rights(of: person, on: host.database.now.parisDay, in: transaction)
  }

  private func ways(
    of person: String, _ network: Network, in transaction: ReadTransaction
  ) throws -> [FindSignIns.Way] {
    guard let rights = try rights(of: person, in: transaction) else { return [] }
    let today = host.database.now.parisDay
    let merges = try RegistryStore.reader.merges(in: transaction)
    let mandates = try merges.entries(of: person).flatMap {
      try RegistryStore.mandates.rows(ofFirstKey: $0, in: transaction)
    }
    .compactMap { NetworkReader.mandate($0, merges) }
    let structures = rights.roles.contains(.structure) ? rights.structures.sorted() : []
    return structures.map { code in
      let post = SignIns.post(in: code, among: mandates, on: today)
      let structure = network.structure(code, on: today)
      let commune = structure.map { network.commune(of: $0, on: today) }
      return FindSignIns.Way(
        role: Role.structure.rawValue, structure: code, structureName: structure?.name ?? code,
        commune: commune.flatMap { network.communes.name(of: $0, on: today) },
        function: post?.function.rawValue, until: post?.period.to)
    }
      + Self.roles.filter { Self.opensPages($0, rights) }.map { FindSignIns.Way(role: $0.rawValue) }
  }

  /// Whether somebody may come in as a role. Pages show what the portal itself keeps of all structures, which knows no territories: a grant
  /// for a territory alone opens none.
  private static func opensPages(_ role: Role, _ rights: PersonRights) -> Bool {
    rights.roles.contains(role) && rights.limits[role] == nil
  }

  func checkSignIn(
    _ request: CheckSignIn, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> CheckSignIn.Reply {
    guard let rights = try rights(of: request.person, in: transaction) else {
      return CheckSignIn.Reply(isAllowed: false)
    }
    let role = Role(rawValue: request.role)
    let isOf = request.structure.map(rights.structures.contains) ?? (role != .structure)
    return CheckSignIn.Reply(isAllowed: Self.opensPages(role, rights) && isOf)
  }
}
