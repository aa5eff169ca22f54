import ArgumentParser
import Foundation
import ServiceKit
import Texts
import Values

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: words(
      "Charge un fichier de faits, ou un dossier dans l'ordre qu'il faut.",
      "Loads a fact file, or a folder of them in their order."),
    discussion: words(
      "Un fichier est pris en entier ou pas du tout ; les lignes refusées sont dites, les autres comptent.",
      "A file is taken all or nothing; rows that are refused are told, the others count."))

  @OptionGroup var options: GatewayOptions
  @Argument(help: .words("Un fichier, ou un dossier.", "A file, or a folder.")) var path: String
  @Flag(help: .words("Les faits sont inventés.", "The facts are invented.")) var fictitious = false
  @Option(
    help: .words(
      "Un fichier du dossier à laisser de côté ; répétable.",
      "A file of the folder to leave out; repeatable.")) var except: [String] = []
  @Option(help: .words("text ou json.", "text or json.")) var format = Format.text

  func run() async throws {
    let gateway = try options.gateway()
    let upload = Upload(gateway: gateway, fictitious: fictitious)
    var total = ImportReport()
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ConfigurationProblem("il n'y a pas de \(path)", "there is no \(path)")
    }
    let files =
      isFolder.boolValue
      ? Upload.order.map(\.file).filter { !except.contains($0) }.map { "\(path)/\($0)" }
        .filter { PlainFile.kind(of: $0) != .absent }
      : [path]
    guard !files.isEmpty else {
      let known = Upload.order.map(\.file).joined(separator: ", ")
      throw ConfigurationProblem(
        "\(path) ne contient aucun fichier de faits ; ce sont \(known)",
        "\(path) holds no fact file; they are \(known)")
    }
    for file in files {
      // A folder is somebody else's: what it points to elsewhere is not read.
      let isPlain = !isFolder.boolValue || PlainFile.kind(of: file) == .plain
      let report =
        isPlain ? try await upload.send(file) : ImportReport(refused: [PlainFile.finding(file)])
      if format == .text { Self.show(report, of: file, options.language) }
      total.add(report)
    }
    await gateway.close()
    guard format == .json else { return summarise(total) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    Output.line(String(decoding: try encoder.encode(total), as: UTF8.self))
  }

  static func show(_ report: ImportReport, of file: String, _ language: Language) {
    let name = URL(fileURLWithPath: file).lastPathComponent
    let counts = language.pick(
      "\(report.loaded) chargées, \(report.unchanged) inchangées, \(report.refused.count) refusées",
      "\(report.loaded) loaded, \(report.unchanged) unchanged, \(report.refused.count) refused")
    Output.line("\(name): \(counts)")
    for finding in report.refused {
      Output.line("  " + FindingLines.text(finding, isRefused: true, language))
    }
    for finding in report.findings {
      Output.line("  " + FindingLines.text(finding, isRefused: false, language))
    }
  }

  private func summarise(_ total: ImportReport) {
    guard total.loaded == 0, total.refused.isEmpty else { return }
    Output.line(
      options.language.pick("rien n'a changé", "nothing changed"))
  }
}
