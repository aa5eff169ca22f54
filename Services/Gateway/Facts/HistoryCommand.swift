import ArgumentParser
import Composition
import Contracts
import FactKinds
import Foundation
import Pages
import ServiceKit
import Tabular
import Texts
import Values

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    "Montre les versions d'un enregistrement : quand, par qui, d'où, et ce qui a changé.",
    "Shows the versions of a record: when, by whom, from what, and what changed.",
    discussion: words(
      "vigie history structures S01\nvigie history mandates P03 S01 director 2024-01-01",
      "vigie history structures S01\nvigie history mandates P03 S01 director 2024-01-01"))

  @OptionGroup var options: GatewayOptions
  @Argument(
    help: .kindOfFact, completion: .list(FactCatalogue.vigie.kinds.map(\.name))) var kind: String
  @Argument(
    help: .words(
      "La clé de l'enregistrement, dans l'ordre de ses colonnes ; son début suffit.",
      "The record's key, in the order of its columns; its beginning will do.")) var key: [String]
  @Option(help: .listFormat) var format = OutputFormat.List.text

  func run() async throws {
    guard let kind = FactCatalogue.known.kind(meant: kind) else { throw FactsCommand.unknown(kind) }
    let gateway = try options.gateway(isJSON: format == .json)
    var reply = try await gateway.call(kind.owner, ListVersions(file: kind.file, key: key))
    // The key may be given in one argument, as it is shown. This is tried second, since a code may contain a space too.
    let parts = key.count == 1 ? key[0].split(separator: " ").map(String.init) : []
    if reply.versions.isEmpty, parts.count > 1, parts.count <= kind.form.key.count {
      reply = try await gateway.call(kind.owner, ListVersions(file: kind.file, key: parts))
    }
    await gateway.close()
    guard !reply.versions.isEmpty else {
      let name = key.joined(separator: " ")
      throw ConfigurationProblem(
        "\(kind.file) n'a pas d'enregistrement \(name)", "\(kind.file) has no record \(name)")
    }
    let header = headings(
      ["enregistrement", "version", "enregistrée le", "par", "origine", "changement"],
      ["record", "version", "recorded at", "by", "from", "change"])
    try format.write(reply.versions, header, lines(reply.versions, kind))
    if reply.hasMore {
      Output.error(
        "d'autres versions suivent : préciser la clé", "more versions follow: say more of the key")
    }
  }

  /// One line for each version, with its changes from the version before.
  private func lines(_ versions: [ListVersions.Version], _ kind: FactKind) -> [[String]] {
    let columns = kind.form.columns.map(\.name).filter { !kind.form.key.contains($0) }
    let isHidden = columns.allSatisfy { !kind.shown.contains($0) }
    var before: ListVersions.Version?
    return versions.map { version in
      defer { before = version }
      // All cells of a version that comes back after a withdrawal count as new.
      let last = before?.key == version.key && before?.isWithdrawn != true ? before : nil
      guard version.isWithdrawn != true else {
        return line(version, words("retiré", "withdrawn"))
      }
      guard !isHidden else { return line(version, words("n'est pas montré", "is not shown")) }
      let changes = columns.compactMap { column -> String? in
        guard let new = version.cells[column] else { return nil }
        guard let last else { return new.isEmpty ? nil : "\(column) \(new)" }
        let old = last.cells[column] ?? ""
        guard old != new else { return nil }
        return "\(column) \(old.isEmpty ? "–" : old) → \(new.isEmpty ? "–" : new)"
      }
      return line(version, changes.joined(separator: ", "))
    }
  }

  private func line(_ version: ListVersions.Version, _ change: String) -> [String] {
    // The file and its row, and the identifier of the import, by which the import can be undone.
    let cause = Cause(version.cause)
    let origin = version.file.map { file in
      "\(file):\(version.row ?? 0) (\(cause.upload?.id ?? ""))"
    }
    let undone = cause.undone.map { words("annulation de \($0)", "undo of \($0)") }
    return [
      version.key.filter { !$0.isEmpty }.joined(separator: " "), String(version.version),
      version.recordedAt.iso, AuditCommand.author(version.principal, version.roles),
      TerminalText.visible(origin ?? undone ?? version.cause),
      TerminalText.visible(change),
    ]
  }
}
