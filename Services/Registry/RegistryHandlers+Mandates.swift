import CentreNetwork
import Contracts
import FactKinds
import RPC
import RPCContract
import RegistryDomain
import ServiceHost
import Storage
import Values

/// Who holds a post, and what is to be known before somebody takes one.
extension RegistryHandlers {
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

  func prepareArrival(
    _ request: PrepareArrival, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> PrepareArrival.Reply {
    guard try RegistryStore.structures.has(firstKey: request.structure, in: transaction) else {
      throw Self.unknown(structure: request.structure)
    }
    let code = Arrivals.freeCode(besides: try RegistryStore.personCodes(in: transaction))
    let merges = try RegistryStore.reader.merges(in: transaction)
    var findings = try postHeld(request, merges, in: transaction)
    if let newcomer = request.newcomer {
      findings += try known(like: newcomer, as: code, in: request.structure, merges, transaction)
    }
    context.note(subjects: Set(findings.flatMap { $0.beside ?? [] }).sorted())
    return PrepareArrival.Reply(freeCode: code, findings: findings)
  }

  /// Tells who holds the post that day; nobody if the newcomer is an interim, who may hold it beside somebody.
  private func postHeld(
    _ request: PrepareArrival, _ merges: Merges, in transaction: ReadTransaction
  ) throws -> [Finding] {
    guard !request.isInterim else { return [] }
    let holders = Arrivals.holders(
      of: request.function, in: request.structure, on: request.on,
      besides: request.person.map(merges.person),
      among: try RegistryStore.reader.mandates(
        inStructure: request.structure, merges, in: transaction))
    guard !holders.isEmpty else { return [] }
    return [
      Finding(
        file: FactKind.mandates.file, row: 2, column: "function",
        value: request.function.rawValue, code: "POST_HELD",
        beside: Array(holders.prefix(PrepareArrival.most)))
    ]
  }

  /// Tells who of those recorded somebody may be.
  private func known(
    like newcomer: PrepareArrival.Newcomer, as code: String, in structure: String,
    _ merges: Merges, _ transaction: ReadTransaction
  ) throws -> [Finding] {
    try Self.checkLength(
      [newcomer.familyName, newcomer.givenName, newcomer.email ?? ""], of: "newcomer")
    let person = NamedPerson(
      code: code, familyName: newcomer.familyName, givenName: newcomer.givenName,
      email: newcomer.email ?? "", structures: [structure])
    let people = Duplicates.people(
      like: person, among: try RegistryStore.namedPeople(in: transaction), merges: merges,
      most: PrepareArrival.most)
    return people.flatMap { one in
      one.reasons.map { reason in
        Finding(
          file: FactKind.people.file, row: 2, column: "person_code", value: code, code: reason,
          beside: [one.code])
      }
    }
  }
}
