import CentreNetwork
import Contracts
import FactKinds
import RegistryDomain
import ServiceHost
import Storage
import Tabular
import Values

/// Entries of people that are one person.
extension RegistryStore {
  static let merges = HistoryTable(.merges)

  /// Returns the merges in force as they were recorded: entry → the entry into which it was merged.
  static func recordedMerges(in transaction: ReadTransaction) throws -> [String: String] {
    var found: [String: String] = [:]
    try merges.forEach(in: transaction) { row in
      let kept = row.text("kept_code")
      if !kept.isEmpty { found[row.text("person_code")] = kept }
    }
    return found
  }

  /// Returns what is recorded under a person's code; nil for a code that nobody has.
  static func readEntry(
    _ code: String, _ merges: Merges, in transaction: ReadTransaction
  ) throws -> GetEntries.Entry? {
    guard let row = try people.find([code], in: transaction) else { return nil }
    let posts = try mandates.rows(ofFirstKey: code, in: transaction).compactMap {
      row -> GetEntries.Post? in
      guard let period = row.period else { return nil }
      return GetEntries.Post(
        structure: row.text("structure_code"), function: row.text("function"), from: period.from,
        to: period.to, interim: row.text("interim") == "true")
    }.sorted { ($1.from, $0.structure, $0.function) < ($0.from, $1.structure, $1.function) }
    return GetEntries.Entry(
      code: code, familyName: row.text("family_name"), givenName: row.text("given_name"),
      email: row.filledText("email"),
      mandates: Array(posts.prefix(GetEntries.mostMandates)), person: merges.person(code))
  }

  /// Returns the function that refuses rows of `merges.csv` by ``MergeRule``.
  static func checkMerges(
    _ transaction: ReadTransaction
  ) throws -> (FactRow) throws -> Derived {
    var rule = MergeRule(try recordedMerges(in: transaction))
    return { row in
      let (entry, kept) = (row.text("person_code"), row.text("kept_code"))
      guard let code = rule.note(entry, into: kept) else { return Derived() }
      return Derived(refusal: Derived.Remark("kept_code", kept, code))
    }
  }
}
