import Foundation

/// Which column of a foreign file is which field: proposed here, confirmed by people, kept in a file.
public struct ColumnMapping: Sendable, Hashable, Codable {
  /// Label in the file → field.
  public var fields: [String: String]

  /// Makes a mapping.
  public init(_ fields: [String: String] = [:]) { self.fields = fields }

  /// A proposal for one column.
  public struct Proposal: Sendable, Hashable {
    /// The label as it stands in the file.
    public let label: String
    /// The field.
    public let field: String
    /// How alike the label and the field are, from 0 to 1; 1 for the same words.
    public let likeness: Double
  }

  /// The least likeness at which a field is proposed.
  public static let leastLikeness = 0.75

  /// Proposes fields for the columns whose label is not a field's name. Labels are compared without accents, capitals and
  /// punctuation. The most alike pairs come first, and each field and each label is proposed once.
  public static func proposals(for labels: [String], _ schema: TableSchema) -> [Proposal] {
    let names = Set(schema.fields.map(\.name))
    // Each field's names are folded once, not once a column: a foreign file may have a thousand columns.
    let free = schema.fields.filter { !labels.contains($0.name) }.map { field in
      let spellings = [field.name] + (field.labels.map { Array($0.values) } ?? [])
      return (
        name: field.name, spellings: spellings.map { Array(folded($0).unicodeScalars.prefix(100)) }
      )
    }
    var candidates: [Proposal] = []
    for label in labels where !label.isEmpty && !names.contains(label) {
      let own = Array(folded(label).unicodeScalars.prefix(100))
      for field in free {
        let likeness = field.spellings.map { Self.likeness(own, $0) }.max() ?? 0
        if likeness >= leastLikeness {
          candidates.append(Proposal(label: label, field: field.name, likeness: likeness))
        }
      }
    }
    var (taken, used): (Set<String>, Set<String>) = ([], [])
    return candidates.sorted {
      ($1.likeness, $0.label, $0.field) < ($0.likeness, $1.label, $1.field)
    }.filter { proposal in
      guard !taken.contains(proposal.field), !used.contains(proposal.label) else { return false }
      taken.insert(proposal.field)
      used.insert(proposal.label)
      return true
    }
  }

  /// Words without accents, capitals and marks, in their order.
  static func folded(_ text: String) -> String {
    let plain = text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    return plain.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }

  /// One minus the Levenshtein distance divided by the greater length. Returns 0 where the lengths alone leave less than ``leastLikeness``.
  static func likeness(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Double {
    let longer = max(one.count, other.count)
    guard longer > 0 else { return 1 }
    guard Double(min(one.count, other.count)) >= leastLikeness * Double(longer) else { return 0 }
    var row = Array(0...other.count)
    for (index, scalar) in one.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (place, against) in other.enumerated() {
        let replaced = diagonal + (scalar == against ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(replaced, row[place] + 1, diagonal + 1)
      }
    }
    return 1 - Double(row[other.count]) / Double(longer)
  }
}
