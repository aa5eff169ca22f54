public import Network
public import Storage
public import Values

/// The tables that hold the network: the registry's own, and everybody's projection of it.
public enum NetworkTables {
  /// Communes and arrondissements.
  public static let communes = HistoryTable(
    "communes", key: ["code_insee"],
    values: ["type", "libelle", "ctcd", "commune_parent", "pop_municipale_2023"])
  /// Movements of communes.
  public static let movements = HistoryTable(
    "movements",
    key: ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"],
    values: ["LIBELLE_AV", "LIBELLE_AP"])
  /// Structures, as other services know them.
  public static let structures = HistoryTable(
    "structures", key: ["structure_code"],
    values: [
      "id", "kind", "name", "commune_code", "commune_as_of", "closed_on", "fictitious",
      "federated", "zone", "qpv",
    ])
  /// As `network-1` made it.
  private static let structures1 = HistoryTable(
    "structures", key: ["structure_code"],
    values: ["id", "kind", "name", "commune_code", "commune_as_of", "closed_on", "fictitious"])
  /// Approvals.
  public static let approvals = HistoryTable(
    "approvals", key: ["structure_code", "from"], values: ["to", "families"])
  /// People, without names.
  public static let people = HistoryTable("people", key: ["person_code"], values: ["id"])
  /// Mandates, without reasons of departure.
  public static let mandates = HistoryTable(
    "mandates", key: ["person_code", "structure_code", "function", "from"],
    values: ["to", "interim"])

  /// The projection's tables by the names that references use.
  public static let all: [String: HistoryTable] = [
    "communes": communes, "movements": movements, "structures": structures,
    "approvals": approvals, "people": people, "mandates": mandates,
  ]

  /// The schema steps that make the projection.
  public static let migrations = [
    Migration(
      "network-1",
      [communes, movements, structures1, approvals, people, mandates].flatMap(\.creation)),
    Migration(
      "network-2",
      ["federated", "zone", "qpv"].map {
        "ALTER TABLE structures ADD COLUMN \"\($0)\" TEXT NOT NULL DEFAULT ''"
      } + TraitsBackfill.steps),
  ]
}

/// Reads the network from its tables, as of what was known.
public struct NetworkReader: Sendable {
  private let tables: [String: HistoryTable]

  /// Takes the tables by name; the columns of ``NetworkTables`` must be among theirs.
  public init(tables: [String: HistoryTable] = NetworkTables.all) {
    self.tables = tables
  }

  private func forEach(
    _ name: String, _ knownBefore: Instant?, _ transaction: ReadTransaction,
    _ body: (SQLRow) throws -> Void
  ) throws {
    guard let table = tables[name] else { preconditionFailure("no table \(name)") }
    try table.forEach(knownBefore: knownBefore, in: transaction, body)
  }

  /// Reads the communes in time.
  ///
  /// - Throws: `StorageError`.
  public func communes(
    knownBefore: Instant? = nil, in transaction: ReadTransaction
  ) throws -> CommuneHistory {
    var communes: [Commune] = []
    try forEach("communes", knownBefore, transaction) { row in
      communes.append(
        Commune(
          code: row.text("code_insee"), name: row.text("libelle"), ctcd: row.text("ctcd"),
          parent: row.text("commune_parent").nonEmpty,
          population: Int(row.text("pop_municipale_2023"))))
    }
    var movements: [Movement] = []
    try forEach("movements", knownBefore, transaction) { row in
      guard row.text("TYPECOM_AV") == "COM", row.text("TYPECOM_AP") == "COM",
        let day = CivilDate(row.text("DATE_EFF"))
      else { return }
      movements.append(
        Movement(
          effectiveOn: day, from: row.text("COM_AV"), to: row.text("COM_AP"),
          nameBefore: row.text("LIBELLE_AV"), nameAfter: row.text("LIBELLE_AP")))
    }
    return CommuneHistory(communes: communes, movements: movements)
  }

  /// Reads structures, approvals and communes.
  ///
  /// - Throws: `StorageError`.
  public func network(
    knownBefore: Instant? = nil, in transaction: ReadTransaction
  ) throws -> Network {
    var structures: [Structure] = []
    try forEach("structures", knownBefore, transaction) { row in
      guard let asOf = CivilDate(row.text("commune_as_of")), row.isDayOrEmpty("closed_on") else {
        return
      }
      structures.append(
        Structure(
          code: row.text("structure_code"), kind: StructureKind(rawValue: row.text("kind")),
          name: row.text("name"), commune: row.text("commune_code"), communeAsOf: asOf,
          closedOn: CivilDate(row.text("closed_on")), federated: Bool(row.text("federated")),
          zone: row.text("zone").nonEmpty, qpv: Bool(row.text("qpv"))))
    }
    var approvals: [Approval] = []
    try forEach("approvals", knownBefore, transaction) { row in
      guard let period = Self.period(row) else { return }
      approvals.append(
        Approval(
          structureCode: row.text("structure_code"), period: period,
          families: row.text("families") == "true"))
    }
    return Network(
      structures: structures, approvals: approvals,
      communes: try communes(knownBefore: knownBefore, in: transaction))
  }

  /// Reads the mandates in the structures of a network.
  ///
  /// - Throws: `StorageError`.
  public func mandates(
    of network: Network, knownBefore: Instant? = nil, in transaction: ReadTransaction
  ) throws -> Mandates {
    var mandates: [Mandate] = []
    try forEach("mandates", knownBefore, transaction) { row in
      if let mandate = Self.mandate(row) { mandates.append(mandate) }
    }
    return Mandates(mandates, in: network)
  }

  /// Reads a mandate from its row; nil for one without a first day.
  public static func mandate(_ row: SQLRow) -> Mandate? {
    period(row).map { period in
      Mandate(
        personCode: row.text("person_code"), structureCode: row.text("structure_code"),
        function: MandateFunction(rawValue: row.text("function")), period: period,
        interim: row.text("interim") == "true")
    }
  }

  /// Whether the structures are invented; nil when there are none.
  ///
  /// - Throws: `StorageError`.
  public func isFictitious(in transaction: ReadTransaction) throws -> Bool? {
    try transaction.row("SELECT fictitious FROM structures WHERE is_current = 1 LIMIT 1")
      .map { $0.text("fictitious") == "true" }
  }

  private static func period(_ row: SQLRow) -> Period? {
    guard row.isDayOrEmpty("to") else { return nil }
    return CivilDate(row.text("from")).flatMap { Period(from: $0, to: CivilDate(row.text("to"))) }
  }
}

extension SQLRow {
  /// Whether a cell is empty or a day within the bounds of days. Versions before 0.3 took days beyond them. Such a cell must not
  /// be read as empty, so whoever reads the row passes over it.
  public func isDayOrEmpty(_ column: String) -> Bool {
    let text = text(column)
    return text.isEmpty || CivilDate(text) != nil
  }
}

extension String {
  /// Itself, or nil when it is empty.
  var nonEmpty: String? { isEmpty ? nil : self }
}
