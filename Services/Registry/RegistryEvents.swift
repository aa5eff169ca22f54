import Contracts
import Foundation
import RPCContract
import Storage
import Values

/// What the registry tells others: facts with codes and identifiers, never names of people. It
/// listens to nobody.
enum RegistryEvents {
  private static func publish(_ event: some Event, _ transaction: WriteTransaction) throws {
    let payload = String(decoding: try JSONEncoder().encode(event), as: UTF8.self)
    try transaction.publish(topic: type(of: event).topic, payload: payload)
  }

  static func publishCommunes(_ rows: [[String: String]], _ transaction: WriteTransaction) throws {
    let communes = rows.map { row in
      CommunesRecorded.Commune(
        type: row["type"] ?? "", code: row["code_insee"] ?? "", name: row["libelle"] ?? "",
        ctcd: row["ctcd"] ?? "", parent: optional(row["commune_parent"]),
        population: row["pop_municipale_2023"].flatMap { Int($0) })
    }
    try publish(
      CommunesRecorded(
        communes: communes, movements: [], recordedAt: transaction.recordedAt), transaction)
  }

  static func publishMovements(
    _ rows: [[String: String]], _ transaction: WriteTransaction
  ) throws {
    let movements = rows.filter { $0["TYPECOM_AV"] == "COM" && $0["TYPECOM_AP"] == "COM" }
      .compactMap { row in
        date(row["DATE_EFF"]).map { day in
          CommunesRecorded.Movement(
            kind: row["MOD"] ?? "", effectiveOn: day, from: row["COM_AV"] ?? "",
            to: row["COM_AP"] ?? "", nameBefore: row["LIBELLE_AV"] ?? "",
            nameAfter: row["LIBELLE_AP"] ?? "")
        }
      }
    try publish(
      CommunesRecorded(
        communes: [], movements: movements, recordedAt: transaction.recordedAt), transaction)
  }

  static func publishStructures(
    _ rows: [[String: String]], _ transaction: WriteTransaction
  ) throws {
    let structures = rows.compactMap { row in
      date(row["commune_as_of"]).map { asOf in
        StructuresRecorded.Structure(
          id: Identifier(rawValue: row["id"] ?? ""), code: row["structure_code"] ?? "",
          kind: row["kind"] ?? "", name: row["name"] ?? "", commune: row["commune_code"] ?? "",
          communeAsOf: asOf, closedOn: date(row["closed_on"]),
          fictitious: row["fictitious"] == "true", federated: flag(row["federated"]),
          zone: optional(row["zone"]), qpv: flag(row["qpv"]))
      }
    }
    try publish(
      StructuresRecorded(structures: structures, recordedAt: transaction.recordedAt), transaction)
  }

  /// Tells all structures once more, with the traits that version 0.1 kept to itself; once in a store's life.
  static func announceTraits(_ transaction: WriteTransaction) throws {
    let name = "structure traits"
    let known = try transaction.row(
      "SELECT name FROM announcements WHERE name = $1", [.text(name)])
    guard known == nil else { return }
    try transaction.execute("INSERT INTO announcements (name) VALUES ($1)", [.text(name)])
    let table = RegistryStore.structures
    var rows: [[String: String]] = []
    try table.forEach(in: transaction) { row in
      rows.append(
        Dictionary(
          uniqueKeysWithValues: (table.key + table.values).map { ($0, row.text($0)) }))
    }
    for start in stride(from: 0, to: rows.count, by: 500) {
      try publishStructures(Array(rows[start..<min(start + 500, rows.count)]), transaction)
    }
  }

  static func publishApprovals(
    _ rows: [[String: String]], _ transaction: WriteTransaction
  ) throws {
    let approvals = rows.compactMap { row in
      date(row["from"]).map { from in
        ApprovalsRecorded.Approval(
          structureCode: row["structure_code"] ?? "", from: from, to: date(row["to"]),
          families: row["families"] == "true")
      }
    }
    try publish(
      ApprovalsRecorded(approvals: approvals, recordedAt: transaction.recordedAt), transaction)
  }

  static func publishPeople(_ rows: [[String: String]], _ transaction: WriteTransaction) throws {
    let people = rows.map { row in
      PeopleRecorded.Person(
        id: Identifier(rawValue: row["id"] ?? ""), code: row["person_code"] ?? "")
    }
    try publish(
      PeopleRecorded(people: people, recordedAt: transaction.recordedAt), transaction)
  }

  static func publishMandates(
    _ rows: [[String: String]], _ transaction: WriteTransaction
  ) throws {
    let mandates = rows.compactMap { row in
      date(row["from"]).map { from in
        MandatesRecorded.Mandate(
          personCode: row["person_code"] ?? "", structureCode: row["structure_code"] ?? "",
          function: row["function"] ?? "", from: from, to: date(row["to"]),
          interim: row["interim"] == "true")
      }
    }
    try publish(
      MandatesRecorded(mandates: mandates, recordedAt: transaction.recordedAt), transaction)
  }

  private static func flag(_ cell: String?) -> Bool? { cell.flatMap { Bool($0) } }

  private static func date(_ cell: String?) -> CivilDate? { cell.flatMap { CivilDate($0) } }

  private static func optional(_ cell: String?) -> String? { cell?.isEmpty == true ? nil : cell }
}
