import ArgumentParser
import Contracts
import Foundation
import RPC
import RPCContract
import ServiceKit
import Spreadsheet
import Tabular
import Texts
import Values

extension SenacsCommand {
  /// A campaign's codebook as the gateway needs it.
  struct Questions {
    let state: CodebookState
    let schema: TableSchema
    let codebook: Contracts.Codebook

    init(_ campaign: String, _ gateway: Gateway) async throws {
      state = try await gateway.call("senacs", GetCodebook(campaign: campaign))
      let data = Data(state.document.utf8)
      schema = try JSONDecoder().decode(TableSchema.self, from: data)
      codebook = try JSONDecoder().decode(Contracts.Codebook.self, from: data)
    }

    /// What people call a field.
    func label(_ field: String, _ language: Language) -> String {
      schema.fields.first { $0.name == field }?.labels?[language.rawValue] ?? field
    }
  }

  struct Codebook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Montre le questionnaire d'une campagne et ce qui y change, ou le donne.",
        "Shows a campaign's codebook and what changes in it, or sets it."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var campaign: Campaign
    @Option(
      help: .words(
        "Le donner : un Table Schema (Frictionless), en JSON.",
        "Set it: a Table Schema (Frictionless), JSON.")) var set: String?
    @Flag(help: .words("Écrire le document lui-même.", "Write the document itself.")) var document =
      false

