public import Contracts
import FactKinds
public import Network
public import RPC
public import RPCContract
import Storage
import Tabular
import Values

/// Reads facts by their keys as they were known at an instant, each with the import, call or submission that brought it.
struct FactReader: Sendable {
  private let files: [String: FactFile]
  private let described: [DescribedFile]

  init(files: [FactFile], described: [DescribedFile]) {
    self.files = Dictionary(
      uniqueKeysWithValues: files.map { ($0.kind.file, $0) })
    self.described = described
  }

  func read(
    _ request: ReadFacts, in transaction: ReadTransaction
  ) throws -> ReadFacts.Reply {
    guard request.facts.count <= ReadFacts.most else {
      throw RPCError.badField("facts", "ask for \(ReadFacts.most) facts at most")
    }
    let bound = request.knownBefore
    return ReadFacts.Reply(
      facts: try request.facts.compactMap { fact in
        let found =
          try described.first { $0.name == fact.file }.flatMap {
            try $0.find(fact, bound, transaction)
          } ?? row(fact, bound, transaction)
        return try found.map { try Self.withOrigin($0, transaction) }
      })
  }

  private func row(
    _ fact: FactReference, _ bound: Instant?, _ transaction: ReadTransaction
  ) throws -> ReadFacts.Fact? {
    // The key of `structures.csv` was shorter once, so key cells that are missing at the end count as empty.
    guard let file = files[fact.file], !file.kind.shown.isEmpty,
      fact.key.count <= file.table.key.count
    else { return nil }
    let key = fact.key + Array(repeating: "", count: file.table.key.count - fact.key.count)
    guard let row = try file.table.version(of: key, knownBefore: bound, in: transaction) else {
      return nil
    }
    let columns = file.kind.shown
    return ReadFacts.Fact(
      fact: fact, cells: Dictionary(uniqueKeysWithValues: columns.map { ($0, row.text($0)) }),
      version: row.integer("version"),
      recordedAt: Instant(microseconds: Int64(row.integer("recorded_at"))),
      cause: row.text("cause"), file: nil, row: nil)
  }

  /// Reads the versions of the records whose keys begin with the requested cells.
  ///
  /// - Throws: `RPCError` with INVALID_ARGUMENT: `FILE_UNKNOWN`, `BAD_FIELD`; `StorageError`.
  func versions(
    _ request: ListVersions, in transaction: ReadTransaction
  ) throws -> ListVersions.Reply {
    guard let file = files[request.file] else { throw FactFile.unknown(request.file) }
    guard (1...file.table.key.count).contains(request.key.count) else {
      throw RPCError.badField(
        "key",
        "a record of \(request.file) is told by \(file.table.key.joined(separator: ", ")), the first of them at least"
      )
    }
    let rows = try file.table.versions(
      ofKeysBeginning: request.key, limit: ListVersions.most + 1, in: transaction)
    return ListVersions.Reply(
      versions: try rows.prefix(ListVersions.most).map { row in
        let origin = try Self.origin(of: row.text("cause"), transaction)
        return ListVersions.Version(
          key: file.table.key.map(row.text), version: row.integer("version"),
          recordedAt: Instant(microseconds: Int64(row.integer("recorded_at"))),
          cause: row.text("cause"), file: origin?.file, row: origin?.row,
          isCurrent: row.integer("is_current") == 1,
          isWithdrawn: HistoryTable.isWithdrawn(row) ? true : nil,
          cells: Dictionary(uniqueKeysWithValues: file.kind.shown.map { ($0, row.text($0)) }))
      }, hasMore: rows.count > ListVersions.most)
  }

  /// Adds to a fact that was imported the file and the row that it came from.
  private static func withOrigin(
    _ fact: ReadFacts.Fact, _ transaction: ReadTransaction
  ) throws -> ReadFacts.Fact {
    var fact = fact
    if let origin = try origin(of: fact.cause, transaction) {
      (fact.file, fact.row) = (origin.file, origin.row)
    }
    return fact
  }

  /// Returns the imported file and its row that a cause names; nil for a cause that is no import.
  private static func origin(
    of cause: String, _ transaction: ReadTransaction
  ) throws -> (file: String, row: Int)? {
    guard let upload = Cause(cause).upload,
      let file = try ImportTables.file(of: upload.id, in: transaction)
    else { return nil }
    return (file, upload.row)
  }
}

/// What a service answers to ``Contracts/ExplainFigure``.
public enum Explanation {
  /// Returns the one structure whose members are shown: the caller's own where the caller is a structure, otherwise the requested one;
  /// nil for all.
  public static func structure(_ request: ExplainFigure, _ context: ServerContext) -> String? {
    context.onlyStructure ?? request.structure
  }

  /// Makes the reply: the members that are asked for and that the caller may see, each with its structure's approvals.
  ///
  /// - Parameters:
  ///   - members: all of them; nil where the service does not own the figure.
  ///   - request: what is asked.
  ///   - context: who asks: a structure sees its own member only.
  ///   - network: the network as it was known. Approvals decide whether a structure is active, so each member gets those of its structure.
  ///   - positions: where each feed stands.
  ///   - fictitious: whether the network is invented.
  /// - Returns: the reply.
  /// - Throws: `RPCError`: NOT_FOUND, `FIGURE_UNKNOWN` or `STRUCTURE_UNKNOWN`; PERMISSION_DENIED, `OTHER_STRUCTURE`; INVALID_ARGUMENT,
  ///   `RULES_UNKNOWN`.
  public static func reply(
    _ members: [FigureMember]?, _ request: ExplainFigure, _ context: ServerContext,
    network: Network, positions: [String: String], fictitious: Bool?
  ) throws -> ExplainFigure.Reply {
    // This check comes before any look-up: the refusal must not reveal whether the other structure exists.
    if let own = context.onlyStructure, own != request.structure ?? own {
      throw RPCError(
        Status(
          .permissionDenied, reason: "OTHER_STRUCTURE", domain: "vigie.figures",
          "a structure sees itself only"))
    }
    guard let members else {
      throw RPCError(
        Status(
          .notFound, reason: "FIGURE_UNKNOWN", domain: "vigie.figures",
          "\(request.code) is no figure of this service, or what it needs cannot be had",
          arguments: ["figure": request.code]))
    }
    if let code = request.structure, network[code] == nil {
      throw RPCError(
        Status(
          .notFound, reason: "STRUCTURE_UNKNOWN", domain: "vigie.figures",
          "no structure has the code \(code); see: vigie registry list",
          arguments: ["structure": code]))
    }
    let only = structure(request, context)
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
  public static func unknown(_ name: String) -> RPCError {
    RPCError.badField(
      "scope",
      "the scope is one of \(reported.map(\.name).joined(separator: ", ")), not \(name)")
  }
}
