import ArgumentParser
import FactKinds
import Foundation
import Tabular

/// The cells that a record needs and nobody gave. Whoever sits at a terminal is asked for them, one question each.
struct MissingCells {
  let kind: FactKind
  /// Whether the record is new; one that stands needs the cells of its key only.
  let isNew: Bool

  /// Whether a column needs a cell beside those that are given.
  ///
  /// A column that some rows leave empty is asked for only where another cell says so for certain; otherwise the service tells.
  func needs(_ column: Column, beside cells: [String: String]) -> Bool {
    guard cells[column.name] == nil, isNew || kind.form.key.contains(column.name) else {
      return false
    }
    if let condition = kind.form.filledWhen[column.name] {
      return condition.isNeeded && condition.values.contains(cells[condition.column] ?? "")
    }
    return !column.mayBeEmpty && kind.form.emptyWhen[column.name] == nil
  }

  /// Asks for the missing cells on a terminal; elsewhere it asks nothing.
  ///
  /// - Returns: the cells given before, and those of the answers.
  /// - Throws: `ValidationError` where the answers end before the questions (Ctrl-D).
  func asked(beside given: [String: String]) throws -> [String: String] {
    guard isatty(STDIN_FILENO) != 0 else { return given }
    let help = FactHelp(kind: kind)
    var cells = given
    for column in kind.form.columns where needs(column, beside: cells) {
      let meant = "\(help.label(column)) (\(help.form(column)))"
      Output.line("\(column.name) : \(meant) ?", "\(column.name): \(meant)?")
      guard let answer = readLine() else {
        throw ValidationError(
          "rien n'a été enregistré : la colonne \(column.name) est à renseigner",
          "nothing was recorded: \(column.name) is missing")
      }
      cells[column.name] = answer.trimmingCharacters(in: .whitespaces)
    }
    return cells
  }
}
