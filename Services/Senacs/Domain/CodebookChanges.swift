public import CodebookRules
public import Contracts
public import Values

/// A codebook compared with that of the campaign before: which fields go on, and which changes are not declared.
///
/// The series of a field can be compared as far back as the field goes on; nothing is compared across a `redefined` field
/// (reference/domain.md, §1.2: blocks change every year).
public struct CodebookChanges: Sendable {
  /// Field → the field of the codebook before that it continues.
  public let origins: [String: String]
  /// Fields that the codebook before did not have.
  public let added: [String]
  /// Fields that are asked no more, under their old names.
  public let removed: [String]
  /// Fields that cannot be compared with their past.
  public let redefined: [String]
  /// Differences that the codebook does not declare, such as a field that is gone, or of another type.
  public let undeclared: [DocumentFault]

  /// Compares.
  public init(from old: Codebook, to new: Codebook) {
    let changes = new.changes ?? []
    let before = Dictionary(old.fields.map { ($0.name, $0) }) { first, _ in first }
    let renamed = Dictionary(
      changes.filter { $0.kind == "renamed" }.compactMap { change in
        change.from.map { (change.field, $0) }
      }
    ) { first, _ in first }
    let redefined = Set(changes.filter { $0.kind == "redefined" }.map(\.field))
    let removed = Set(changes.filter { $0.kind == "removed" }.map(\.field))
    var (origins, added, undeclared): ([String: String], [String], [DocumentFault]) = (
      [:], [], []
    )
    for field in new.fields {
      let name = renamed[field.name] ?? field.name
      guard let origin = before[name] else {
        added.append(field.name)
        if renamed[field.name] != nil {
          undeclared.append(DocumentFault("CHANGE_FROM_NOTHING", field.name, name))
        }
        continue
      }
      if redefined.contains(field.name) { continue }
      if origin.type != field.type {
        undeclared.append(DocumentFault("CHANGE_OF_TYPE", field.name, origin.type, field.type))
      }
      origins[field.name] = name
    }
    for field in removed.sorted() where before[field] == nil {
      undeclared.append(DocumentFault("CHANGE_REMOVED_NOTHING", field))
    }
    let names = Set(new.fields.map(\.name))
    let goesOn = Set(origins.values).union(redefined).union(renamed.values)
    // Fields of a year's block go with the year, and need not be declared removed.
    let gone = old.fields.filter { !goesOn.contains($0.name) && !names.contains($0.name) }
    for field in gone where field.block == nil && !removed.contains(field.name) {
      undeclared.append(DocumentFault("CHANGE_UNSAID", field.name))
    }
    self.origins = origins
    self.added = added
    self.removed = gone.map(\.name)
    self.redefined = new.fields.map(\.name).filter(redefined.contains)
    self.undeclared = undeclared
  }

  /// Returns, for each of the codebooks before one, the newest first, field → the name that it had there, as far back as the field
  /// goes on.
  public static func names(of codebook: Codebook, in earlier: [Codebook]) -> [[String: String]] {
    var names = Dictionary(codebook.fields.map { ($0.name, $0.name) }) { first, _ in first }
    var newer = codebook
    return earlier.map { one in
      let origins = CodebookChanges(from: one, to: newer).origins
      names = names.compactMapValues { origins[$0] }
      newer = one
      return names
    }
  }

  /// Returns an answer to the codebook before, under the new names; fields that cannot be compared are left out.
  public func carried(_ answer: Answer) -> Answer {
    Answer(origins.compactMapValues { answer.values[$0] })
  }
}
