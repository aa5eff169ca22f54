import ArgumentParser
import Composition
import FactKinds
import Foundation
import Tabular

/// What the commands that write one fact are given: the kind, and cells by column.
struct FactArguments: ParsableArguments {
  @Argument(help: .kindOfFact, completion: .list(FactCatalogue.vigie.kinds.map(\.name)))
  var kind: String
  @Argument(
    help: .words(
      "Cellules, sous la forme COLONNE=VALEUR ; la colonne par son nom ou par son libellé.",
      "Cells, as COLUMN=VALUE; the column by its name or by its label.", .cell),
    completion: .cells)
  var cells: [String] = []
  @Flag(help: .withoutAsking) var yes = false

  func kindMeant() throws -> FactKind {
    guard let kind = FactCatalogue.known.kind(meant: kind) else { throw FactsCommand.unknown(kind) }
    return kind
  }

  /// Returns the cells by the names of their columns, with the answers of whoever is at a terminal to what is missing. With `--yes` nobody
  /// is asked.
  ///
  /// - Throws: as ``namedCells(of:)`` and ``MissingCells/asked(beside:)``.
  func allCells(of kind: FactKind, isNew: Bool) throws -> [String: String] {
    let given = try namedCells(of: kind)
    if yes { return given }
    return try MissingCells(kind: kind, isNew: isNew).asked(beside: given)
  }

  /// Returns the cells by the names of their columns.
  ///
  /// - Throws: `ValidationError` for a word that is no cell, an unknown column, and a column that is given twice.
  func namedCells(of kind: FactKind) throws -> [String: String] {
    var found: [String: String] = [:]
    for cell in cells {
      guard let sign = cell.firstIndex(of: "=") else {
        throw ValidationError(
          "« \(cell) » n'est pas de la forme colonne=valeur.",
          "“\(cell)” is not of the form column=value.")
      }
      let word = String(cell[..<sign])
      guard let column = Self.column(word, of: kind) else {
        let known = kind.form.columns.map(\.name).joined(separator: ", ")
        throw ValidationError(
          "« \(word) » n'est pas une colonne de \(kind.file). Colonnes : \(known)",
          "“\(word)” is no column of \(kind.file). Columns: \(known)")
      }
      guard found[column] == nil else {
        throw ValidationError(
          "La colonne \(column) est donnée deux fois.", "Column \(column) is given twice.")
      }
      found[column] = String(cell[cell.index(after: sign)...])
    }
    return found
  }

  /// Returns the column that people mean by its name in the file, or else by a label that no other column has; nil for none.
  static func column(_ word: String, of kind: FactKind) -> String? {
    let columns = kind.form.columns
    if columns.contains(where: { $0.name == word }) { return word }
    let meant = columns.filter { column in
      let names = [column.name, column.french?.label, column.english?.label].compactMap(\.self)
      return names.map(plain).contains(plain(word))
    }
    return meant.count == 1 ? meant.first?.name : nil
  }

  /// A name without the differences that people make in writing it: case, accents, `_` or `-` for a space.
  private static func plain(_ name: String) -> String {
    name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .replacing("_", with: " ").replacing("-", with: " ").replacing("’", with: "'")
  }
}
