public import Contracts

/// What the service requires of a codebook, beside the fields that it needs itself (``Contracts/AnswersFile``).
public enum AnswerFields {
  /// Returns what a codebook lacks to be used; empty for nothing.
  public static func faults(in codebook: Codebook) -> [String] {
    let types = Dictionary(codebook.fields.map { ($0.name, $0.type) }) { first, _ in first }
    var faults = [AnswersFile.structure, AnswersFile.state].filter { types[$0] == nil }.map {
      "it has no field \($0)"
    }
    if let type = types[AnswersFile.validatedOn], type != "date" {
      faults.append("\(AnswersFile.validatedOn) is a date, not \(type)")
    }
    let blocks = Set((codebook.blocks ?? []).map(\.name))
    for field in codebook.fields {
      if let block = field.block, codebook.blocks != nil, !blocks.contains(block) {
        faults.append("\(field.name) is of block \(block), which blocks does not name")
      }
    }
    let kinds: Set<String> = ["renamed", "redefined", "removed"]
    for change in codebook.changes ?? [] {
      if !kinds.contains(change.kind) {
        faults.append("the change of \(change.field) is renamed, redefined or removed")
      } else if change.kind != "removed", types[change.field] == nil {
        faults.append("\(change.field) is said to be \(change.kind), and is no field")
      } else if change.kind == "removed", types[change.field] != nil {
        faults.append("\(change.field) is said to be removed, and is a field")
      }
      if change.kind == "renamed", change.from == nil {
        faults.append("\(change.field) is renamed: say from")
      }
    }
    return faults
  }
}
