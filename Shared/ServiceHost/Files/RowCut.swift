import Contracts
import FactKinds
import Network
import Storage
import Tabular

/// What rows may speak of, for whoever sees a part of the network only: structures, bodies, and what is theirs alone.
///
/// A refusal rests on these and on what everybody may see, such as sessions and campaigns, and on nothing else: so it says
/// nothing of what lies beyond.
struct RowCut {
  /// The codes that are known, by table.
  private let codes: [String: Set<String>]

  init(_ cut: SubmitRows.Cut) {
    codes = ["structures": Set(cut.structures), "bodies": Set(cut.bodies)]
  }

  /// The columns by which rows of a file are cut: they cannot be empty then.
  func columns(of file: FactFile) -> Set<String> {
    file.kind.subject.map { [$0.column] } ?? []
  }

  /// Whether what a code of a table stands for is among it. A meeting is, if its body is; a person, if every post that it ever
  /// had is at one of the structures: of who works elsewhere too, nothing is said.
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

  /// Whether a row that is there is about something of the cut, or of nobody: an attendance may name no structure.
  func covers(_ present: SQLRow, of file: FactFile) -> Bool {
    guard let subject = file.kind.subject else { return true }
    let code = present.text(subject.column)
    return code.isEmpty || isOwn(code, subject.kind)
  }
}
