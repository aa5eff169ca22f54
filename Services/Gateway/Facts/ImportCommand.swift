import ArgumentParser
import Composition
import FactKinds
import Foundation
import Pages
import RPCContract
import ServiceKit
import Texts

struct ImportCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "import",
    "Charge un fichier de données, ou un dossier entier dans le bon ordre.",
    "Loads a fact file, or a whole folder of them in the right order.",
    discussion: words(
      """
      Un fichier CSV ou XLSX est chargé en une seule fois : les lignes refusées sont signalées, les autres enregistrées.
      Codes de sortie : 0 tout est chargé ; 3 des lignes sont refusées ; 1 échec.
      """,
      """
      A CSV or XLSX file is loaded all at once: rows that are refused are pointed out, the others are recorded.
      Exit codes: 0 all is loaded; 3 rows were refused; 1 failure.
      """))

  @OptionGroup var options: GatewayOptions
  @Argument(
    help: .words("Fichier à charger, ou dossier.", "File to load, or folder.", .file),
    completion: .file())
  var path: String
  @Flag(help: .fictitious) var fictitious = false
  @Option(
    help: .words(
      "Fichier du dossier à ignorer ; peut être répété.",
      "File of the folder to leave out; may be repeated.", .file))
  var except: [String] = []
  @Flag(
    help: .words(
      "Contrôle sans charger : affiche ce qui serait chargé, corrigé ou refusé.",
      "Checks without loading: shows what would be loaded, corrected or refused."))
  var dryRun = false
  @Option(help: .findings, completion: .file()) var findings: String?
  @Option(help: .listFormat) var format = OutputFormat.List.text

  static var jsonSchema: JSONSchema { .value(ImportReport.self) }

  func run() async throws {
    let all = try findings.map { try FindingsFile($0, namesFile: true) }
    let gateway = try options.gateway(isJSON: format != .text)
    var upload = Upload(services: gateway, fictitious: fictitious, makesProgress: Progress.make)
    if dryRun { upload.rehearsal = .init() }
    var (total, untold) = (ImportReport(), 0)
    let (files, isFolder) = try files()
    for file in files {
      // Somebody else may have filled the folder, so links in it to other places are not followed.
      let isPlain = !isFolder || PlainFile.kind(of: file) == .plain
      let report =
        isPlain ? try await upload.send(file) : ImportReport(refused: [PlainFile.finding(file)])
      if format == .text { untold += Self.show(report, of: file) }
      for finding in report.refused + report.findings { try all?.add(finding) }
      total.add(report)
      upload.rehearsal?.known.merge(report.codes) { $0 + $1 }
      upload.rehearsal?.tried.merge(report.rehearsed) { $0 + $1 }
    }
    await gateway.close()
    try all?.finish()
    switch format {
    case .text: summarise(total, untold: untold)
    case .csv: Output.data(OutputFormat.csv(total.records))
    case .excel: Output.sheet(total.records)
    case .html:
      let records = total.records
      let table = Table(header: records[0], rows: Array(records.dropFirst()))
      Output.data(Output.page(table, isFictitious: fictitious).html)
    case .json: Output.data(try OutputFormat.jsonLine(total))
    }
    if !total.refused.isEmpty { throw ExitCode(3) }
  }

  /// The files to load, in their order, and whether they are those of a folder.
  private func files() throws -> ([String], isFolder: Bool) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ConfigurationProblem("« \(path) » n'existe pas.", "“\(path)” does not exist.")
    }
    guard isFolder.boolValue else { return ([path], false) }
    let wanted = FactCatalogue.known.files
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      .filter { !$0.hasPrefix(".") && !$0.hasPrefix("~$") }
    reportStrangers(
      names.filter { !except.contains($0) && !wanted.contains(FactCatalogue.known.file(of: $0)) })
    let files = try wanted.filter { !except.contains($0) }.compactMap { file -> String? in
      let found = names.filter { FactCatalogue.known.file(of: $0) == file }
      guard found.count < 2 else {
        throw ConfigurationProblem(
          "« \(path) » contient \(found[0]) et \(found[1]), qui sont le même fichier de données : gardez-en un.",
          "\(path) holds \(found[0]) and \(found[1]), which are the same fact file: keep one.")
      }
      return found.first.map { "\(path)/\($0)" }
    }
    guard !files.isEmpty else {
      let known = FactCatalogue.known.files.joined(separator: ", ")
      throw ConfigurationProblem(
        "« \(path) » ne contient aucun fichier de données. Noms possibles : \(known)",
        "\(path) holds no fact file. Possible names: \(known)")
    }
    return (files, true)
  }

  /// Reports tables in a folder that are no fact files: a table with a mistyped name would be silently skipped otherwise.
  private func reportStrangers(_ names: [String]) {
    let tables = names.filter { name in
      [".csv", ".xlsx", ".xls", ".ods", ".tsv", ".txt"].contains { name.lowercased().hasSuffix($0) }
    }
    guard !tables.isEmpty else { return }
    let list = tables.joined(separator: ", ")
    Output.error(
      "Laissés de côté, car leur nom n'est pas celui d'un fichier de données : \(list)",
      "Left aside, as their names are no fact files': \(list)")
  }

  /// Writes what came of a file, and its findings by kind.
  ///
  /// - Returns: how many findings have no line of their own.
  @discardableResult
  static func show(_ report: ImportReport, of file: String) -> Int {
    let name = URL(fileURLWithPath: file).lastPathComponent
    // An import that changed something can be undone by its identifier.
    let imports =
      report.loaded > 0
      ? report.imports.map { words(" (chargement \($0.id))", " (import \($0.id))") }.joined() : ""
    Output.line("\(name)\(language.colon) \(report.summary(language))\(imports).")
    return FindingLines.write(refused: report.refused, findings: report.findings, indent: "  ")
  }

  private func summarise(_ total: ImportReport, untold: Int) {
    if untold > 0, findings == nil { FindingsFile.offer() }
    if !total.refused.isEmpty {
      Output.line(
        "Corrigez votre fichier, puis relancez la même commande : les lignes déjà chargées ne le seront pas deux fois.",
        "Correct your file, then run the same command again: rows that are loaded already will not be loaded twice."
      )
    }
    if dryRun {
      return Output.line("Essai : rien n'a été chargé.", "A rehearsal: nothing was loaded.")
    }
    guard total.loaded == 0, total.unchanged > 0, total.refused.isEmpty else { return }
    Output.line(
      "Aucun changement : tout était déjà chargé.", "Nothing changed: all was loaded already.")
  }
}
