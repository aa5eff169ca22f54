import ArgumentParser
import Composition
import Texts

/// The option of a list of structures that shows how many there are instead of which ones.
struct CrossOptions: ParsableArguments {
  /// One trait or two, with a comma between them.
  struct Cross: ExpressibleByArgument {
    let traits: [CrossTable.Trait]

    init?(argument: String) {
      let names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let traits = names.compactMap(CrossTable.Trait.init(rawValue:))
      guard traits.count == names.count, (1...2).contains(traits.count),
        Set(traits).count == traits.count
      else { return nil }
      self.traits = traits
    }

    static var allValueStrings: [String] {
      CrossTable.Trait.allCases.map(\.rawValue) + ["kind,ctcd"]
    }
  }

  @Option(
    help: .words(
      """
      Affiche un tableau croisé à la place de la liste : nombres par critère, ou par deux séparés d'une virgule (lignes, \
      colonnes).
      """,
      "Shows a cross table instead of the list: numbers by one trait, or by two with a comma between them (rows, columns).",
      .trait
    ))
  var cross: Cross?

  var isAsked: Bool { cross != nil }

  /// The traits that are asked for; nil for none.
  ///
  /// - Throws: `ValidationError` for reasons where the list has none.
  func traits(hasReasons: Bool) throws -> [CrossTable.Trait]? {
    guard hasReasons || cross?.traits.contains(.reason) != true else {
      throw ValidationError(
        "--cross reason : cette liste n'a pas de motif", "--cross reason: this list has no reasons")
    }
    return cross?.traits
  }

  /// Writes the cross table of a list's rows.
  ///
  /// - Parameters:
  ///   - rows: those of the list, each about a structure.
  ///   - shown: what the structures are.
  ///   - format: the list's format.
  ///   - isFictitious: whether the network is invented.
  ///   - code: returns a row's structure.
  ///   - reason: returns a row's reason; nil for a list without reasons, or with several a row.
  ///   - reasons: returns a row's reasons, under each of which it is counted; nil for a list whose rows have one at most.
  /// - Returns: whether one is asked for; if not, nothing is written.
  /// - Throws: `ValidationError` for reasons that the list does not have.
  func write<Row>(
    _ rows: [Row], _ shown: ShownStructures, _ format: OutputFormat.List, isFictitious: Bool?,
    code: (Row) -> String?, reason: ((Row) -> String?)? = nil,
    reasons: ((Row) -> [String])? = nil
  ) throws -> Bool {
    guard let traits = try traits(hasReasons: reason != nil || reasons != nil) else {
      return false
    }
    let entries = rows.map { row in
      CrossTable.Entry(
        several: traits.map { trait -> [String] in
          if let value = CrossTable.value(trait, of: shown[code(row)]) { return [value] }
          if let reasons { return reasons(row) }
          return [reason.flatMap { $0(row) } ?? CrossTable.unknown]
        })
    }
    try CrossListing(
      table: CrossTable(traits, entries), communeNames: shown.communeNames, isRate: false
    ).write(format, isFictitious: isFictitious)
    return true
  }
}
