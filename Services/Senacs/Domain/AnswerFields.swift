public import Contracts

/// What the service requires of a codebook, and how it reads the fields that it needs itself (``Contracts/AnswersFile``).
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

  /// What a cell says of an answer's state.
  public enum State: Sendable {
    /// Nobody began to answer.
    case notBegun
    /// The answer is still being worked on.
    case draft
    /// It is final.
    case validated

    /// Reads a cell; nil for a word that is not known.
    public init?(_ cell: String) {
      switch cell {
      case "non_commence": self = .notBegun
      case "brouillon": self = .draft
      case AnswersFile.validated: self = .validated
      default: return nil
      }
    }
  }
}
