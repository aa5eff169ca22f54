import CentreNetwork
import Contracts
import RPC
import RPCContract
import RegistryDomain
import ServiceHost
import Storage
import Values

/// Approvals that end, agreements, where these hold, and contributions.
extension RegistryHandlers {
  func listApprovals(
    _ request: ListApprovals, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListApprovals.Reply {
    let network = try RegistryStore.reader.network(in: transaction)
    var request = request
    request.structure = try meant(request.structure, network, context)
    return ListApprovals.Reply(
      rows: ApprovalEnds.rows(request, network: network),
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  func listAgreements(
    _ request: ListAgreements, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListAgreements.Reply {
    let network = try RegistryStore.reader.network(in: transaction)
    var request = request
    request.structure = try meant(request.structure, network, context)
    // This refuses an unknown commune.
    _ = try selection(request.only ?? StructureChoice(), network, request.asOf)
    let partners = try RegistryStore.readPartners(in: transaction)
    let page = Agreements.rows(
      request,
      agreements: try agreements(seenBy: context.access, on: request.asOf, network, transaction),
      partners: partners.mapValues(\.kind), names: partners.mapValues(\.name), network: network
    ).page(after: request.after, request.limit, by: \.code)
    return ListAgreements.Reply(
      rows: page.rows, hasMore: page.hasMore,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  /// Returns the agreements of a caller's territories on a day; all for a caller without territories. A caller that is limited to one
  /// structure names it in the request.
  private func agreements(
    seenBy access: Access, on day: CivilDate, _ network: Network, _ transaction: ReadTransaction
  ) throws -> [Agreement] {
    let all = try RegistryStore.readAgreements(in: transaction)
    guard access.structures == .all, let territories = access.territories else { return all }
    let limit = TerritoryLimit(territories, on: day, in: network.communes)
    return all.filter { agreement in
      agreement.concerns(limit, on: day, in: network)
        || access.own.map { agreement.structures.contains($0) } ?? false
    }
  }

  func listPartners(
    _ request: ListPartners, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListPartners.Reply {
    let network = try RegistryStore.reader.network(in: transaction)
    let seesContributions = !context.access.roles(among: ListContributions.roles).isEmpty
    let page = Partners.rows(
      Array(try RegistryStore.readPartners(in: transaction).values),
      agreements: try agreements(seenBy: context.access, on: request.asOf, network, transaction),
      contributions: seesContributions
        ? try RegistryStore.countContributions(in: transaction) : nil, on: request.asOf
    ).page(after: request.after, request.limit, by: \.code)
    return ListPartners.Reply(
      rows: page.rows, hasMore: page.hasMore,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  func listCoverage(
    _ request: ListCoverage, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListCoverage.Reply {
    ListCoverage.Reply(
      rows: Agreements.coverage(
        request, agreements: try RegistryStore.readAgreements(in: transaction),
        network: try RegistryStore.reader.network(in: transaction)),
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  func listContributions(
    _ request: ListContributions, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListContributions.Reply {
    let network = try RegistryStore.reader.network(in: transaction)
    var request = request
    request.structure = try meant(request.structure, network, context)
    let partners = try RegistryStore.readPartners(in: transaction)
    return ListContributions.Reply(
      rows: Contributions.rows(
        request,
        contributions: try RegistryStore.readContributions(
          of: request.year, partners, in: transaction),
        names: partners.mapValues(\.name), network: network),
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  /// The one structure that is meant; nil for all.
  ///
  /// - Throws: `RPCError` with PERMISSION_DENIED, `OTHER_STRUCTURE`, or NOT_FOUND, `STRUCTURE_UNKNOWN`.
  private func meant(
    _ structure: String?, _ network: Network, _ context: ServerContext
  ) throws -> String? {
    let meant = try context.access.meant(
      structure, "vigie.registry", "a structure sees what is its own only")
    if let meant, network[meant] == nil { throw Self.unknown(structure: meant) }
    return meant
  }
}
