import CentreNetwork
import Contracts
import RPC
import RPCContract
import RegistryDomain
import ServiceHost
import Storage
import Values

/// The registry's methods.
struct RegistryHandlers: Sendable {
  let host: ServiceHost

  func register(in router: inout Router) {
    router.handle(ListStructures.self, reading: host.database, listStructures)
    router.handle(GetStructure.self, reading: host.database, getStructure)
    router.handle(ListSheets.self) { [host] _, _ in
      ListSheets.Reply(sheets: try await host.database.read(RegistryStore.readSheets))
    }
    router.handle(GetTurnover.self, reading: host.database, getTurnover)
    router.handle(ListApprovals.self, reading: host.database, listApprovals)
    router.handle(ListAgreements.self, reading: host.database, listAgreements)
    router.handle(ListCoverage.self, reading: host.database, listCoverage)
    router.handle(ListContributions.self, reading: host.database, listContributions)
    FigureHandlers(host, reading: { try RegistryFigureFacts($0, in: $1) }).register(in: &router)
    router.handle(GetContacts.self, reading: host.database, getContacts)
    router.handle(ListTools.self, reading: host.database, listTools)
    router.handle(ListToolUsers.self, reading: host.database, listToolUsers)
    router.handle(ListPartners.self, reading: host.database, listPartners)
    router.handle(CountTools.self, reading: host.database, countTools)
    router.handle(ListDuplicates.self, reading: host.database, listDuplicates)
    router.handle(PrepareArrival.self, reading: host.database, prepareArrival)
    router.handle(ListMerges.self, reading: host.database, listMerges)
    router.handle(GetEntries.self, reading: host.database, getEntries)
    router.handle(ListMandates.self, reading: host.database, listMandates)
    router.handle(FindPeople.self, reading: host.database, findPeople)
    router.handle(RecordParticipant.self, writing: host.writes, recordParticipant)
    router.handle(ListToolsNear.self, reading: host.database, listToolsNear)
    router.handle(FindSignIns.self, reading: host.database, findSignIns)
    router.handle(CheckSignIn.self, reading: host.database, checkSignIn)
  }

  private func listStructures(
    _ request: ListStructures, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListStructures.Reply {
    let network = try RegistryStore.reader.network(
      knownBefore: request.knownBefore, in: transaction)
    let ids = try RegistryStore.identifiers(in: transaction)
    let fictitious = try RegistryStore.reader.isFictitious(in: transaction) ?? false
    let selection = try selection(request.only ?? StructureChoice(), network, request.asOf)
    let page = network.structures(on: request.asOf)
      .filter(Self.sight(of: context.access, on: request.asOf, network))
      .filter(selection.contains)
      .page(after: request.after, request.limit, by: \.code)
    return ListStructures.Reply(
      structures: page.rows.map {
        summary($0, network, request.asOf, ids[$0.code] ?? "", fictitious)
      }, hasMore: page.hasMore)
  }

  /// Which structures are meant.
  ///
  /// - Throws: `RPCError` with INVALID_ARGUMENT for too many communes; with NOT_FOUND, `COMMUNE_UNKNOWN`.
  func selection(
    _ choice: StructureChoice, _ network: Network, _ day: CivilDate
  ) throws -> StructureSelection {
    guard choice.communes?.count ?? 0 <= StructureChoice.maxCommunes else {
      throw RPCError.badField(
        "only.communes", "name \(StructureChoice.maxCommunes) communes at most")
    }
    let selection = StructureSelection(choice, in: network, on: day)
    if let commune = selection.unknownCommune {
      let known = StructureSelection.places(in: network, on: day).joined(separator: ", ")
      throw RPCError(
        .notFound, reason: "COMMUNE_UNKNOWN", domain: "vigie.registry",
        "no commune has the code \(commune); structures are in \(known)",
        arguments: ["commune": commune, "known": known])
    }
    return selection
  }

  private func getStructure(
    _ request: GetStructure, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetStructure.Reply {
    // This check comes before any look-up: the refusal must not reveal whether another structure exists.
    _ = try context.access.meant(
      request.code, "vigie.registry", "a structure sees what is its own only")
    let network = try RegistryStore.reader.network(in: transaction)
    guard let structure = network.structure(request.code, on: request.asOf) else {
      throw Self.unknown(structure: request.code)
    }
    let id = try RegistryStore.structures.rows(ofFirstKey: request.code, in: transaction)
      .first?.text("id")
    let fictitious = try RegistryStore.reader.isFictitious(in: transaction) ?? false
    return GetStructure.Reply(
      structure: summary(structure, network, request.asOf, id ?? "", fictitious),
      closedOn: structure.closedOn,
      approvals: network.approvals(of: structure)
        .map { .init(from: $0.period.from, to: $0.period.to, families: $0.families) },
      versions: try RegistryStore.versions(of: request.code, in: transaction))
  }

  static func unknown(structure code: String) -> RPCError {
    RPCError(
      .notFound, reason: "STRUCTURE_UNKNOWN", domain: "vigie.registry",
      "no structure has the code \(code); see: vigie registry list",
      arguments: ["structure": code])
  }

  private func summary(
    _ structure: Structure, _ network: Network, _ day: CivilDate, _ id: String, _ fictitious: Bool
  ) -> StructureSummary {
    let commune = network.commune(of: structure, on: day)
    return StructureSummary(
      id: Identifier(rawValue: id), code: structure.code, kind: structure.kind.rawValue,
      name: structure.name, commune: commune,
      communeName: network.communes.name(of: commune, on: day),
      ctcd: network.ctcd(of: structure, on: day), federated: structure.federated,
      isActive: network.isActive(structure, on: day), fictitious: fictitious)
  }

  private func getTurnover(
    _ request: GetTurnover, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetTurnover.Reply {
    let query = request.query
    _ = try query.ruleBook()
    let facts = try RegistryFigureFacts(query, in: transaction)
    var rows = Turnover.rows(
      query, network: facts.network, mandates: facts.mandates,
      causes: try RegistryStore.endReasons(
        knownBefore: query.knownBefore(of: "registry"), in: transaction))
    if !context.access.seesCauses { for index in rows.indices { rows[index].causes = nil } }
    return GetTurnover.Reply(
      rows: rows, positions: try host.positions(in: transaction),
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }
}
