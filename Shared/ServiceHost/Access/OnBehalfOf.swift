import Contracts
import RPC
import RPCContract
import ServiceKit
import Storage
import Values

/// Computes what a service may read and write in the name of somebody: no more than that somebody, and no more than the service itself.
///
/// The service names a principal of the allow-list, or a person by `person:` and its code. What these may do is looked up here, in this
/// service's own allow-list and in the mandates and grants that it follows; the caller's word counts for nothing.
struct OnBehalfOf: ServerStage {
  /// What stands before a person's code.
  static let personPrefix = "person:"

  /// Looks a person up: its roles, structure and territories today; nil for one that is not known.
  typealias People = @Sendable (_ code: String) async throws -> Principal?

  let allowList: AllowList
  let people: People

  func run(
    _ method: MethodDeclaration, _ context: ServerContext, next: () async throws -> Void
  ) async throws {
    // The exchange names who has submitted rows, and says in the request what these may be about (``SubmitRows/cut``).
    guard let name = context.representedName, context.principal.name != ServiceNeeds.exchange else {
      return try await next()
    }
    let isFront = ServiceNeeds.fronts.contains(context.principal.name)
    guard let principal = try await principal(name, isFront: isFront) else {
      throw RPCError(
        .permissionDenied, reason: "ON_BEHALF_UNKNOWN", domain: "vigie.access",
        "\(name) is not known here: a key must be in this service's allow-list, a person in people.csv",
        arguments: ["name": name])
    }
    let access = AccessRules.access(
      represented: name, principal.roles, in: method.roles, method.cuts,
      structure: principal.structure, territories: principal.territories, isFront: isFront)
    guard let access else {
      throw RPCError(
        .permissionDenied, reason: "ROLE_NEEDED", domain: "vigie.access",
        "\(name) may not call \(method.name)",
        arguments: ["roles": method.roles.map(\.rawValue).sorted().joined(separator: " ")])
    }
    context.limit(to: isFront ? access : context.access.narrowed(by: access))
    try await next()
  }

  /// A front speaks for people only: in the name of a key it could do what that key's owner may do with a key alone.
  private func principal(_ name: String, isFront: Bool) async throws -> Principal? {
    if name.hasPrefix(Self.personPrefix) {
      return try await people(String(name.dropFirst(Self.personPrefix.count)))
    }
    return isFront ? nil : allowList.principal(named: name)
  }
}
