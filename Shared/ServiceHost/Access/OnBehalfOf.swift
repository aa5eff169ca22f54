import Contracts
import RPC
import RPCContract
import ServiceKit
import Storage
import Values

/// Computes what a service may read and write in the name of somebody: no more than that somebody and, unless it is a front, no more than
/// the service itself. A front has no rights of its own.
///
/// The service names a principal of the allow-list, or a person. What these may do is looked up here, in this service's own allow-list and
/// in the mandates and grants that it has; the caller's word counts for nothing.
struct OnBehalfOf: ServerStage {
  /// Looks up what a person may do today; nil for one that is not known.
  typealias People = @Sendable (_ code: String) async throws -> PersonRights?

  let allowList: AllowList
  let people: People

  func run(
    _ method: MethodDeclaration, _ context: ServerContext, next: () async throws -> Void
  ) async throws {
    // The gate refuses a front that names nobody. The exchange names who has submitted rows, and says in the request what these may be
    // about (``SubmitRows/cut``): they are handed over later, when the submitter's key may be gone.
    let isExchange = context.principal.name == ServiceNeeds.exchange
    guard let name = context.representedName, !(isExchange && method.name == SubmitRows.method)
    else {
      return try await next()
    }
    let isFront = ServiceNeeds.fronts.contains(context.principal.name)
    let principal = try await principal(name, isFront: isFront)
    let held = isExchange ? Self.ofPartner(principal.roles) : principal.roles
    let access = AccessRules.access(
      represented: name, held, in: method.roles, method.cuts,
      structure: principal.structure, territories: principal.territories, isFront: isFront)
    guard let access else {
      throw RPCError(
        .permissionDenied, reason: "ROLE_NEEDED", domain: "vigie.access",
        "\(name) may not call \(method.name)",
        arguments: ["roles": method.roles.map(\.rawValue).sorted().joined(separator: " ")])
    }
    if isFront, access.territories?.isEmpty == false, !method.isAboutService,
      !principal.roles.allSatisfy({ method.cuts[$0]?.keepsToTerritories == true })
    {
      throw RPCError(
        .permissionDenied, reason: "TERRITORY_ONLY", domain: "vigie.access",
        "\(name) may act on \(access.territories ?? []) only, and \(method.name) knows no territories",
        arguments: ["name": name])
    }
    context.limit(to: isFront ? access : context.access.narrowed(by: access))
    try await next()
  }

  /// Returns the roles that count where the exchange names somebody. It speaks for partners only: a partner whose name is an operator's in
  /// this allow-list must not see what the operator sees. The role of a structure stays, since it limits the partner's key.
  private static func ofPartner(_ roles: Set<Role>) -> Set<Role> {
    roles.contains(.partner) ? roles.intersection([.partner, .structure]) : []
  }

  /// Looks up who is named.
  ///
  /// - Throws: `RPCError` with PERMISSION_DENIED: `ON_BEHALF_UNKNOWN`, `ON_BEHALF_UNCLEAR`.
  private func principal(_ name: String, isFront: Bool) async throws -> Principal {
    if let person = PersonName(name) {
      guard let rights = try await people(person.code) else { throw Self.unknown(name) }
      return try person.principal(rights, name)
    }
    // A front speaks for people only: in the name of a key it could do what that key's owner may do with a key alone.
    guard !isFront, let principal = allowList.principal(named: name) else {
      throw Self.unknown(name)
    }
    return principal
  }

  private static func unknown(_ name: String) -> RPCError {
    RPCError(
      .permissionDenied, reason: "ON_BEHALF_UNKNOWN", domain: "vigie.access",
      "\(name) is not known here: a key must be in this service's allow-list, a person in people.csv",
      arguments: ["name": name])
  }
}
