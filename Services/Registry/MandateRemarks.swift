import CentreNetwork
import RegistryDomain
import ServiceHost
import Storage
import Values

/// Remarks on rows of `mandates.csv` that are taken all the same.
enum MandateRemarks {
  /// Remarks, once the whole file is in, on two directors at once, closed structures and second open posts.
  ///
  /// They wait for the end, since a later row may end the mandate that an earlier one seems to overlap. The table is read once.
  static func conclude(
    _ transaction: ReadTransaction, _ taken: [[String]: Int]
  ) throws -> [(row: Int, remark: Derived.Remark)] {
    guard !taken.isEmpty else { return [] }
    let merges = try RegistryStore.reader.merges(in: transaction)
    let people = Set(taken.keys.map { merges.person($0[0]) })
    let structures = Set(taken.keys.map { $0[1] })
    let mandates = try RegistryStore.mandates.compactMap(in: transaction) { row -> Mandate? in
      guard
        people.contains(merges.person(row.text("person_code")))
          || structures.contains(row.text("structure_code"))
      else { return nil }
      return NetworkReader.mandate(row, merges)
    }
    var closings: [String: CivilDate] = [:]
    for code in structures {
      closings[code] = try RegistryStore.reader.closingDay(of: code, in: transaction)
    }
    let findings = MandateFindings(mandates, closings: closings)
    var remarks: [(row: Int, remark: Derived.Remark)] = []
    for mandate in mandates {
      let key = [
        mandate.entry, mandate.structureCode, mandate.function.rawValue,
        mandate.period.from.iso,
      ]
      guard let place = taken[key] else { continue }
      for finding in findings.of(mandate) {
        remarks.append(
          (place, .init(finding.column, finding.value, finding.code, beside: finding.beside)))
      }
    }
    return remarks.sorted { $0.row < $1.row }
  }
}
