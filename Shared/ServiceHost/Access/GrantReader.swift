import CentreNetwork
public import Storage
public import Values

/// Reads from their tables what people may do: at the registry, or in a service that follows it.
public struct GrantReader: Sendable {
  private let tables: [String: HistoryTable]

  /// Takes the tables by the names of their kinds; they must have at least the columns of ``NetworkTables``.
  public init(tables: [String: HistoryTable] = NetworkTables.all) {
    self.tables = tables
  }

  /// Reads what a person may do on a day, as it is known now: by the grants and posts of all entries that are this person. Those for a
  /// structure that is withdrawn count for nothing.
  ///
  /// - Parameters:
  ///   - person: the person's code.
  ///   - day: the day.
  ///   - transaction: where the rows are read.
  /// - Returns: the rights, which may be none at all; nil for a person who is not known.
  /// - Throws: `StorageError`.
  public func rights(
    of person: String, on day: CivilDate, in transaction: ReadTransaction
  ) throws -> PersonRights? {
    guard try table("people").has(firstKey: person, in: transaction) else { return nil }
    let structures = table("structures")
    func isThere(_ code: String) throws -> Bool {
      try structures.has(firstKey: code, in: transaction)
    }
    let merges = try NetworkReader(tables: tables).merges(in: transaction)
    let entries = merges.entries(of: person)
    let grants = try entries.flatMap { try table("grants").rows(ofFirstKey: $0, in: transaction) }
      .compactMap { PersonRights.Grant($0) }
      .filter { try $0.structure.map(isThere) ?? true }
    let mandates = try entries.flatMap {
      try table("mandates").rows(ofFirstKey: $0, in: transaction)
    }
    .compactMap { NetworkReader.mandate($0, merges) }
    .filter { try isThere($0.structureCode) }
    return PersonRights(grants: grants, mandates: mandates, on: day)
  }

  private func table(_ name: String) -> HistoryTable {
    guard let table = tables[name] else { preconditionFailure("no table \(name)") }
    return table
  }
}
