public import Contracts

/// The fields of a codebook that the service reads itself, by name.
public enum AnswerFields {
  /// The campaign's code; may be missing, since who loads a file says it.
  public static let campaign = "campagne"
  /// The year of the data; may be missing.
  public static let dataYear = "annee_donnees"
  /// The structure's code.
  public static let structure = "code_structure"
  /// `CS` or `EVS`.
  public static let kind = "type"
  /// `non_commence`, `brouillon` or `valide`.
  public static let state = "statut"
  /// The day of validation.
  public static let validatedOn = "date_validation"

  /// What a codebook must have to be used; nothing else is asked of it.
  public static func faults(in codebook: Codebook) -> [String] {
    let types = Dictionary(codebook.fields.map { ($0.name, $0.type) }) { first, _ in first }
    var faults = [structure, state].filter { types[$0] == nil }.map { "it has no field \($0)" }
    if let type = types[validatedOn], type != "date" {
      faults.append("\(validatedOn) is a date, not \(type)")
    }
    let kinds: Set<String> = ["renamed", "redefined", "removed"]
    for change in codebook.changes ?? [] where !kinds.contains(change.kind) {
      faults.append("the change of \(change.field) is renamed, redefined or removed")
    }
    return faults
  }

  /// The state of a submission that a cell means: `draft` or `validated`; nil for one that was not begun.
  public static func status(_ state: String) -> String? {
    switch state {
    case "valide": "validated"
    case "non_commence": nil
    default: "draft"
    }
  }
}
