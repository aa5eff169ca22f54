import CentreNetwork
import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// Which structures a caller sees.
extension RegistryHandlers {
  /// Returns which structures a caller sees on a day: those of its territories, and its own.
  static func sight(
    of access: Access, on day: CivilDate, _ network: Network
  ) -> (Structure) -> Bool {
    let limit = access.territories.map { TerritoryLimit($0, on: day, in: network.communes) }
    return { structure in
      guard access.includes(structure.code) else { return false }
      guard let limit, structure.code != access.own else { return true }
      return limit.includes(network.commune(of: structure, on: day))
    }
  }

  /// Returns the structure of a code as it is on a day, for a caller that sees all, its own, or the federation's members.
  ///
  /// - Throws: `RPCError` with PERMISSION_DENIED, `OTHER_STRUCTURE`, which reveals nothing of whether the structure exists; else
  ///   NOT_FOUND, `STRUCTURE_UNKNOWN`.
  func accompanied(
    _ code: String, _ network: Network, on day: CivilDate, _ context: ServerContext
  ) throws -> Structure {
    guard sees(code, network, context) else {
      throw RPCError(
        .permissionDenied, reason: "OTHER_STRUCTURE", domain: "vigie.registry",
        "a structure sees what is its own only, and the federation what is of its members")
    }
    guard let structure = network.structure(code, on: day) else {
      throw Self.unknown(structure: code)
    }
    return structure
  }

  /// Whether a caller that sees all, its own, or the federation's members of today sees a structure.
  func sees(_ code: String, _ network: Network, _ context: ServerContext) -> Bool {
    let access = context.access
    let isMember = Self.isMember(
      code, of: network, within: access.territories, on: host.database.now.parisDay)
    return access.includes(code, isMember: isMember)
  }

  /// Whether a structure is a member of the federation on a day and lies in one of the territories; nil for all.
  private static func isMember(
    _ code: String, of network: Network, within territories: [String]?, on day: CivilDate
  ) -> Bool {
    guard let structure = network.structure(code, on: day), structure.federated == true else {
      return false
    }
    guard let territories else { return true }
    return TerritoryLimit(territories, on: day, in: network.communes)
      .includes(network.commune(of: structure, on: day))
  }
}
