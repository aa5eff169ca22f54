import ArgumentParser
import Composition
import Contracts
import Foundation
import ServiceKit
import Spreadsheet
import Tabular
import Values

extension SenacsCommand {
  struct Load: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Charge des réponses : un tableau CSV ou XLSX de toute origine, ou un dossier de formulaires revenus.",
      "Loads answers: a CSV or XLSX table of any origin, or a folder of forms that came back.",
      discussion: words(
        """
        Chaque réponse est vérifiée par le questionnaire de la campagne et ses règles ; les fautives sont
        dites et laissées, les autres gardées. Charger de nouveau ne change rien.
        """,
        """
        Each answer is checked by the campaign's codebook and its rules; those that fail are told and left,
        the others kept. Loading again changes nothing.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Argument(help: .words("Un fichier, ou un dossier.", "A file, or a folder.")) var path: String
    @Option(
      help: .words(
        "Les lignes refusées d'un tableau, dans un nouveau fichier à corriger.",
        "The refused rows of a table, in a new file to correct.")) var refused: String?
    @Option(help: .findings) var findings: String?
    @Option(help: .mostFindings) var most = 100
    @Flag(help: .words("Les réponses sont inventées.", "The answers are invented."))
    var fictitious = false
    @OptionGroup var reading: ReadingOptions

    func run() async throws {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw ConfigurationProblem("il n'y a pas de \(path)", "there is no \(path)")
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
          "--refused est pour un tableau ; les formulaires se corrigent eux-mêmes",
          "--refused is for a table; forms are corrected themselves")
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
          "\(path) ne contient aucun classeur .xlsx", "\(path) holds no workbook .xlsx")
      }
      var report = try CheckReport(
        refused: nil, findings: findings, most: most, header: [], namesFile: true)
      // A file that is no such workbook is reported, not silently skipped.
      for name in books where PlainFile.kind(of: "\(path)/\(name)") == .other {
        try report.add(PlainFile.finding(name), isRefused: true)
      }
      for name in names
      where !books.contains(name) && !name.hasPrefix(".") && !name.hasPrefix("~$") {
        try report.add(
          Finding(file: name, row: 1, column: "", value: "", code: "FILE_NOT_XLSX"),
          isRefused: true)
      }
      let folder = FormFolder(questions: questions, upload: upload, language: language)
      let counts = try await folder.load(paths) { try report.add($0, isRefused: $1) }
      try report.end(
        "\(paths.count) formulaires : \(counts.loaded) réponses chargées, \(counts.unchanged) inchangées, \(counts.refused) refusées ; \(counts.questions) réponses aux questions de la fiche, \(counts.readings) lectures de diagnostic, \(counts.responses) présences en veille déjà notées, \(counts.declared) déclarées, à confirmer",
        "\(paths.count) forms: \(counts.loaded) answers loaded, \(counts.unchanged) unchanged, \(counts.refused) refused; \(counts.questions) answers to the sheet's questions, \(counts.readings) readings of diagnoses, \(counts.responses) responses to meetings recorded already, \(counts.declared) declared, to be confirmed"
      )
      if counts.waiting > 0 {
        Output.line(
          "\(counts.waiting) formulaires ne sont pas validés : leurs questions, leur diagnostic et leurs réunions attendent que « statut » le dise",
          "\(counts.waiting) forms are not validated: their questions, diagnosis and meetings wait until “statut” says so"
        )
      }
      return report.isFaulty
    }

    private func loadTable(_ questions: CampaignQuestions, _ upload: Upload) async throws -> Bool {
      let mapping = try reading.givenMapping()
      let table = try ForeignTable(path, reading, questions.schema)
      let proposals = ReadingOptions.proposals(table.labels, mapping, questions.schema)
      if let propose = reading.propose {
        try reading.write(proposals, mapping, to: propose)
        return false
      }
      guard proposals.isEmpty else {
        let list = proposals.prefix(5).map { "\($0.label) → \($0.field)" }.joined(separator: ", ")
        throw ConfigurationProblem(
          "\(proposals.count) colonnes ressemblent à des champs (\(list)) ; les écrire par --propose FICHIER, les relire, puis --mapping FICHIER",
          "\(proposals.count) columns look like fields (\(list)); write them with --propose FILE, read them over, then --mapping FILE"
        )
      }
      var report = try CheckReport(
        refused: refused, findings: findings, most: most, header: table.labels)
      let counts = try await table.send(
        by: upload, as: AnswersFile.name, to: "senacs", subject: campaign, mapping: mapping,
        &report)
      try report.end(
        "\(counts.loaded) réponses chargées, \(counts.unchanged) inchangées, \(counts.refused) refusées",
        "\(counts.loaded) answers loaded, \(counts.unchanged) unchanged, \(counts.refused) refused")
      return report.isFaulty
    }
  }
}
