import FactKinds
import ServiceHost
import Storage
import Tabular
import Values

/// Remarks on rows of `structures.csv` that are taken all the same. Source: acceptance/formats.md, “Structures in time”.
enum StructureRemarks {
  /// The first day of the 2024 list of QPV; before that day the list of 2015 was in force.
  private static let newList = "2024-01-01"

  /// Remarks on a row whose SIRET another structure has too.
  static func derive(_ transaction: ReadTransaction) -> (FactRow) throws -> Derived {
    var sirets = SiretHolders()
    return { row in
      let siret = row.text("siret")
      let holders = try sirets.put(
        siret, of: row.text("structure_code"), from: row.text("valid_from"), in: transaction)
      return Derived(
        remarks: holders.isEmpty ? [] : [.init("siret", siret, "SIRET_REPEATED", beside: holders)])
    }
  }

  /// Remarks, once the whole file is in, on QPV codes of a list that was not in force, and on closing days that have no effect.
  ///
  /// A stored row gets a remark only where a row of the file is the cause; the remark then names that row.
  static func conclude(
    _ transaction: ReadTransaction, _ taken: [[String]: Int]
  ) throws -> [(row: Int, remark: Derived.Remark)] {
    var remarks: [(row: Int, remark: Derived.Remark)] = []
    for code in Set(taken.keys.map { $0[0] }) {
      let rows = try RegistryStore.structures.rows(ofFirstKey: code, in: transaction)
        .sorted { $0.text("valid_from") < $1.text("valid_from") }
      let places = rows.map { taken[[code, $0.text("valid_from")]] }
      for (index, row) in rows.enumerated() {
        let next = index + 1 < rows.count ? index + 1 : nil
        if let place = places[index] ?? next.flatMap({ places[$0] }),
          isOfOtherList(row, until: next.map { rows[$0].text("valid_from") })
        {
          remarks.append((place, .init("qpv_code", row.text("qpv_code"), "QPV_VINTAGE")))
        }
        let (closedOn, last) = (row.text("closed_on"), rows[rows.count - 1])
        if next != nil, !closedOn.isEmpty, closedOn != last.text("closed_on"),
          let place = places[index] ?? places[rows.count - 1]
        {
          remarks.append(
            (
              place,
              .init(
                "closed_on", closedOn, "CLOSED_ON_IGNORED", beside: [last.text("valid_from")])
            ))
        }
      }
    }
    return remarks.sorted { $0.row < $1.row }
  }

  /// Whether a row's QPV code is of a list that is in force on none of the row's days: `QN…` is of 2024, `QP…` of 2015.
  private static func isOfOtherList(_ row: SQLRow, until next: String?) -> Bool {
    let (code, from) = (row.text("qpv_code"), row.text("valid_from"))
    return code.hasPrefix("QP") && from >= newList
      || code.hasPrefix("QN") && next.map { $0 <= newList } ?? false
  }

  /// The structures of each SIRET, in the store and in the rows read so far. The store is read when the first row comes.
  private struct SiretHolders {
    private struct Record: Hashable {
      let code: String
      let from: String
    }

    private var holders: [String: Set<Record>] = [:]
    private var held: [Record: String]?

    /// Notes the SIRET of a structure's row.
    ///
    /// - Returns: the other structures that have it.
    /// - Throws: `StorageError`.
    mutating func put(
      _ siret: String, of code: String, from day: String, in transaction: ReadTransaction
    ) throws -> [String] {
      if held == nil {
        held = [:]
        try RegistryStore.structures.forEach(in: transaction) { row in
          note(
            row.text("siret"),
            of: Record(code: row.text("structure_code"), from: row.text("valid_from")))
        }
      }
      note(siret, of: Record(code: code, from: day))
      guard !siret.isEmpty else { return [] }
      return Set((holders[siret] ?? []).map(\.code)).subtracting([code]).sorted()
    }

    private mutating func note(_ siret: String, of record: Record) {
      if let before = held?[record] { holders[before]?.remove(record) }
      held?[record] = siret
      holders[siret, default: []].insert(record)
    }
  }
}
