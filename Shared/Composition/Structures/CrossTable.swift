package import Contracts

/// Structures counted by one trait or by two, with the totals.
package struct CrossTable: Sendable {
  /// What structures are counted by.
  package enum Trait: String, CaseIterable, Sendable {
    case kind, ctcd, federated, commune, reason

    /// The values that a table has even where nobody is there, in their order.
    var values: [String] {
      switch self {
      case .kind: ["CS", "EVS"]
      case .ctcd: ["69M", "69D"]
      case .federated: ["true", "false"]
      case .commune, .reason: []
      }
    }
  }

  /// The value where the registry does not say one, such as the territory of a structure outside the perimeter.
  package static let unknown = ""

  /// A structure to count.
  package struct Entry: Sendable {
    /// Its values of each trait of the table; several of a reason.
    package let values: [[String]]
    /// Whether it is in the numerator of a rate.
    package let counts: Bool

    /// Takes one value of each trait.
    package init(values: [String], counts: Bool = true) {
      self.init(several: values.map { [$0] }, counts: counts)
    }

    /// Takes one value or several of each trait. It is counted under each of them, and once in the totals.
    package init(several values: [[String]], counts: Bool = true) {
      self.values = values
      self.counts = counts
    }
  }

  /// How many structures a cell has, and how many of them count.
  package struct Tally: Hashable, Sendable {
    package var all = 0
    package var counting = 0

    package init() {}
  }

  /// The traits: that of the rows, and that of the columns if there are two.
  package let traits: [Trait]
  /// The values of each trait, in order; ``unknown`` last.
  package let values: [[String]]
  private let tallies: [[String?]: Tally]

  /// Counts.
  ///
  /// - Parameters:
  ///   - traits: one or two.
  ///   - entries: the structures.
  package init(_ traits: [Trait], _ entries: [Entry]) {
    self.traits = traits
    values = traits.indices.map { place in
      let found = Set(entries.flatMap { $0.values[place] }).subtracting(traits[place].values)
      let others = found.subtracting([Self.unknown]).sorted()
      return traits[place].values + others + (found.contains(Self.unknown) ? [Self.unknown] : [])
    }
    var tallies: [[String?]: Tally] = [:]
    for entry in entries {
      for key in Self.keys(entry.values) {
        tallies[key, default: Tally()].all += 1
        if entry.counts { tallies[key, default: Tally()].counting += 1 }
      }
    }
    self.tallies = tallies
  }

  /// What is in a cell.
  ///
  /// - Parameter cell: a value of each trait, or nil for the total over its values.
  /// - Returns: the tally, of zeros where nobody is.
  package func tally(_ cell: [String?]) -> Tally { tallies[cell] ?? Tally() }

  /// The cells, row by row, each row's total last, then the totals of all rows.
  package var cells: [[String?]] {
    values.reduce([[]]) { cells, values in
      cells.flatMap { cell in (values.map(Optional.some) + [nil]).map { cell + [$0] } }
    }
  }

  /// The cells to which values belong: their own, and the totals over each of them.
  private static func keys(_ values: [[String]]) -> [[String?]] {
    values.reduce([[]]) { keys, values in
      keys.flatMap { key in (values.once.map(Optional.some) + [nil]).map { key + [$0] } }
    }
  }

  /// What a structure is, by a trait that the registry knows; nil for ``Trait/reason``, which the list says.
  package static func value(_ trait: Trait, of structure: StructureSummary?) -> String? {
    switch trait {
    case .kind: structure?.kind ?? unknown
    case .ctcd: structure?.ctcd ?? unknown
    case .federated: structure?.federated.map(String.init) ?? unknown
    case .commune: structure?.commune ?? unknown
    case .reason: nil
    }
  }
}
