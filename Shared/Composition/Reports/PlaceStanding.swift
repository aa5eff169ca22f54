package import Contracts
import Values

/// A structure, whether it answered SENACS, whether trainings reached it, and its level of I6.
package struct PlaceStanding: Hashable {
  package let structure: StructureSummary
  /// Whether it answered SENACS (I1); nil where it is not expected to, or where senacs does not answer.
  package let hasAnswered: Bool?
  /// Whether somebody of it was trained (I2d); nil where it is not active on the last day of the trainings, or where training does not
  /// answer.
  package let isReached: Bool?
  /// Its level of I6; nil where the figures do not give it.
  package let level: String?

  /// Whether its level of I6 is established; nil where the figures do not give the level.
  package var isEvaluated: Bool? {
    level.map { ["acquired", "in_progress", "to_support"].contains($0) }
  }

  /// Reads the active structures and how they stand, as of the figures; nil where the registry does not answer.
  package static func read(
    _ services: any ServiceCalls, _ query: FigureQuery, _ figures: [Figure]
  ) async -> [PlaceStanding]? {
    let first = ListStructures(
      asOf: query.asOf, limit: 1000, pin: query.pins?["registry"])
    let pages = try? await services.pages("registry", first, after: \.after) {
      $0.hasMore ? $0.structures.last?.code : nil
    }
    guard let structures = pages?.flatMap(\.structures) else { return nil }
    let answered = await members(of: "I1", services, "senacs", query)
    let reached = await members(of: "I2d", services, "training", query)
    let details = figures.first { $0.code == "I6" && $0.scope == "all" }?.details?.levels ?? []
    let levels = Dictionary(
      details.map { ($0.structureCode, $0.level) }, uniquingKeysWith: { $1 })
    return structures.filter(\.isActive).map {
      PlaceStanding(
        structure: $0, hasAnswered: answered[$0.code], isReached: reached[$0.code],
        level: levels[$0.code])
    }
  }

  /// Of each structure that a figure's denominator has, whether its numerator has it; none where the service does not answer.
  private static func members(
    of code: String, _ services: any ServiceCalls, _ service: String, _ query: FigureQuery
  ) async -> [String: Bool] {
    let reply = try? await services.call(
      service, ExplainFigure(code: code, scope: "all", query: query))
    let members = (reply?.members ?? []).filter { $0.of.text == "1" }
    return Dictionary(
      members.map { ($0.structure ?? "", $0.counts.text == "1") }, uniquingKeysWith: { $1 })
  }
}
