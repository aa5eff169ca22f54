import ArgumentParser
import Composition
import Contracts
import FactKinds
import Foundation
import Pages
import RPCContract
import Tabular
import Texts
import Values

/// Writes one fact: shows what will be, asks, records it, and shows what stands.
struct FactWriting {
  let kind: FactKind
  /// Whether no record may stand under the key; otherwise one must.
  let isNew: Bool
  /// Whether it is recorded without a question.
  let isAgreed: Bool

  /// Does it, and closes the gateway.
  ///
  /// - Throws: what ``write(_:_:)`` throws.
  func run(_ cells: [String: String], _ gateway: Gateway) async throws {
    _ = try await write(cells, gateway)
    await gateway.close()
  }

  /// Does it.
  ///
  /// - Returns: whether the record is now as it was to be; false where the person did not agree.
  /// - Throws: `ExitCode` 3 where the fact is refused; `ValidationError` where nobody can be asked; what the calls throw.
  func write(_ cells: [String: String], _ gateway: Gateway) async throws -> Bool {
    let fictitious = try await nature(gateway)
    let tried = try await gateway.call(
      kind.owner,
      RehearseFact(file: kind.file, cells: cells, isNew: isNew, fictitious: fictitious))
    guard let after = tried.after, tried.refused.isEmpty else { throw refused(tried) }
    guard tried.before != after else {
      Output.line("Rien à changer : \(name(after))", "Nothing to change: \(name(after))")
      return true
    }
    showPlan(tried.before, after, tried.findings)
    guard try Self.agrees(isAgreed) else {
      Output.line("Rien n'a été enregistré.", "Nothing was recorded.")
      return false
    }
    let done = try await gateway.call(
      kind.owner,
      RecordFact(
        file: kind.file, cells: cells, isNew: isNew, fictitious: fictitious,
        version: Bounded(clamping: tried.version)))
    guard let now = done.after, done.refused.isEmpty else { throw refused(done) }
    showResult(now, done.importID)
    return true
  }

  /// Whether the network is invented; nil for a key that does not see the network: the service then goes by its own facts.
  private func nature(_ gateway: Gateway) async throws -> Bool? {
    do {
      return try await gateway.isNetworkFictitious()
    } catch let error as RPCError where error.status.details?.reason == "ROLE_NEEDED" {
      return nil
    }
  }

  /// Tells why a fact is refused, and returns the error that ends the command.
  private func refused(_ reply: RehearseFact.Reply) -> ExitCode {
    FindingLines.write(refused: reply.refused, findings: [], namesFile: true)
    return ExitCode(3)
  }

  /// The record as people name it: its kind and its key.
  private func name(_ cells: [String: String]) -> String {
    ([kind.name] + kind.form.key.map { cells[$0] ?? "" }).filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private func showPlan(
    _ before: [String: String]?, _ after: [String: String], _ findings: [Finding]
  ) {
    if before == nil {
      Output.line("À ajouter : \(name(after))", "To be added: \(name(after))")
    } else {
      Output.line("À modifier : \(name(after))", "To be changed: \(name(after))")
    }
    let rows = kind.form.columns.compactMap { column -> [String]? in
      let (old, new) = (before?[column.name] ?? "", after[column.name] ?? "")
      return old == new ? nil : [column.name, shown(old), shown(new)]
    }
    Output.table(headings(["colonne", "avant", "après"], ["column", "before", "after"]), rows)
    // The table tells what is corrected.
    FindingLines.write(
      refused: [], findings: findings.filter { $0.code != "CORRECTED" }, namesFile: true)
  }

  private func showResult(_ now: [String: String], _ importID: String?) {
    Output.line("Enregistré : \(name(now))", "Recorded: \(name(now))")
    let rows = kind.form.columns.compactMap { column -> [String]? in
      now[column.name].map { [column.name, shown($0)] }
    }
    Output.table(headings(["colonne", "maintenant"], ["column", "now"]), rows)
    if let importID {
      Output.line("Pour l'annuler : vigie undo \(importID)", "To undo it: vigie undo \(importID)")
    }
  }

  private func shown(_ cell: String) -> String { cell.isEmpty ? "–" : TerminalText.visible(cell) }

  /// Whether the person agrees: said beforehand, or asked on a terminal.
  ///
  /// - Throws: `ValidationError` where there is no terminal to ask on.
  static func agrees(_ isAgreed: Bool) throws -> Bool {
    if isAgreed { return true }
    guard isatty(STDIN_FILENO) != 0 else {
      throw ValidationError(
        "rien n'a été enregistré : hors d'un terminal, il faut --yes",
        "nothing was recorded: outside a terminal --yes is needed")
    }
    Output.line("Enregistrer ? (o/n)", "Record it? (y/n)")
    let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased() ?? ""
    return ["o", "oui", "y", "yes"].contains(answer)
  }
}
