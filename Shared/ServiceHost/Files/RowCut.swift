import Contracts
import Storage
import Tabular

/// Cuts rows to the structures and bodies that who brings them may speak of.
struct RowCut {
  /// The columns that say what a row is about, and the tables that they refer to.
  private static let owners = ["structure_code": "structures", "body_code": "bodies"]

  /// The codes that are known, by table.
  let codes: [String: Set<String>]

  init(_ cut: SubmitRows.Cut) {
    codes = ["structures": Set(cut.structures), "bodies": Set(cut.bodies)]
  }

  /// The columns by which rows of a file are cut: they cannot be empty then.
  func columns(of file: FactFile) -> Set<String> {
    Set(file.form.columns.map(\.name)).intersection(Self.owners.keys)
  }

  /// Whether the row that is there under a key, if any, is about something of the cut.
  func mayCorrect(
    _ key: [String], of file: FactFile, in transaction: ReadTransaction
  ) throws -> Bool {
    guard let present = try file.table.find(key, in: transaction) else { return true }
    return columns(of: file).allSatisfy { column in
      codes[Self.owners[column] ?? ""]?.contains(present.text(column)) ?? false
    }
  }
}
