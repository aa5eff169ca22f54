package import Texts
package import Values

/// Findings as they come, told by kind: a kind of which there are many has one line with its count and three of its places, since the same
/// sentence a hundred times hides the others. Its memory does not grow with the number of findings.
package struct FindingTally: Sendable {
  /// How many findings of a kind have a line of their own; of more the first ones are examples.
  package static let mostOfAKind = 3
  /// How many columns a line names, where rows cannot be read without them.
  private static let mostColumns = 50

  /// What findings that are told together have in common.
  private struct Kind: Hashable {
    let isRefused: Bool
    let code: String
    /// The column; empty for findings about columns, which one line names; the sentence of one about a form.
    let subject: String
    /// An unknown reference that looks like a known one is another matter than one that does not.
    let hasBeside: Bool
  }

  private struct Found {
    var count = 0
    var examples: [Finding] = []
  }

  private let place: FindingLines.Place
  private var kinds: [Kind] = []
  private var found: [Kind: Found] = [:]
  /// Whether a row was refused for any of them.
  package private(set) var hasRefusals = false

  package init(place: FindingLines.Place = .row) { self.place = place }

  /// Adds a finding; `isRefused` says that its row or its file was refused.
  package mutating func add(_ finding: Finding, isRefused: Bool) {
    if isRefused { hasRefusals = true }
    let isAboutColumn = FindingLines.isAboutColumn(finding)
    let subject = FindingLines.isAboutForm(finding) ? finding.value : finding.column
    let kind = Kind(
      isRefused: isRefused, code: finding.code, subject: isAboutColumn ? "" : subject,
      hasBeside: finding.beside != nil)
    if found[kind] == nil { kinds.append(kind) }
    found[kind, default: Found()].count += 1
    let most = isAboutColumn && isRefused ? Self.mostColumns : Self.mostOfAKind
    if found[kind, default: Found()].examples.count < most {
      found[kind, default: Found()].examples.append(finding)
    }
  }

  /// The lines: first what was refused, then the rest, each in the order in which it came.
  ///
  /// - Parameters:
  ///   - most: how many lines tell places; kinds beyond them have a line with their count alone.
  ///   - language: the language to write in.
  /// - Returns: the lines, and how many findings they do not tell one by one.
  package func told(most: Int = .max, _ language: Language) -> (lines: [String], untold: Int) {
    var (lines, untold) = ([String](), 0)
    for kind in kinds.filter(\.isRefused) + kinds.filter({ !$0.isRefused }) {
      guard let found = found[kind], let first = found.examples.first else { continue }
      let isAboutColumn = FindingLines.isAboutColumn(first)
      if !isAboutColumn, found.count <= min(Self.mostOfAKind, most - lines.count) {
        lines += found.examples.map {
          FindingLines.text($0, isRefused: kind.isRefused, place: place, language)
        }
        continue
      }
      lines.append(
        FindingLines.text(
          of: found.count, found.examples, showsExamples: lines.count < most,
          isRefused: kind.isRefused, place: place, language))
      untold += isAboutColumn ? found.count - found.examples.count : found.count
    }
    return (lines, untold)
  }
}
