import ArgumentParser
import Composition
import Contracts
import FactKinds
import Foundation
import Pages
import RPCContract
import ServiceKit
import Tabular
import Texts
import Values

struct HistoryCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "history",
    "Affiche les versions d'un enregistrement : quand, par qui, d'où, et ce qui a changé.",
    "Shows the versions of a record: when, by whom, from what, and what changed.",
    discussion: words("Exemples :", "Examples:")
      + "\nvigie history structures S01\nvigie history mandates P03 S01 director 2024-01-01")

  @OptionGroup var options: GatewayOptions
  @Argument(help: .kindOfFact, completion: .list(FactCatalogue.vigie.kinds.map(\.name)))
  var kind: String
  @Argument(
    help: .words(
      "Identifiant de l'enregistrement, dans l'ordre de ses colonnes ; le début suffit.",
      "Key of the record, in the order of its columns; its beginning will do.", .key))
  var key: [String]
  @Option(help: .listFormat) var format = OutputFormat.List.text

  static var jsonSchema: JSONSchema { .value([ListVersions.Version].self) }

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
        "Aucun enregistrement « \(name) » dans \(kind.file). Vérifiez l'identifiant.",
        "\(kind.file) has no record “\(name)”. Check its key.")
    }
    let lines = lines(reply.versions, kind)
    try format.write(reply.versions, lines, Self.columns, isFictitious: nil) {
      Output.table(lines, Self.shown)
    }
    if reply.hasMore {
      Output.error(
        "D'autres versions suivent : précisez l'identifiant.",
        "More versions follow: say more of the key.")
    }
  }

  /// A version, and what it changed.
  private struct Line {
    let version: ListVersions.Version
    let change: Change
  }

  /// What a version changed: by the names of columns for programs, by their labels for people.
  private struct Change {
    let open, told: String
  }

  private static var record: ListingColumn<Line> {
    .list("key", "enregistrement", "record", separator: " ") {
      $0.version.key.filter { !$0.isEmpty }
    }
  }
  private static var number: ListingColumn<Line> {
    .number("version", "version", "version") { $0.version.version }
  }
  private static var time: ListingColumn<Line> {
    .instant("recordedAt", "enregistrée le", "recorded at") { $0.version.recordedAt }
  }
  private static var change: ListingColumn<Line> {
    .text(nil, "changement", "change", told: { $0.change.told }) { $0.change.open }
  }

  /// What files tell: one thing a cell.
  private static var columns: [ListingColumn<Line>] {
    [
      record, number, time,
      .text("principal", "par", "by") { $0.version.principal },
      .list("roles", "rôles", "roles", separator: " ") { $0.version.roles ?? [] },
      .text("file", "fichier", "file") { $0.version.file },
      .number("row", "ligne", "row") { $0.version.row },
      .text(
        "cause", "origine", "cause",
        as: {
          let cause = Cause($0)
          return cause.upload?.id ?? undoing(cause) ?? $0
        }
      ) { $0.version.cause },
      change,
    ]
  }

  /// What a table on a terminal tells, in fewer columns.
  private static var shown: [ListingColumn<Line>] {
    [
      record, number, time,
      .text(nil, "par", "by") { AuditCommand.author($0.version.principal, $0.version.roles) },
      .text(nil, "origine", "from") { origin($0.version) },
      change,
    ]
  }

  /// The file and its row, and the identifier of the import, by which the import can be undone; else the cause.
  private static func origin(_ version: ListVersions.Version) -> String {
    let cause = Cause(version.cause)
    let place = version.file.map { file in
      "\(file):\(version.row ?? 0) (\(cause.upload?.id ?? ""))"
    }
    return place ?? undoing(cause) ?? version.cause
  }

  private static func undoing(_ cause: Cause) -> String? {
    cause.undone.map { words("annulation de \($0)", "undo of \($0)") }
  }

  /// One line for each version, with its changes from the version before.
  private func lines(_ versions: [ListVersions.Version], _ kind: FactKind) -> [Line] {
    var before: ListVersions.Version?
    return versions.map { version in
      defer { before = version }
      // All cells of a version that comes back after a withdrawal count as new.
      let last = before?.key == version.key && before?.isWithdrawn != true ? before : nil
      return Line(version: version, change: change(version, since: last, kind))
    }
  }

  private func change(
    _ version: ListVersions.Version, since last: ListVersions.Version?, _ kind: FactKind
  ) -> Change {
    if version.isWithdrawn == true {
      return Change(open: "withdrawn", told: words("retiré", "withdrawn"))
    }
    let columns = kind.form.columns.filter { !kind.form.key.contains($0.name) }
    guard columns.contains(where: { kind.shown.contains($0.name) }) else {
      return Change(open: "not shown", told: words("n'est pas montré", "is not shown"))
    }
    let help = FactHelp(kind: kind)
    var (codes, told): ([String], [String]) = ([], [])
    for column in columns {
      guard let new = version.cells[column.name] else { continue }
      let old = last?.cells[column.name] ?? ""
      guard old != new else { continue }
      func moved(_ value: (String) -> String) -> String {
        last == nil ? value(new) : "\(value(old)) → \(value(new))"
      }
      let label = help.label(column)
      let shown = moved { Self.text($0, column) }
      codes.append("\(column.name) \(moved { $0.isEmpty ? "–" : $0 })")
      told.append(words("\(label) : \(shown)", "\(label): \(shown)"))
    }
    return Change(
      open: codes.joined(separator: ", "), told: told.joined(separator: words(" ; ", "; ")))
  }

  /// A cell as people read it.
  private static func text(_ cell: String, _ column: Column) -> String {
    if cell.isEmpty { return "–" }
    return switch column.kind {
    case .date: language.day(cell)
    case .instant: Instant(cell).map(language.moment) ?? cell
    case .flag: cell == "true" ? words("oui", "yes") : words("non", "no")
    case .decimal, .amount: language.number(cell)
    default: cell
    }
  }
}
