package import FactKinds
package import Tabular

/// Which kind of facts a table has: by its file's name, as commands take it, and where the name tells nothing by its header.
package enum FileRecognition {
  /// What a name and a header tell.
  package enum Outcome: Sendable {
    /// One kind.
    case kind(FactKind)
    /// Several kinds fit the header alike.
    case several([FactKind])
    /// None fits; the one that comes nearest, where one comes near at all.
    case none(Nearest?)
  }

  /// The kind whose columns a header comes nearest to.
  package struct Nearest: Sendable {
    package let kind: FactKind
    /// Its columns that must be there and are not.
    package let missing: [String]
    /// Labels of the file that look like columns of it.
    package let alike: [ColumnMapping.Proposal]
  }

  /// The columns without which no row of a kind can be read.
  package static func needed(_ kind: FactKind) -> [String] {
    kind.form.columns.filter { !$0.mayBeEmpty }.map(\.name)
  }

  /// Tells the kind of a table.
  ///
  /// - Parameters:
  ///   - name: the file's own name.
  ///   - labels: its header.
  ///   - catalogue: the kinds that there are.
  /// - Returns: the kind that the name means if the header has its columns; else the kind whose needed columns are all there, that has the
  ///   most of the labels, half of them at least, and of such kinds the one that lacks the fewest of its own.
  package static func outcome(
    name: String, labels: [String], in catalogue: FactCatalogue = .known
  ) -> Outcome {
    let labels = labels.map(trimmed).filter { !$0.isEmpty }
    let known = Set(labels)
    func lacks(_ kind: FactKind) -> [String] { needed(kind).filter { !known.contains($0) } }
    let named = catalogue.kind(ofFile: catalogue.file(of: name))
    if let named, lacks(named).isEmpty { return .kind(named) }
    let fitting = catalogue.kinds.filter { kind in
      lacks(kind).isEmpty && 2 * columns(of: kind).intersection(known).count >= known.count
    }
    func isBefore(_ one: FactKind, _ other: FactKind) -> Bool {
      let (ones, others) = (columns(of: one), columns(of: other))
      let (shared, otherShared) = (
        ones.intersection(known).count, others.intersection(known).count
      )
      return (otherShared, ones.count) < (shared, others.count)
    }
    if let best = fitting.min(by: isBefore), !known.isEmpty {
      let alike = fitting.filter { !isBefore(best, $0) }
      return alike.count == 1 ? .kind(best) : .several(alike)
    }
    return .none(nearest(labels, named, catalogue))
  }

  /// The kind that a name means, else the one that shares or nearly shares the most labels with a header.
  private static func nearest(
    _ labels: [String], _ named: FactKind?, _ catalogue: FactCatalogue
  ) -> Nearest? {
    // A foreign file may have a thousand columns; the first ones tell what it is.
    let labels = Array(labels.prefix(mostLabels))
    var best: (nearest: Nearest, count: Int)?
    for kind in named.map({ [$0] }) ?? catalogue.kinds {
      let alike = ColumnMapping.proposals(for: labels, kind.form.schema)
      let count = columns(of: kind).intersection(labels).count + alike.count
      guard count > (best?.count ?? 0) || named != nil else { continue }
      let missing = needed(kind).filter { !labels.contains($0) }
      best = (Nearest(kind: kind, missing: missing, alike: alike), count)
    }
    return best?.nearest
  }

  /// The most labels that are compared with columns which they look like.
  private static let mostLabels = 100

  private static func columns(of kind: FactKind) -> Set<String> {
    Set(kind.form.columns.map(\.name))
  }

  private static func trimmed(_ label: String) -> String {
    String(label.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Reads the labels of delimited text.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - kind: the kind that its name means; nil where it means none.
  /// - Returns: the labels; empty for an empty file.
  /// - Throws: `CSVError`.
  package static func labels(of bytes: [UInt8], as kind: FactKind?) throws -> [String] {
    let beginning = Array(bytes.prefix(FileStyle.sampleBytes))
    let isWhole = beginning.count == bytes.count
    let style =
      kind.map { FileStyle(of: $0.form.schema, beginning: beginning, isWhole: isWhole) }
      ?? FileStyle(beginning: beginning, isWhole: isWhole)
    guard style.encoding != nil else { throw CSVError.notUTF8(row: 1) }
    var first: [UInt8]? = bytes
    var reader = CSVReader(style) {
      defer { first = nil }
      return first
    }
    return try reader.header()
  }
}
