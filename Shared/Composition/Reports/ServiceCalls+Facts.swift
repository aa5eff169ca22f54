package import Contracts
import FactKinds
package import Values

/// Reads the facts that a figure rests on, from the services that keep them.
extension ServiceCalls {
  /// The facts of some members, each once, as they were known on a day.
  package func facts(
    of members: [FigureMember], knownOn: CivilDate?
  ) async throws -> [ReadFacts.Fact] {
    try await facts(members.flatMap(\.facts).once, knownOn: knownOn)
  }

  /// The facts that are found, as they were known on a day or at pins.
  package func facts(
    _ wanted: [FactReference], knownOn: CivilDate?, pins: [String: FigureQuery.Pin]? = nil
  ) async throws -> [ReadFacts.Fact] {
    var found: [FactReference: ReadFacts.Fact] = [:]
    let owners =
      FactCatalogue.known.kinds.map { ($0.file, $0.owner) } + [(AnswersFile.name, "senacs")]
    for service in Evaluator.services {
      let files = Set(owners.filter { $0.1 == service }.map(\.0))
      let own = wanted.filter { files.contains($0.file) }
      for start in stride(from: 0, to: own.count, by: ReadFacts.most) {
        let part = Array(own[start..<min(start + ReadFacts.most, own.count)])
        let reply = try await call(
          service, ReadFacts(facts: part, knownOn: knownOn, pin: pins?[service]))
        for fact in reply.facts { found[fact.fact] = fact }
      }
    }
    return wanted.compactMap { found[$0] }
  }
}
