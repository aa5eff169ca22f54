package import Contracts
import Values

/// A structure, whether it answered SENACS, and its level of I6.
package struct PlaceStanding: Hashable {
  package let structure: StructureSummary
  /// Whether it answered SENACS; nil where it is not expected to.
  package let hasAnswered: Bool?
  /// Its level of I6; nil where the figures do not give it.
  package let level: String?

  /// Reads the active structures and how they stand, as of the figures; nil where a service does not answer.
  package static func read(
    _ services: any ServiceCalls, _ query: FigureQuery, _ figures: [Figure]
  ) async -> [PlaceStanding]? {
    do {
      let first = ListStructures(
        asOf: query.asOf, limit: 1000, pin: query.pins?["registry"])
      let structures = try await services.pages("registry", first, after: \.after) {
        $0.hasMore ? $0.structures.last?.code : nil
      }.flatMap(\.structures)
      let expected = try await services.call(
        "senacs", ExplainFigure(code: "I1", scope: "all", query: query)
      ).members.filter { $0.of.text == "1" }
      let answered = Dictionary(
        expected.map { ($0.structure ?? "", $0.counts.text == "1") }, uniquingKeysWith: { $1 })
      let details = figures.first { $0.code == "I6" && $0.scope == "all" }?.details?.levels ?? []
      let levels = Dictionary(
        details.map { ($0.structureCode, $0.level) }, uniquingKeysWith: { $1 })
      return structures.filter(\.isActive).map {
        PlaceStanding(structure: $0, hasAnswered: answered[$0.code], level: levels[$0.code])
      }
    } catch {
      return nil
    }
  }
}
