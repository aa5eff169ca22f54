public import CentreNetwork
import FactKinds
public import Storage
public import Values

/// The tables in which a service that follows the registry keeps the network. They hold only what the registry's events tell.
public enum NetworkTables {
  /// The tables by the names of their kinds.
  public static let all: [String: HistoryTable] = tables(.vigie)

  /// Returns the tables of a catalogue's followed kinds, by the names of the kinds.
  static func tables(_ catalogue: FactCatalogue) -> [String: HistoryTable] {
    Dictionary(
      uniqueKeysWithValues: catalogue.kinds.filter(\.isFollowed).map {
        ($0.name, HistoryTable(following: $0))
      })
  }

  /// The table `structures` as `network-1` made it and, below, as `network-2` left it.
  private static let structures1 = HistoryTable(
    "structures", key: ["structure_code"],
    values: ["id", "kind", "name", "commune_code", "commune_as_of", "closed_on", "fictitious"])
  private static let structures2 = HistoryTable(
    "structures", key: structures1.key, values: structures1.values + ["federated", "zone", "qpv"])

  /// The migrations that make the projection's tables. Where a kind has changed since a migration was released, its former table is
  /// written out above.
  public static let migrations = [
    Migration(
      "network-1",
      structures1.creation
        + ([.communes, .movements, .approvals, .people, .mandates] as [FactKind])
        .flatMap { HistoryTable(following: $0).creation }),
    Migration(
      "network-2",
      ["federated", "zone", "qpv"].map {
        "ALTER TABLE structures ADD COLUMN \"\($0)\" TEXT NOT NULL DEFAULT ''"
      } + NetworkNotesTable.steps),
    Migration(
      "network-3",
      HistoryTable(following: .structures).creation(keepingRowsOf: structures2)
        + NetworkNotesTable.stepsInTime),
    Migration(
      "network-4", HistoryTable(following: .grants).creation + NetworkNotesTable.stepsOfGrants),
    Migration(
      "network-5", HistoryTable(following: .merges).creation + NetworkNotesTable.stepsOfMerges),
  ]
}

/// Reads the network from its tables, as it is known now or was known at an instant.
public struct NetworkReader: Sendable {
  private let tables: [String: HistoryTable]

  /// Takes the tables by name; they must have at least the columns of ``NetworkTables``.
  public init(tables: [String: HistoryTable] = NetworkTables.all) {
    self.tables = tables
  }

  /// Returns what `make` makes of a table's rows; nil drops a row.
  private func rows<T>(
    of name: String, _ knownBefore: Instant?, isEver: Bool = false, in transaction: ReadTransaction,
    _ make: (SQLRow) throws -> T?
  ) throws -> [T] {
    guard let table = tables[name] else { preconditionFailure("no table \(name)") }
    return try table.compactMap(
      knownBefore: knownBefore, isEver: isEver, in: transaction, make)
  }

  /// Reads the communes and their movements over time.
  ///
  /// - Throws: `StorageError`.
  public func communes(
    knownBefore: Instant? = nil, isEver: Bool = false, in transaction: ReadTransaction
  ) throws -> CommuneHistory {
    let communes = try rows(of: "communes", knownBefore, isEver: isEver, in: transaction) { row in
      Commune(
        code: row.text("code_insee"), name: row.text("libelle"), ctcd: row.text("ctcd"),
        parent: row.filledText("commune_parent"))
    }
    let movements = try rows(of: "movements", knownBefore, isEver: isEver, in: transaction) {
      row -> Movement? in
      guard row.text("TYPECOM_AV") == "COM", row.text("TYPECOM_AP") == "COM",
        let day = CivilDate(row.text("DATE_EFF"))
      else { return nil }
      return Movement(
        effectiveOn: day, from: row.text("COM_AV"), to: row.text("COM_AP"),
        nameBefore: row.text("LIBELLE_AV"), nameAfter: row.text("LIBELLE_AP"))
    }
    return CommuneHistory(communes: communes, movements: movements)
  }

