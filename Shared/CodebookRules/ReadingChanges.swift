public import Tabular

/// What differs between two codebooks of one campaign for whoever reads the answers: which questions are new, gone, or answered otherwise.
///
/// A codebook is set again when a word is mended, while forms that were made from the former one are still out. Such a form is read as long
/// as each of its answers is what the codebook now asks for: a field of the same name, with the same type, bounds and allowed values. Words
/// change nothing in that (labels, helps, units, examples, headings), nor does the order of the questions, since an answer is found by its
/// field's name, nor does whether an answer is required, since an empty cell is told where it stands. Rules between cells are always those
/// of the codebook that holds.
///
/// A question that comes to mean something else, or to be asked in another unit, needs another name: no program can tell that from a
/// mended word.
public struct ReadingChanges: Sendable, Hashable {
  /// The names of the fields that only the newer codebook has, in its order.
  public let added: [String]
  /// The names of the fields that only the older codebook has, in its order.
  public let removed: [String]
  /// The names of the fields that both have, with another type, other bounds or other allowed values, in the newer one's order.
  public let altered: [String]

  /// Whether answers to the older codebook can be read as answers to the newer one.
  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && altered.isEmpty }

  /// Compares.
  ///
  /// - Parameters:
  ///   - old: the schema of the codebook by which the answers were asked for.
  ///   - new: the schema of the codebook by which they are taken.
  public init(from old: TableSchema, to new: TableSchema) {
    let before = Dictionary(old.fields.map { ($0.name, Self.asRead($0)) }) { first, _ in first }
    let names = Set(new.fields.map(\.name))
    added = new.fields.map(\.name).filter { before[$0] == nil }
    removed = old.fields.map(\.name).filter { !names.contains($0) }
    altered = new.fields.filter { field in
      before[field.name].map { $0 != Self.asRead(field) } ?? false
    }.map(\.name)
  }

  /// A field without what does not bear on reading an answer to it.
  private static func asRead(_ field: TableSchema.Field) -> TableSchema.Field {
    var read = field
    read.labels = nil
    read.constraints.required = nil
    read.constraints.unique = nil
    read.constraints.enum?.sort { $0.text < $1.text }
    return read
  }
}
