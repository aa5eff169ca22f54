import CentreNetwork
import Contracts
import FactKinds
import Storage
import Tabular

/// The part of the network that rows may be about, for a caller who sees a part only: structures, bodies, and what is theirs alone.
///
/// A refusal depends only on this part and on what everybody may see, such as sessions and campaigns. So it reveals nothing of
/// what lies beyond.
struct RowCut {
  /// The codes of the cut, by table.
  private let codes: [String: Set<String>]

  init(_ cut: SubmitRows.Cut) {
    codes = ["structures": Set(cut.structures), "bodies": Set(cut.bodies)]
  }

  /// Returns the columns that say what rows of a file are about; rows under a cut must fill them.
  func columns(of file: FactFile) -> Set<String> {
    file.kind.subject.map { [$0.column] } ?? []
  }

  /// Whether the thing that a code of a table names is within the cut. A meeting is if its body is. A person is if every post that
  /// they ever had is at one of the structures: nothing may be revealed of people who work elsewhere too.
  func knows(
    _ code: String, in table: String, _ tables: [String: HistoryTable],
    _ transaction: ReadTransaction
  ) throws -> Bool {
    switch table {
    case "meetings":
      let meeting = try tables[table]?.find([code], in: transaction)
      return meeting.map { isOwn($0.text("body_code"), "bodies") } ?? false
    case "people":
      let posts = try (tables["mandates"]?.rows(ofFirstKey: code, in: transaction) ?? [])
      return !posts.isEmpty && posts.allSatisfy { isOwn($0.text("structure_code"), "structures") }
    default: return isOwn(code, table)
    }
  }

  private func isOwn(_ code: String, _ table: String) -> Bool {
    codes[table]?.contains(code) ?? true
  }

  /// Whether a stored row is about something within the cut, or about nothing: an attendance may name no structure.
  func covers(_ present: SQLRow, of file: FactFile) -> Bool {
    guard let subject = file.kind.subject else { return true }
    let code = present.text(subject.column)
    return code.isEmpty || isOwn(code, subject.kind)
  }
}
