public import Contracts
public import Values

/// What the service requires of a codebook, beside the fields that it needs itself (``Contracts/AnswersFile``).
public enum AnswerFields {
  /// Returns what a codebook lacks to be used; empty for nothing.
  public static func faults(in codebook: Codebook) -> [DocumentFault] {
    let types = Dictionary(codebook.fields.map { ($0.name, $0.type) }) { first, _ in first }
    var faults = [AnswersFile.structure, AnswersFile.state].filter { types[$0] == nil }.map {
      DocumentFault("FIELD_ABSENT", $0)
    }
    if let type = types[AnswersFile.validatedOn], type != "date" {
      faults.append(DocumentFault("FIELD_NOT_DATE", AnswersFile.validatedOn, type))
    }
    let blocks = Set((codebook.blocks ?? []).map(\.name))
    for field in codebook.fields {
      if let block = field.block, codebook.blocks != nil, !blocks.contains(block) {
        faults.append(DocumentFault("BLOCK_UNKNOWN", field.name, block))
      }
    }
    let kinds: Set<String> = ["renamed", "redefined", "removed"]
    for change in codebook.changes ?? [] {
      if !kinds.contains(change.kind) {
        faults.append(DocumentFault("CHANGE_KIND", change.field))
      } else if change.kind != "removed", types[change.field] == nil {
        faults.append(DocumentFault("CHANGE_NO_FIELD", change.field, change.kind))
      } else if change.kind == "removed", types[change.field] != nil {
        faults.append(DocumentFault("CHANGE_STILL_THERE", change.field))
      }
      if change.kind == "renamed", change.from == nil {
        faults.append(DocumentFault("CHANGE_FROM", change.field))
      }
    }
    return faults
  }
}
