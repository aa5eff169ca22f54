import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import ServiceKit
import Spreadsheet
import Tabular
import Texts
import Values

extension SenacsCommand {
  struct Load: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Charge des réponses : un tableau CSV ou XLSX, ou un dossier de formulaires renvoyés.",
      "Loads answers: a CSV or XLSX table, or a folder of returned forms.",
      discussion: words(
        """
        Chaque réponse est contrôlée. Les réponses en erreur sont signalées et écartées, les autres enregistrées. Recharger le \
        même fichier ne change rien.
        """,
        """
        Each answer is checked. Answers with an error are pointed out and left out, the others are recorded. Loading the same \
        file again changes nothing.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Argument(
      help: .words(
        "Fichier à charger, ou dossier de formulaires.",
        "File to load, or folder of forms.", .file), completion: .file())
    var path: String
    @Option(
      help: .words(
        "Enregistre les lignes refusées d'un tableau dans un nouveau fichier, à corriger.",
        "Writes the refused rows of a table to a new file, to be corrected.", .file),
      completion: .file())
    var refused: String?
    @Option(help: .findings, completion: .file()) var findings: String?
    @Option(help: .mostFindings) var most = 100
    @Flag(help: .fictitious) var fictitious = false
    @OptionGroup var reading: ReadingOptions

    func run() async throws {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw ConfigurationProblem("« \(path) » n'existe pas.", "“\(path)” does not exist.")
      }
      let gateway = try options.gateway()
      let questions = try await CampaignQuestions(campaign, gateway)
      let upload = Upload(
        services: gateway, fictitious: fictitious, makesProgress: Progress.make)
      let isFaulty =
        if try isFolder.boolValue || isForm() {
          try await loadForms(questions, upload, isFolder: isFolder.boolValue)
        } else {
          try await loadTable(questions, upload)
        }
      await gateway.close()
      if isFaulty { throw ExitCode(1) }
    }

    private func isForm() throws -> Bool {
      guard try ForeignFile(path).isWorkbook else { return false }
      return try FileFault.naming("") { ReturnedForm.isForm(try WorkbookReader(path: path)) }
    }

    private func loadForms(
      _ questions: CampaignQuestions, _ upload: Upload, isFolder: Bool
    ) async throws -> Bool {
      guard refused == nil else {
        throw ConfigurationProblem(
          "--refused ne s'utilise qu'avec un tableau. Corrigez les formulaires eux-mêmes, puis relancez la commande.",
          "--refused goes with a table only. Correct the forms themselves, then run the command again."
        )
      }
      let names =
        isFolder ? try FileManager.default.contentsOfDirectory(atPath: path).sorted() : []
      let books = names.filter { $0.lowercased().hasSuffix(".xlsx") }
      let paths =
        isFolder
        ? books.filter { !$0.hasPrefix("~$") }.map { "\(path)/\($0)" }
          .filter { PlainFile.kind(of: $0) == .plain }
        : [path]
      guard !paths.isEmpty else {
        throw ConfigurationProblem(
          "« \(path) » ne contient aucun classeur .xlsx.", "“\(path)” holds no workbook .xlsx.")
      }
      var report = try CheckReport(
        refused: nil, findings: findings, most: most, header: [], namesFile: true)
      // A file that is no such workbook is reported, not silently skipped.
      for name in books where PlainFile.kind(of: "\(path)/\(name)") == .other {
        try report.add(PlainFile.finding(name), isRefused: true)
      }
      var ignored: [String] = []
      for name in names
      where !books.contains(name) && !name.hasPrefix(".") && !name.hasPrefix("~$") {
        // It may be a form that was saved in another format.
        guard Self.otherFormats.contains(where: { name.lowercased().hasSuffix($0) }) else {
          ignored.append(name)
          continue
        }
        try report.add(
          Finding(file: name, row: 1, column: "", value: "", code: "FILE_NOT_XLSX"),
          isRefused: true)
      }
      let folder = FormFolder(questions: questions, upload: upload, language: language)
      var toCorrect: Set<String> = []
      let counts = try await folder.load(paths) { finding, isRefused in
        if isRefused { toCorrect.insert(finding.file) }
        try report.add(finding, isRefused: isRefused)
      }
      func told(_ language: Language) -> String {
        LoadedAnswersText(language).forms(
          read: paths.count, counts, toCorrect: toCorrect.count, ignored: ignored)
      }
      try report.end(told(.french), told(.english))
      let text = LoadedAnswersText(language)
      let waiting = text.waiting(
        counts.waiting, until: questions.validation(language), isChecked: false)
      for line in [text.others(counts), waiting].compactMap(\.self) { Output.line(line) }
      return report.isFaulty
    }

    /// Formats in which people save workbooks beside `.xlsx`.
    private static let otherFormats = [".ods", ".xls", ".xlsm", ".xlsb", ".numbers"]

    private func loadTable(_ questions: CampaignQuestions, _ upload: Upload) async throws -> Bool {
      let mapping = try reading.givenMapping()
      let table = try ForeignTable(path, reading, questions.schema)
      let proposals = ReadingOptions.proposals(table.labels, mapping, questions.schema)
      if let propose = reading.propose {
        try reading.write(proposals, mapping, to: propose)
        return false
      }
      guard proposals.isEmpty else {
        let (french, english) = ReadingOptions.alike(proposals)
        throw ConfigurationProblem(french, english)
      }
      var report = try CheckReport(
        refused: refused, findings: findings, most: most, header: table.labels)
      let counts = try await table.send(
        by: upload, as: AnswersFile.name, to: "senacs", subject: campaign, mapping: mapping,
        &report)
      try report.end(
        LoadedAnswersText(.french).table(counts), LoadedAnswersText(.english).table(counts))
      return report.isFaulty
    }
  }
}