  /// Reads structures, approvals and communes.
  ///
  /// - Parameters:
  ///   - knownBefore: only what was recorded before this instant counts; nil for what is known now.
  ///   - isEver: whether withdrawn records count too, as they last were: an event about one of them still needs a place.
  ///   - transaction: where they are read.
  /// - Returns: the network.
  /// - Throws: `StorageError`.
  public func network(
    knownBefore: Instant? = nil, isEver: Bool = false, in transaction: ReadTransaction
  ) throws -> Network {
    let structures = try rows(of: "structures", knownBefore, isEver: isEver, in: transaction) {
      row -> Structure? in
      guard let asOf = CivilDate(row.text("commune_as_of")), row.isDayOrEmpty("closed_on"),
        row.isDayOrEmpty("valid_from")
      else { return nil }
      return Structure(
        code: row.text("structure_code"), kind: StructureKind(rawValue: row.text("kind")),
        name: row.text("name"), commune: row.text("commune_code"), communeAsOf: asOf,
        closedOn: CivilDate(row.text("closed_on")), federated: Bool(row.text("federated")),
        zone: row.filledText("zone"), qpv: Bool(row.text("qpv")),
        validFrom: CivilDate(row.text("valid_from")))
    }
    let approvals = try rows(of: "approvals", knownBefore, isEver: isEver, in: transaction) { row in
      row.period.map {
        Approval(
          structureCode: row.text("structure_code"), period: $0,
          families: row.text("families") == "true")
      }
    }
    return Network(
      structures: structures, approvals: approvals,
      communes: try communes(knownBefore: knownBefore, isEver: isEver, in: transaction))
  }

  /// Reads which entries of people are one person.
  ///
  /// - Throws: `StorageError`.
  public func merges(
    knownBefore: Instant? = nil, in transaction: ReadTransaction
  ) throws -> Merges {
    Merges(
      try rows(of: "merges", knownBefore, in: transaction) { row in
        row.filledText("kept_code").map { (entry: row.text("person_code"), kept: $0) }
      })
  }

  /// Reads the mandates in the structures of a network; those of merged entries are their person's.
  ///
  /// - Throws: `StorageError`.
  public func mandates(
    of network: Network, knownBefore: Instant? = nil, in transaction: ReadTransaction
  ) throws -> Mandates {
    let merges = try merges(knownBefore: knownBefore, in: transaction)
    return Mandates(
      try rows(of: "mandates", knownBefore, in: transaction) { Self.mandate($0, merges) },
      in: network)
  }

  /// Reads the mandates in one structure, past ones too; those of merged entries are their person's.
  ///
  /// - Throws: `StorageError`.
  public func mandates(
    inStructure code: String, _ merges: Merges, in transaction: ReadTransaction
  ) throws -> [Mandate] {
    guard let table = tables["mandates"] else { preconditionFailure("no table mandates") }
    return try table.rows(with: "structure_code", code, in: transaction)
      .compactMap { Self.mandate($0, merges) }
  }

  /// Reads a mandate from its row; nil for one without a first day, or of a function that is not known.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - merges: which entries are one person.
  /// - Returns: the mandate, as its person's.
  public static func mandate(_ row: SQLRow, _ merges: Merges) -> Mandate? {
    guard let period = row.period, let function = MandateFunction(rawValue: row.text("function"))
    else { return nil }
    let entry = row.text("person_code")
    return Mandate(
      personCode: merges.person(entry), structureCode: row.text("structure_code"),
      function: function, period: period, interim: row.text("interim") == "true", entry: entry)
  }

  /// Returns the first day on which a structure is closed, as its last row has it; nil while it is open, and for an unknown code.
  ///
  /// Source: acceptance/formats.md, “Structures in time”.
  ///
  /// - Throws: `StorageError`.
  public func closingDay(
    of code: String, in transaction: ReadTransaction
  ) throws -> CivilDate? {
    guard let table = tables["structures"] else { preconditionFailure("no table structures") }
    let last = try table.rows(ofFirstKey: code, in: transaction)
      .max { $0.text("valid_from") < $1.text("valid_from") }
    return last.flatMap { CivilDate($0.text("closed_on")) }
  }

  /// Whether the structures are invented; nil when there are none.
  ///
  /// - Throws: `StorageError`.
  public func isFictitious(in transaction: ReadTransaction) throws -> Bool? {
    try transaction.row("SELECT fictitious FROM structures WHERE is_current = 1 LIMIT 1")
      .map { $0.text("fictitious") == "true" }
  }
}

extension SQLRow {
  /// Whether a cell is empty or a day within the bounds of days.
  ///
  /// Versions before 0.3 stored days beyond these bounds. Such a cell must not be read as empty, so readers skip its row.
  public func isDayOrEmpty(_ column: String) -> Bool {
    let text = text(column)
    return text.isEmpty || CivilDate(text) != nil
  }

  /// The days from its cell `from` to its cell `to`; nil where these are none.
  public var period: Period? {
    guard isDayOrEmpty("to") else { return nil }
    return CivilDate(text("from")).flatMap { Period(from: $0, to: CivilDate(text("to"))) }
  }
}
