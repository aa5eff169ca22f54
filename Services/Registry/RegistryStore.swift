import Contracts
import Network
import ServiceHost
import Storage
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

  static let tables: [String: HistoryTable] = [
    "communes": NetworkTables.communes, "movements": NetworkTables.movements,
    "structures": structures, "approvals": NetworkTables.approvals, "people": people,
    "mandates": mandates,
  ]

  static let reader = NetworkReader(tables: tables)

  /// The identifier of a row, kept over its versions and minted with the first.
  static func identifier(
    in table: HistoryTable, _ code: String, _ transaction: ReadTransaction
  ) throws -> String {
    try table.find([code], in: transaction)?.text("id") ?? Identifier.mint().rawValue
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
