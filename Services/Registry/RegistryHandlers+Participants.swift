import CentreNetwork
import Contracts
import FactKinds
import RPC
import RPCContract
import RegistryDomain
import ServiceHost
import Storage
import Values

/// People who take part in trainings: their codes by their names, and those who are not recorded yet.
extension RegistryHandlers {
  func findPeople(
    _ request: FindPeople, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> FindPeople.Reply {
    try Self.checkLength([request.beginning], of: "beginning")
    guard PeopleSearch.isMeant(request.beginning) else {
      throw RPCError.badField("beginning", "name a letter or a digit at least")
    }
    let network = try RegistryStore.reader.network(in: transaction)
    if let structure = request.structure {
      _ = try accompanied(structure, network, on: host.database.now.parisDay, context)
    }
    // The structures that were looked at: whether the caller sees them.
    var known: [String: Bool] = [:]
    func isSeen(_ structure: String) -> Bool {
      if let told = known[structure] { return told }
      let told = sees(structure, network, context)
      known[structure] = told
      return told
    }
    let all = PeopleSearch.people(
      beginning: request.beginning, among: try RegistryStore.namedPeople(in: transaction),
      merges: try RegistryStore.reader.merges(in: transaction))
    let rows = try all.compactMap { person -> FindPeople.Row? in
      let structures = person.structures.filter(isSeen)
      if let structure = request.structure, !structures.contains(structure) { return nil }
      if structures.isEmpty, context.access.structures != .all {
        let isOwn = try RegistryStore.isRecorded(
          person.code, by: context.effectivePrincipal, in: transaction)
        guard isOwn else { return nil }
      }
      return FindPeople.Row(
        code: person.code, familyName: person.familyName, givenName: person.givenName,
        structures: structures.sorted())
    }
    let page = rows.page(after: request.after, request.limit, by: \.code)
    context.note(subjects: page.rows.map(\.code))
    return FindPeople.Reply(
      people: page.rows, hasMore: page.hasMore,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  func recordParticipant(
    _ request: RecordParticipant, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> RecordParticipant.Reply {
    let network = try RegistryStore.reader.network(in: transaction)
    _ = try accompanied(request.structure, network, on: host.database.now.parisDay, context)
    let email = request.email ?? ""
    try Self.checkLength([request.familyName, request.givenName, email], of: "familyName")
    let code = Arrivals.freeCode(besides: try RegistryStore.personCodes(in: transaction))
    let newcomer = NamedPerson(
      code: code, familyName: request.familyName, givenName: request.givenName, email: email,
      structures: [request.structure])
    let alike = Duplicates.people(
      like: newcomer, among: try RegistryStore.namedPeople(in: transaction),
      merges: try RegistryStore.reader.merges(in: transaction), most: PrepareArrival.most
    ).map { RecordParticipant.Likeness(person: $0.code, reasons: $0.reasons) }
    context.note(subjects: alike.map(\.person))
    guard alike.isEmpty || request.despiteLikeness == true else {
      return RecordParticipant.Reply(code: nil, alike: alike)
    }
    let cells = [
      "person_code": code, "family_name": request.familyName, "given_name": request.givenName,
      "email": email,
    ]
    try host.rows.takeWhole(
      [cells], of: .people, cause: .call(by: context.effectivePrincipal), in: transaction)
    context.note(subjects: [code])
    return RecordParticipant.Reply(code: code, alike: alike)
  }

  /// Makes sure that no name or address is too long to be compared with those of everybody.
  static func checkLength(_ texts: [String], of field: String) throws {
    guard texts.allSatisfy({ $0.unicodeScalars.count <= PrepareArrival.mostCharacters }) else {
      throw RPCError.badField(
        field, "a name or an address has \(PrepareArrival.mostCharacters) characters at most")
    }
  }
}
