import ArgumentParser
import Composition
import FactKinds
import Foundation
import Pages
import ServiceKit
import Texts

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    "Charge un fichier de faits, ou un dossier dans l'ordre qu'il faut.",
    "Loads a fact file, or a folder of them in their order.",
    discussion: words(
      """
      Un fichier CSV ou XLSX est lu en entier ou pas du tout ; les lignes refusées sont dites, les autres comptent.
      Codes de sortie : 0 tout est chargé, 3 des lignes sont refusées, 1 le chargement a échoué.
      """,
      """
      A CSV or XLSX file is read whole or not at all; rows that are refused are told, the others count.
      Exit codes: 0 all is loaded, 3 rows were refused, 1 the import failed.
      """))

  @OptionGroup var options: GatewayOptions
  @Argument(help: .words("Un fichier, ou un dossier.", "A file, or a folder.")) var path: String
  @Flag(help: .words("Les faits sont inventés.", "The facts are invented.")) var fictitious = false
  @Option(
    help: .words(
      "Un fichier du dossier à laisser de côté ; répétable.",
      "A file of the folder to leave out; repeatable.")) var except: [String] = []
  @Flag(
    help: .words(
      "Fait tout sauf charger : dit ce qui serait chargé, corrigé, refusé.",
      "Does all but load: tells what would be loaded, corrected, refused.")) var dryRun = false
  @Option(help: .listFormat) var format = OutputFormat.List.text

  func run() async throws {
    let gateway = try options.gateway(isJSON: format != .text)
    var upload = Upload(services: gateway, fictitious: fictitious, makesProgress: Progress.make)
    if dryRun { upload.rehearsal = .init() }
    var total = ImportReport()
    let (files, isFolder) = try files()
    for file in files {
      // Somebody else may have filled the folder, so links in it to other places are not followed.
      let isPlain = !isFolder || PlainFile.kind(of: file) == .plain
      let report =
        isPlain ? try await upload.send(file) : ImportReport(refused: [PlainFile.finding(file)])
      if format == .text { Self.show(report, of: file) }
      total.add(report)
      upload.rehearsal?.known.merge(report.codes) { $0 + $1 }
      upload.rehearsal?.tried.merge(report.rehearsed) { $0 + $1 }
    }
    await gateway.close()
    switch format {
    case .text: summarise(total)
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
      throw ConfigurationProblem("il n'y a pas de \(path)", "there is no \(path)")
    }
    guard isFolder.boolValue else { return ([path], false) }
    let wanted = FactCatalogue.known.files
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      .filter { !$0.hasPrefix(".") && !$0.hasPrefix("~$") }
    reportStrangers(names.filter { !wanted.contains(FactCatalogue.known.file(of: $0)) })
    let files = try wanted.filter { !except.contains($0) }.compactMap { file -> String? in
      let found = names.filter { FactCatalogue.known.file(of: $0) == file }
      guard found.count < 2 else {
        throw ConfigurationProblem(
          "\(path) contient \(found[0]) et \(found[1]), qui sont le même fichier de faits ; en garder un",
          "\(path) holds \(found[0]) and \(found[1]), which are the same fact file; keep one")
      }
      return found.first.map { "\(path)/\($0)" }
    }
    guard !files.isEmpty else {
      let known = FactCatalogue.known.files.joined(separator: ", ")
      throw ConfigurationProblem(
        "\(path) ne contient aucun fichier de faits ; ce sont \(known)",
        "\(path) holds no fact file; they are \(known)")
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
      "laissés de côté, leur nom n'est pas celui d'un fichier de faits : \(list)",
      "left aside, their names are no fact files': \(list)")
  }

  /// A French count: 0 and 1 are singular.
  static func counted(_ count: Int, _ one: String, _ more: String) -> String {
    "\(count) \(count < 2 ? one : more)"
  }

  static func show(_ report: ImportReport, of file: String) {
    let name = URL(fileURLWithPath: file).lastPathComponent
    let counts = words(
      [
        counted(report.loaded, "chargée", "chargées"),
        counted(report.unchanged, "inchangée", "inchangées"),
        counted(report.refused.count, "refusée", "refusées"),
      ].joined(separator: ", "),
      "\(report.loaded) loaded, \(report.unchanged) unchanged, \(report.refused.count) refused")
    // An import that changed something can be undone by its identifier.
    let imports = report.loaded > 0 ? report.imports.map { " (\($0.id))" }.joined() : ""
    Output.line("\(name): \(counts)\(imports)")
    FindingLines.write(refused: report.refused, findings: report.findings, indent: "  ")
  }

  private func summarise(_ total: ImportReport) {
    if dryRun {
      return Output.line("essai : rien n'a été chargé", "a rehearsal: nothing was loaded")
    }
    guard total.loaded == 0, total.refused.isEmpty else { return }
    Output.line("rien n'a changé", "nothing changed")
  }
}
