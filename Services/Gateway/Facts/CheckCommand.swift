import ArgumentParser
import Composition
import Foundation
import RPCContract
import Tabular
import Texts
import Values

/// Checks a file of any origin by a Table Schema; nothing is sent anywhere.
struct CheckCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "check",
    "Contrôle un fichier CSV ou XLSX selon un schéma (Table Schema), sans le charger.",
    "Checks a CSV or XLSX file against a schema (Table Schema), without loading it.",
    discussion: words(
      """
      L'encodage, le séparateur, les décimales et l'ordre des dates sont détectés et affichés. En cas d'ambiguïté, l'option à \
      préciser est indiquée. Rien n'est envoyé.
      Avec --format json : le fichier, son style, le nombre de lignes et de remarques, et les premières remarques (--most).
      """,
      """
      The encoding, the separator, the decimal mark and the order of dates are recognised and shown. Where they are ambiguous, \
      the option that settles it is named. Nothing is sent.
      With --format json: the file, its style, how many rows and findings there are, and the first findings (--most).
      """))

  @OptionGroup var languageOption: LanguageOption
  @Argument(help: .words("Fichier à contrôler.", "File to check.", .file)) var file: String
  @Option(help: .words("Schéma (Table Schema, JSON).", "Schema (Table Schema, JSON).", .file))
  var schema: String
  @Option(
    help: .words(
      "Enregistre les lignes à corriger dans un nouveau fichier.",
      "Writes the rows to correct to a new file.", .file))
  var refused: String?
  @Option(help: .findings) var findings: String?
  @Option(help: .mostFindings) var most = 100
  @Option(help: .format) var format = OutputFormat.Plain.text
  @OptionGroup var reading: ReadingOptions

  func validate() throws {
    guard format == .json, reading.propose != nil else { return }
    throw ValidationError(
      "--propose écrit son propre fichier : il s'emploie sans --format json",
      "--propose writes a file of its own: it goes without --format json")
  }

  static var jsonSchema: JSONSchema { .value(CheckedFile.self) }

  func run() async throws {
    try FileFault.naming(schema, check)
  }

  private func check() throws {
    let schema = try ReadingOptions.read(TableSchema.self, schema)
    let isTold = format == .text
    let source = try reading.open(file, schema, isAgain: !isTold)
    let mapping = try reading.givenMapping()
    let applied = source.style.applied(to: schema, mapping: mapping)
    let keys = try ForeignKeys(
      of: applied, try reading.open(file, schema, isAgain: true).reader, mapping: mapping)
    var table = try SchemaReader(
      applied, source.reader, file: source.name, mapping: mapping, rowsBefore: source.rowsBefore,
      keys: keys)
    let proposals = ReadingOptions.proposals(table.header.labels, mapping, schema)
    if let propose = reading.propose {
      return try reading.write(proposals, mapping, to: propose)
    }
    if !proposals.isEmpty {
      let (french, english) = ReadingOptions.alike(proposals)
      Output.error(french, english)
    }
    var report = try CheckReport(
      refused: refused, findings: findings, most: most, header: table.header.labels,
      isTold: isTold)
    let progress = Progress.make?(source.byteCount)
    func end() throws {
      progress?.end()
      let (rows, faulty) = (table.rowCount, table.faultyCount)
      guard isTold else {
        try report.finish()
        return Output.data(
          try OutputFormat.json(CheckedFile(source, rows: rows, faulty: faulty, report)))
      }
      let whole = language.count(rows, .init("ligne", "lignes"), .init("row", "rows"))
      try report.end(
        faulty == 0
          ? "\(whole), rien à corriger." : "\(whole), dont \(language.number(faulty)) à corriger.",
        faulty == 0
          ? "\(whole), nothing to correct." : "\(whole), \(language.number(faulty)) to correct."
      )
    }
    do {
      for finding in table.headerFindings {
        try report.add(finding, isRefused: !CellFault.notes.contains(finding.code))
      }
      while let isRight = try table.next({ finding, _ in try report.add(finding, isRefused: true) })
      {
        if !isRight { try report.add(refused: table.record) }
        progress?.show(table.byteCount)
      }
      try end()
    } catch {
      // What was found before the error is reported.
      try end()
      throw error
    }
    if report.isFaulty { throw ExitCode(1) }
  }
}
