import ArgumentParser
import Contracts
import FactKinds
import Foundation
import RPC
import ServiceKit
import Tabular
import Texts
import Values

struct DiagnosisCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnosis",
    abstract: words(
      "Les diagnostics partagés : ce sur quoi ils s'appuient, ce qui y répond, ce qui est à relire.",
      "Shared diagnoses: what they rest on, what answers them, what is to be read again."),
    subcommands: [Show.self, Record.self, Note.self, Grades.self, Handover.self])

  /// A structure and a day.
  struct Subject: ParsableArguments {
    @Argument(help: .words("Le code de la structure.", "The structure's code.")) var structure:
      String
    @Option(help: .words("Le jour ; sinon aujourd'hui.", "The day; default today."))
    var asOf: CivilDate?

    var day: CivilDate { asOf ?? .today }
  }

  /// Where a dossier goes.
  struct Writing: ParsableArguments {
    @Option(help: .words("Un nouveau fichier ; sinon ici.", "A new file; default here.")) var out:
      String?
    @Option(help: .words("text, html ou json.", "text, html or json.")) var format = PageForm.text

    func check() throws {
      if let out { try NewPath.check(out) }
    }

    func write(_ dossier: Dossier, json: @autoclosure () throws -> String) throws {
      let text =
        switch format {
        case .text: dossier.text
        case .html: dossier.html
        case .json: try json()
        }
      guard let out else { return Output.line(text) }
      try OutputFile.write(text + "\n", to: out, isNew: true)
      Output.line(out)
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Le diagnostic d'une structure : niveau, éléments et leur âge, réponses, révisions.",
        "A structure's diagnosis: level, items and their age, answers, revisions."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var subject: Subject
    @OptionGroup var writing: Writing

    func run() async throws {
      try writing.check()
      let gateway = try options.gateway()
      let diagnosis = try await gateway.call(
        "evaluation", GetDiagnosis(structure: subject.structure, asOf: subject.day))
      await gateway.close()
      let text = DiagnosisText(diagnosis: diagnosis, language: options.language)
      try writing.write(text.dossier, json: ListForm.json(diagnosis))
      if !diagnosis.missing.isEmpty { throw ExitCode(3) }
    }
  }

  struct Record: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Écrit dans des diagnostics : les lignes d'un fichier ; une structure, dans le sien seulement.",
        "Writes into diagnoses: the rows of a file; a structure, into its own only."))

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words(
        "diagnosis_evidence.csv, diagnosis_participants.csv, diagnosis_elements.csv ou diagnosis_revisions.csv.",
        "diagnosis_evidence.csv, diagnosis_participants.csv, diagnosis_elements.csv or diagnosis_revisions.csv."
      )) var file: String

    /// The rows of the file in the style that it shows, and how many records lie before its header.
    private func read(_ bytes: [UInt8], _ name: String) throws -> ([[String: String]], Int) {
      let sample = Array(bytes.prefix(FileStyle.sampleBytes))
      let isWhole = sample.count == bytes.count
      let style =
        FactKind.ownKinds.first { $0.file == name }.map {
          FileStyle(of: $0.form.schema, beginning: sample, isWhole: isWhole)
        } ?? FileStyle(beginning: sample, isWhole: isWhole)
      guard style.encoding != nil else { throw CSVError.notUTF8(row: 1) }
      var rest: [UInt8]? = bytes
      var reader = CSVReader(style) {
        defer { rest = nil }
        return rest
      }
      let header = try reader.header()
      let before = max(reader.row - 1, 0)
      var rows: [[String: String]] = []
      while let cells = try reader.next() {
        guard reader.strayQuote == nil else {
          let code = CellFault.strayQuote.code
          throw ConfigurationProblem(
            "ligne \(reader.row) : \(code), \(Catalogue.reason(code, .french))",
            "row \(reader.row): \(code), \(Catalogue.reason(code, .english))")
        }
        let padded = cells + Array(repeating: "", count: max(0, header.count - cells.count))
        rows.append(Dictionary(zip(header, padded)) { first, _ in first })
      }
      return (rows, before)
    }

    func run() async throws {
      let name = URL(fileURLWithPath: file).lastPathComponent
      guard let data = FileManager.default.contents(atPath: file) else {
        throw ConfigurationProblem("impossible de lire \(file)", "cannot read \(file)")
      }
      let (rows, before) = try ReadingOptions.told(name) { try read(Array(data), name) }
      let gateway = try options.gateway()
      var report = ImportReport()
      for start in stride(from: 0, to: rows.count, by: SubmitRows.maxRows) {
        let part = Array(rows[start..<min(start + SubmitRows.maxRows, rows.count)])
        let reply = try await gateway.call(
          "evaluation", RecordDiagnosis(file: name, rows: part))
        func moved(_ finding: Finding) -> Finding {
          var finding = finding
          if finding.row > 1 { finding.row += start + before }
          return finding
        }
        report.loaded += reply.counts.loaded
        report.unchanged += reply.counts.unchanged
        report.refused += reply.refused.map(moved)
        report.findings += reply.findings.map(moved)
      }
      await gateway.close()
      FindingLines.write(
        refused: report.refused, findings: report.findings, options.language)
      Output.line(
        words(
          "\(name) : \(report.loaded) lignes, \(report.unchanged) inchangées, \(report.refused.count) refusées",
          "\(name): \(report.loaded) rows, \(report.unchanged) unchanged, \(report.refused.count) refused"
        ))
      if !report.refused.isEmpty { throw ExitCode(1) }
    }
  }

  struct Note: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Fait de ce qu'une série dit de nouveau un élément daté du diagnostic.",
        "Makes what a series says anew a dated item of the diagnosis."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var subject: Subject
    @Option(help: .words("Le code de la série.", "The series' code.")) var series: String
    @Option(
      help: .words(
        "La base : previous_project, problems, potentials, inhabitants, professionals, partners.",
        "The base: previous_project, problems, potentials, inhabitants, professionals, partners."))
    var base = "problems"

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await gateway.call(
        "evaluation",
        NoteChange(
          structure: subject.structure, series: series, base: base, asOf: subject.day))
      await gateway.close()
      let item = reply.item
      Output.line(
        "\(item["item_code"] ?? ""), \(item["dated_on"] ?? ""): \(item["statement"] ?? "")"
          + (reply.isNew ? "" : words(" (déjà noté)", " (noted before)")))
    }
  }

  struct Grades: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Les niveaux de tous les diagnostics, les arbitrages à faire, et ce qui tient à un point.",
        "The levels of all diagnoses, what is to be arbitrated, and what hangs on a point."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("Le jour ; sinon aujourd'hui.", "The day; default today."))
    var asOf: CivilDate?
    @Option(
      help: .words(
        "Une autre grille, en JSON, à essayer ; sinon la grille proposée.",
        "Another grid, JSON, to try; default the proposed one.")) var grid: String?
    @Option(
      help: .words(
        "Seulement ce qui était enregistré à la fin de ce jour.",
        "Only what was recorded by the end of this day.")) var knownOn: CivilDate?
    @Option(help: .words("text, csv ou json.", "text, csv or json.")) var format = ListForm.text

    func run() async throws {
      let chosen: DiagnosisGrid? = try grid.map { path in
        guard let data = FileManager.default.contents(atPath: path) else {
          throw ConfigurationProblem("impossible de lire \(path)", "cannot read \(path)")
        }
        do {
          return try JSONDecoder().decode(DiagnosisGrid.self, from: data)
        } catch {
          throw ConfigurationProblem("\(path) : \(error)", "\(path): \(error)")
        }
      }
      let gateway = try options.gateway()
      let reply = try await gateway.call(
        "evaluation", GradeDiagnoses(asOf: asOf ?? .today, grid: chosen, knownOn: knownOn))
      await gateway.close()
      if format == .json { return Output.line(try ListForm.json(reply)) }
      let language = options.language
      let header = [
        words("structure", "structure"), words("nom", "name"), words("niveau", "level"),
        words("à arbitrer", "to arbitrate"), words("à un point près", "within one point"),
      ]
      let rows = reply.rows.map { row in
        [
          row.structure, row.name, Catalogue.reason(row.grading.level, language),
          row.grading.disputed.joined(separator: " "),
          row.grading.sensitivity.map {
            "\($0.point)\($0.change > 0 ? "+1" : "−1") → \(Catalogue.reason($0.level, language))"
          }.joined(separator: " ; "),
        ]
      }
      if format == .csv { return Output.line(ListForm.csv([header] + rows)) }
      if reply.fictitious == true { Output.line(Words.fictitious(language)) }
      Output.line("\(reply.grid.name) – \(reply.grid.labels[language.rawValue] ?? "")")
      Output.line(Table(header: header, rows: rows).text)
      for summary in reply.summaries {
        Output.line(
          "\(Catalogue.scope(summary.scope, language)): "
            + words(
              "\(summary.acquired) acquis sur \(summary.evaluated) évalués, de \(summary.lowest) à \(summary.highest) à un point près",
              "\(summary.acquired) acquired of \(summary.evaluated) evaluated, \(summary.lowest) to \(summary.highest) within one point"
            ))
      }
    }
  }

  struct Handover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Le dossier pour la direction suivante ; personne n'y est nommé.",
        "The file for the next director; nobody is named in it."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var subject: Subject
    @OptionGroup var writing: Writing

    func run() async throws {
      try writing.check()
      let gateway = try options.gateway()
      let handover = try await HandoverReading(
        gateway: gateway, structure: subject.structure, day: subject.day
      ).read()
      await gateway.close()
      let text = HandoverText(handover: handover, language: options.language)
      try writing.write(text.dossier, json: ListForm.json(handover))
      if !handover.missing.isEmpty { throw ExitCode(3) }
    }
  }
}
