package import Contracts
package import Values

extension ServiceCalls {
  /// Asks the registry for structures as they are on a day.
  ///
  /// - Parameters:
  ///   - day: the day.
  ///   - only: which structures are meant.
  /// - Returns: the structures, by code.
  /// - Throws: `RPCError`, among them NOT_FOUND with `COMMUNE_UNKNOWN`; `ConfigurationProblem` where the registry is not known here.
  package func structures(
    on day: CivilDate, only: StructureChoice = StructureChoice()
  ) async throws -> [StructureSummary] {
    let first = ListStructures(asOf: day, limit: 1000, only: only)
    return try await pages("registry", first, after: \.after) {
      $0.hasMore ? $0.structures.last?.code : nil
    }.flatMap(\.structures)
  }
}
