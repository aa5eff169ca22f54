import Contracts
import Network
import RegistryDomain
import ServiceHost
import Storage
import Tabular
import Values

/// The registry's tables, and what is read from them. Names of people stand in `people` only.
enum RegistryStore {
  static let structures = HistoryTable(
    "structures", key: ["structure_code"],
    values: [
      "id", "kind", "name", "manager_siren", "siret", "commune_code", "commune_as_of",
      "federated", "zone", "qpv", "closed_on", "fictitious",
    ])
  static let people = HistoryTable(
    "people", key: ["person_code"], values: ["id", "family_name", "given_name", "email"])
  static let mandates = HistoryTable(
    "mandates", key: ["person_code", "structure_code", "function", "from"],
    values: ["to", "interim", "end_reason"])

  /// Sheets as SENACS publishes them: real, whatever the network is, and in no figure.
  static let sheets = HistoryTable(
    "published_sheets", key: ["identity"],
    values: ["commune_code"] + PublishedSheet.fields
      + PublishedSheet.fields.map { "clean_\($0)" })

  static let tables: [String: HistoryTable] = [
    "communes": NetworkTables.communes, "movements": NetworkTables.movements,
    "structures": structures, "approvals": NetworkTables.approvals, "people": people,
    "mandates": mandates, "published_sheets": sheets,
  ]

  static let reader = NetworkReader(tables: tables)

  /// Gives each row its identifier, kept over its versions and minted with the first.
  static func identify(
    in table: HistoryTable
  ) -> @Sendable (ReadTransaction) throws -> (FormRow) throws -> Derived {
    { transaction in
      { row in
        let stored = try table.find([row.text(table.key[0])], in: transaction)
        return Derived(cells: ["id": stored?.text("id") ?? Identifier.mint().rawValue])
      }
    }
  }

  /// Gives each structure its identifier, and tells a SIRET that another one has.
  static func addStructures(_ transaction: ReadTransaction) throws -> (FormRow) throws -> Derived {
    let identify = try identify(in: structures)(transaction)
    var sirets = SiretHolders()
    return { row in
      var derived = try identify(row)
      let code = row.text("structure_code")
      let others = try sirets.put(row.text("siret"), of: code, in: transaction)
      if !others.isEmpty {
        derived.remarks.append(.init("siret", row.text("siret"), "SIRET_REPEATED", beside: others))
      }
      return derived
    }
  }

  /// Which structures have which SIRET, with those of the rows that were read; asked of the store when the first one comes.
  private struct SiretHolders {
    private var holders: [String: Set<String>] = [:]
    private var held: [String: String]?

    /// Notes a structure's SIRET.
    ///
    /// - Returns: the other structures that have it.
    /// - Throws: `StorageError`.
    mutating func put(
      _ siret: String, of code: String, in transaction: ReadTransaction
    ) throws -> [String] {
      if held == nil {
        held = [:]
        try RegistryStore.structures.forEach(in: transaction) { row in
          note(row.text("siret"), of: row.text("structure_code"))
        }
      }
      note(siret, of: code)
      guard !siret.isEmpty else { return [] }
      return (holders[siret] ?? []).subtracting([code]).sorted()
    }

    private mutating func note(_ siret: String, of code: String) {
      if let before = held?[code] { holders[before]?.remove(code) }
      held?[code] = siret
      holders[siret, default: []].insert(code)
    }
  }

  /// Names of communes for sheets that have no code: the present ones, and those of the days before
  /// each merger.
  static func communeNames(in transaction: ReadTransaction) throws -> CommuneNames {
    var names: [String: String] = [:]
    try NetworkTables.communes.forEach(in: transaction) { row in
      names[row.text("code_insee")] = row.text("libelle")
    }
    try NetworkTables.movements.forEach(in: transaction) { row in
      guard row.text("TYPECOM_AV") == "COM", names[row.text("COM_AV")] == nil else { return }
      names[row.text("COM_AV")] = row.text("LIBELLE_AV")
    }
    return CommuneNames(names)
  }

  /// Cleans published sheets; the published form stays in the columns of the file.
  static func cleanSheets(
    _ transaction: ReadTransaction
  ) throws -> (FormRow) throws -> Derived {
    let names = try communeNames(in: transaction)
    let today = Instant.now.parisDay
    return { row in
      let published = Dictionary(
        uniqueKeysWithValues: PublishedSheet.fields.map { ($0, row.text($0)) })
      let sheet = PublishedSheet(published, communes: names, today: today)
      var cells = ["identity": sheet.identity, "commune_code": sheet.commune ?? ""]
      for (field, cell) in sheet.cleaned { cells["clean_\(field)"] = cell }
      return Derived(
        cells: cells,
        remarks: sheet.remarks.map { .init($0.field, $0.value, $0.code) })
    }
  }

  static func readSheets(in transaction: ReadTransaction) throws -> [ListSheets.Sheet] {
    var found: [ListSheets.Sheet] = []
    try sheets.forEach(in: transaction) { row in
      let fields = PublishedSheet.fields
      found.append(
        ListSheets.Sheet(
          communeCode: row.text("commune_code").isEmpty ? nil : row.text("commune_code"),
          published: Dictionary(uniqueKeysWithValues: fields.map { ($0, row.text($0)) }),
          cleaned: Dictionary(
            uniqueKeysWithValues: fields.map { ($0, row.text("clean_\($0)")) })))
    }
    return found
  }

  /// Why each mandate ended; nothing of those of which nobody said.
  static func endReasons(
    knownBefore bound: Instant?, in transaction: ReadTransaction
  ) throws -> [Mandate: String] {
    var reasons: [Mandate: String] = [:]
    try mandates.forEach(knownBefore: bound, in: transaction) { row in
      let reason = row.text("end_reason")
      guard !reason.isEmpty, let mandate = NetworkReader.mandate(row) else { return }
      reasons[mandate] = reason
    }
    return reasons
  }

  static func identifiers(in transaction: ReadTransaction) throws -> [String: String] {
    var identifiers: [String: String] = [:]
    try structures.forEach(in: transaction) { row in
      identifiers[row.text("structure_code")] = row.text("id")
    }
    return identifiers
  }

  static func versions(of code: String, in transaction: ReadTransaction) throws -> Int {
    try transaction.row(
      "SELECT COUNT(*) AS versions FROM structures WHERE structure_code = $1", [.text(code)]
    )?.integer("versions") ?? 0
  }
}
