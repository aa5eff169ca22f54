import Contracts
import RPCContract
package import Values

extension Renewal {
  /// Asks the registry and evaluation.
  ///
  /// - Parameters:
  ///   - services: the services.
  ///   - code: the structure's code.
  ///   - day: the day.
  /// - Returns: the checklist.
  /// - Throws: `RPCError`; `ConfigurationProblem` where a service is not known here.
  package static func read(
    _ services: any ServiceCalls, structure code: String, on day: CivilDate
  ) async throws -> Renewal {
    let structure = try await services.call("registry", GetStructure(code: code, asOf: day))
      .structure
    let ends = try await services.call(
      "registry", ListApprovals(asOf: day, endingBy: .latest, structure: code))
    let diagnosis = try await services.call("evaluation", GetDiagnosis(structure: code, asOf: day))
    let first = ListAgreements(asOf: day, structure: code, limit: .most)
    let agreements = try await services.pages("registry", first, after: \.after) {
      $0.hasMore ? $0.rows.last?.code : nil
    }
    return Renewal(
      structure, endsOn: ends.rows.first?.endsOn, diagnosis: diagnosis,
      agreements: agreements.flatMap(\.rows), on: day)
  }
}
