import CentreNetwork
import Contracts
import RPC
import RPCContract
import Values

/// What a service answers to ``Contracts/ExplainFigure``.
enum Explanation {
  /// Returns the one structure whose members are shown: the caller's own where the caller is a structure, otherwise the requested one;
  /// nil for all.
  ///
  /// - Throws: `RPCError` with PERMISSION_DENIED, `OTHER_STRUCTURE`.
  static func structure(_ request: ExplainFigure, _ access: Access) throws -> String? {
    try access.meant(request.structure, "vigie.figures", "a structure sees itself only")
  }

  /// Makes the reply: the members that are asked for and that the caller may see, each with its structure's approvals.
  ///
  /// - Parameters:
  ///   - members: all of them; nil where the service does not own the figure.
  ///   - request: what is asked.
  ///   - access: what the caller may see: a structure its own member only.
  ///   - network: the network as it was known. Approvals decide whether a structure is active, so each member gets those of its structure.
  ///   - positions: where each feed stands.
  ///   - fictitious: whether the network is invented.
  /// - Returns: the reply.
  /// - Throws: `RPCError`: NOT_FOUND, `FIGURE_UNKNOWN` or `STRUCTURE_UNKNOWN`; PERMISSION_DENIED, `OTHER_STRUCTURE`; INVALID_ARGUMENT,
  ///   `RULES_UNKNOWN`.
  static func reply(
    _ members: [FigureMember]?, _ request: ExplainFigure, _ access: Access,
    network: Network, positions: [String: String], fictitious: Bool?
  ) throws -> ExplainFigure.Reply {
    // This check comes before any look-up: the refusal must not reveal whether the other structure exists.
    let only = try structure(request, access)
    guard let members else {
      throw RPCError(
        .notFound, reason: "FIGURE_UNKNOWN", domain: "vigie.figures",
        "\(request.code) is no figure of this service, or what it needs cannot be had",
        arguments: ["figure": request.code])
    }
    if let code = request.structure, network[code] == nil {
      throw RPCError(
        .notFound, reason: "STRUCTURE_UNKNOWN", domain: "vigie.figures",
        "no structure has the code \(code); see: vigie registry list",
        arguments: ["structure": code])
    }
    let meant = members.filter { only == nil || $0.structure == only }
    return ExplainFigure.Reply(
      rules: try request.query.ruleBook().version,
      members: meant.prefix(ExplainFigure.most).map { withApprovals($0, network) },
      hasMore: meant.count > ExplainFigure.most, positions: positions, fictitious: fictitious)
  }

  private static func withApprovals(_ member: FigureMember, _ network: Network) -> FigureMember {
    guard let structure = member.structure.flatMap({ network[$0] }) else { return member }
    var member = member
    for approval in network.approvals(of: structure) {
      let fact = FactReference("approvals.csv", structure.code, approval.period.from.iso)
      if !member.facts.contains(fact) { member.facts.append(fact) }
    }
    return member
  }
}

extension Scope {
  /// Returns the error for a call that names an unknown scope.
  static func unknown(_ name: String) -> RPCError {
    RPCError.badField(
      "scope",
      "the scope is one of \(reported.map(\.name).joined(separator: ", ")), not \(name)")
  }
}