    func run() async throws {
      let gateway = try options.gateway()
      let state: CodebookState
      if let set {
        guard let data = FileManager.default.contents(atPath: set),
          let text = String(data: data, encoding: .utf8)
        else { throw ConfigurationProblem("impossible de lire \(set)", "cannot read \(set)") }
        state = try await gateway.call(
          "senacs", SetCodebook(campaign: campaign.campaign, document: text))
      } else {
        state = try await gateway.call("senacs", GetCodebook(campaign: campaign.campaign))
      }
      await gateway.close()
      if document { return Output.line(state.document) }
      let fields =
        try JSONDecoder().decode(Contracts.Codebook.self, from: Data(state.document.utf8)).fields
      Output.line(
        words(
          "campagne \(campaign.campaign), données \(state.dataYear) : \(fields.count) champs, dont \(state.baseItems) de la base à remplir",
          "campaign \(campaign.campaign), data of \(state.dataYear): \(fields.count) fields, \(state.baseItems) of them the base to answer"
        ))
      for (block, own) in Dictionary(grouping: fields, by: \.block).sorted(by: {
        $0.key ?? "" < $1.key ?? ""
      }) {
        guard let block else { continue }
        Output.line(
          words("  bloc \(block) : \(own.count) champs", "  block \(block): \(own.count) fields"))
      }
      guard let before = state.comparedWith else { return }
      Output.line(words("par rapport à \(before) :", "compared with \(before):"))
      let renamed = state.renamed.sorted { $0.key < $1.key }.map { "\($0.value) → \($0.key)" }
      for (what, list) in [
        (words("ajoutés", "added"), state.added), (words("retirés", "removed"), state.removed),
        (words("renommés", "renamed"), renamed),
        (words("redéfinis, série rompue", "redefined, series broken"), state.redefined),
      ] { Output.line("  \(what): \(list.isEmpty ? "–" : list.joined(separator: " "))") }
    }
  }

  struct Load: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Charge des réponses : un tableau CSV ou XLSX de toute origine, ou un dossier de formulaires revenus.",
        "Loads answers: a CSV or XLSX table of any origin, or a folder of forms that came back."),
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
    @OptionGroup var campaign: Campaign
    @Argument(help: .words("Un fichier, ou un dossier.", "A file, or a folder.")) var path: String
    @Option(
      help: .words(
        "Les lignes refusées d'un tableau, dans un nouveau fichier à corriger.",
        "The refused rows of a table, in a new file to correct.")) var refused: String?
    @Option(
      help: .words(
        "Toutes les remarques, en CSV, dans un nouveau fichier.",
        "All findings, as CSV, in a new file.")) var findings: String?
    @Option(help: .words("Combien de remarques afficher.", "How many findings to show."))
    var most = 100
    @Flag(help: .words("Les réponses sont inventées.", "The answers are invented."))
    var fictitious = false
    @OptionGroup var reading: ReadingOptions

    func run() async throws {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw ConfigurationProblem("il n'y a pas de \(path)", "there is no \(path)")
      }
      let gateway = try options.gateway()
      let questions = try await Questions(campaign.campaign, gateway)
      let upload = Upload(gateway: gateway, fictitious: fictitious)
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
      return try ReadingOptions.told("") { ReturnedForm.isForm(try WorkbookReader(path: path)) }
    }

    private func loadForms(
      _ questions: Questions, _ upload: Upload, isFolder: Bool
    ) async throws -> Bool {
      guard refused == nil else {
        throw ConfigurationProblem(
          "--refused est pour un tableau ; les formulaires se corrigent eux-mêmes",
          "--refused is for a table; forms are corrected themselves")
      }
      let paths =
        isFolder
        ? try FileManager.default.contentsOfDirectory(atPath: path).sorted()
          .filter { $0.lowercased().hasSuffix(".xlsx") && !$0.hasPrefix("~$") }
          .map { "\(path)/\($0)" }.filter { PlainFile.kind(of: $0) == .plain }
        : [path]
      guard !paths.isEmpty else {
        throw ConfigurationProblem(
          "\(path) ne contient aucun classeur .xlsx", "\(path) holds no workbook .xlsx")
      }
      var report = try CheckReport(
        refused: nil, findings: findings, most: most, header: [], namesFile: true)
      // What is no workbook of this kind is not passed over in silence.
      if isFolder {
        for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        where name.lowercased().hasSuffix(".xlsx")
          && PlainFile.kind(of: "\(path)/\(name)") == .other
        {
          try report.add(PlainFile.finding(name), isRefused: true)
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        where !name.lowercased().hasSuffix(".xlsx") && !name.hasPrefix(".") && !name.hasPrefix("~$")
        {
          try report.add(
            Finding(file: name, row: 1, column: "", value: "", code: "FILE_NOT_XLSX"),
            isRefused: true)
        }
      }
      let folder = FormFolder(
        campaign: campaign.campaign, questions: questions, upload: upload)
      let counts = try await folder.load(paths) { try report.add($0, isRefused: $1) }
      try report.end(
        words(
          "\(paths.count) formulaires : \(counts.loaded) réponses chargées, \(counts.unchanged) inchangées, \(counts.refused) refusées ; \(counts.questions) réponses aux questions de la fiche, \(counts.readings) lectures de diagnostic, \(counts.responses) présences en veille",
          "\(paths.count) forms: \(counts.loaded) answers loaded, \(counts.unchanged) unchanged, \(counts.refused) refused; \(counts.questions) answers to the sheet's questions, \(counts.readings) readings of diagnoses, \(counts.responses) responses to meetings"
        ))
      if counts.waiting > 0 {
        Output.line(
          words(
            "\(counts.waiting) formulaires ne sont pas validés : leurs questions, leur diagnostic et leurs réunions attendent que « statut » le dise",
            "\(counts.waiting) forms are not validated: their questions, diagnosis and meetings wait until “statut” says so"
          ))
      }
      return report.isFaulty
    }

    private func loadTable(_ questions: Questions, _ upload: Upload) async throws -> Bool {
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
        by: upload, as: AnswersFile.name, to: "senacs", subject: campaign.campaign,
        mapping: mapping, &report)
      try report.end(
        words(
          "\(counts.loaded) réponses chargées, \(counts.unchanged) inchangées, \(counts.refused) refusées",
          "\(counts.loaded) answers loaded, \(counts.unchanged) unchanged, \(counts.refused) refused"
        ))
      return report.isFaulty
    }
  }

  struct Forms: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Écrit un formulaire prérempli par structure attendue : SENACS, et les cinq questions de la fiche.",
        "Writes a prefilled form for each expected structure: SENACS, and the sheet's five questions."
      ))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("Le code de la campagne.", "The campaign's code.")) var campaign: String
    @Option(help: .words("Le nouveau dossier.", "The new folder.")) var out: String

    func run() async throws {
      try NewPath.check(out)
      let gateway = try options.gateway()
      let questions = try await Questions(campaign, gateway)
      var latest: [String: ReadLatestAnswers.Item] = [:]
      for try await item in try gateway.client("evaluation").stream(
        ReadLatestAnswers(), options: gateway.options())
      { latest[item.structureCode] = item }
      var veille: [String: ListMeetings.Item] = [:]
      for try await item in try gateway.client("evaluation").stream(
        ListMeetings(
          from: .firstDay(of: questions.state.dataYear),
          to: min(.today, .lastDay(of: questions.state.opensOn.year))),
        options: gateway.options())
      { veille[item.structure] = item }
      try FileManager.default.createDirectory(
        atPath: out, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let form = FormWorkbook(
        campaign: campaign, questions: questions, language: options.language, created: .now)
      var (count, prefilled) = (0, 0)
      for try await item in try gateway.client("senacs").stream(
        PrepareForms(campaign: campaign), options: gateway.options())
      {
        if item.lastCampaign != nil { prefilled += 1 }
        count += 1
        do {
          try form.write(
            item, latest[item.structureCode], veille[item.structureCode],
            to: "\(out)/\(Self.fileName(item.structureCode)).xlsx")
        } catch let error as SpreadsheetError {
          throw ConfigurationProblem(
            "\(item.structureCode) : \(error)", "\(item.structureCode): \(error)")
        }
      }
      await gateway.close()
      Output.line(
        words(
          "\(count) formulaires dans \(out), dont \(prefilled) avec la réponse précédente",
          "\(count) forms in \(out), \(prefilled) of them with the last answer"))
    }

    /// A code as a file's name, each its own: what a path or a shell would take for something else is `_` and its number.
    static func fileName(_ code: String) -> String {
      code.unicodeScalars.enumerated().map { place, scalar in
        let isSafe =
          scalar.isASCII
          && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-"
            || scalar == "_" || scalar == "." && place > 0)
        return isSafe ? String(scalar) : "_\(String(scalar.value, radix: 16))"
      }.joined()
    }
  }
}
