import ArgumentParser
import Foundation
import ServiceKit
import Spreadsheet
import Tabular
import Texts
import Values

/// Checks a file of anyone's by a Table Schema; nothing is sent anywhere.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: words(
      "Vérifie un fichier CSV ou XLSX de toute origine selon un schéma (Table Schema).",
      "Checks a CSV or XLSX file of any origin by a schema (Table Schema)."),
    discussion: words(
      """
      Le codage, le séparateur, la virgule ou le point, l'ordre des dates sont reconnus et dits ; ce qui reste
      ambigu est refusé, et l'option à donner est nommée. Rien n'est envoyé ni chargé.
      """,
      """
      The encoding, the separator, comma or point, the order of dates are recognised and told; what stays
      ambiguous is refused, and the option that settles it is named. Nothing is sent or loaded.
      """))

  @OptionGroup var languageOption: LanguageOption
  @Argument(help: .words("Le fichier.", "The file.")) var file: String
  @Option(
    help: .words(
      "Le schéma : un descripteur Frictionless.", "The schema: a Frictionless descriptor."))
  var schema: String
  @Option(
    help: .words(
      "Quelle colonne est quel champ : un fichier tel que --propose l'écrit.",
      "Which column is which field: a file such as --propose writes.")) var mapping: String?
  @Option(
    help: .words(
      "Écrit ici la proposition de correspondance des colonnes, à relire, et s'arrête.",
      "Writes the proposed mapping of columns here, to be read over, and stops.")) var propose:
    String?
  @Option(
    help: .words(
      "Les lignes fautives, dans un nouveau fichier à corriger.",
      "The faulty rows, in a new file to correct.")) var refused: String?
  @Option(
    help: .words(
      "Toutes les remarques, en CSV, dans un nouveau fichier.",
      "All findings, as CSV, in a new file."))
  var findings: String?
  @Option(
    help: .words(
      "La feuille d'un classeur ; sinon la seule visible.",
      "The sheet of a workbook; default the only visible one.")) var sheet: String?
  @Option(
    help: .words("La ligne de l'en-tête.", "The row of the header."))
  var headerRow = 1
  @Option(help: .words("Combien de remarques afficher.", "How many findings to show.")) var most =
    100
  @Option(help: .words("Le séparateur : ; , | ou tab.", "The separator: ; , | or tab."))
  var separator: String?
  @Option(help: .words("Le signe décimal : , ou .", "The decimal character: , or .")) var decimal:
    String?
  @Option(help: .words("iso, day-first ou month-first.", "iso, day-first or month-first."))
  var dates: String?
  @Option(
    help: .words(
      "utf-8, windows-1252, utf-16le ou utf-16be.", "utf-8, windows-1252, utf-16le or utf-16be."))
  var encoding: String?

  func validate() throws {
    func refuse(_ option: String) -> ValidationError {
      ValidationError(words("valeur inconnue de \(option)", "unknown value of \(option)"))
    }
    if !(1...WorkbookFile.maxHeaderRow).contains(headerRow) { throw refuse("--header-row") }
    if let separator, Self.separator(separator) == nil { throw refuse("--separator") }
    if let decimal, ![",", "."].contains(decimal) { throw refuse("--decimal") }
    if let dates, DateStyle(rawValue: dates) == nil { throw refuse("--dates") }
    if let encoding, TextEncoding(rawValue: encoding) == nil { throw refuse("--encoding") }
  }

  private static func separator(_ text: String) -> Character? {
    let character = text == "tab" ? "\t" : text.count == 1 ? text.first : nil
    return character.flatMap { FileStyle.separators.contains($0) ? $0 : nil }
  }

  func run() async throws {
    do {
      try check()
    } catch let error as SpreadsheetError {
      throw ConfigurationProblem(
        "\(error.code) : \(Catalogue.reason(error.code, .french))", "\(error.code): \(error)")
    } catch let error as CSVError {
      let hint: (String, String) =
        if case .notUTF8 = error { (" ; dire --encoding", "; say --encoding") } else { ("", "") }
      throw ConfigurationProblem(
        "ligne \(error.row) : \(error.code), \(Catalogue.reason(error.code, .french))\(hint.0)",
        "row \(error.row): \(error.code), \(Catalogue.reason(error.code, .english))\(hint.1)")
    } catch let error as TableSchemaError {
      throw ConfigurationProblem("\(schema) : \(error)", "\(schema): \(error)")
    }
  }

  private func check() throws {
    let schema = try Self.read(TableSchema.self, schema)
    let source = try ForeignFile(file)
    let style: FileStyle
    var (reader, rowsBefore): (CSVReader, Int)
    if source.isWorkbook {
      let workbook = try WorkbookFile(file, sheet: sheet, headerRow: headerRow)
      style = workbook.style
      (reader, rowsBefore) = (try workbook.reader(), headerRow - 1)
    } else {
      style = try settled(
        source.style(
          headerRow: headerRow, encoding: encoding.flatMap(TextEncoding.init),
          separator: separator.flatMap(Self.separator)), schema)
      (reader, rowsBefore) = (source.reader(style), 0)
      for _ in 1..<headerRow { _ = try reader.advance() }
      show(style)
    }
    let mapping = try mapping.map { try Self.read(ColumnMapping.self, $0).fields } ?? [:]
    var table = try SchemaReader(
      style.applied(to: schema), reader, file: source.name, mapping: mapping,
      rowsBefore: rowsBefore)
    let proposals = ColumnMapping.proposals(
      for: table.header.labels.filter { mapping[$0] == nil }, schema)
    if let propose { return try write(proposals, mapping, to: propose) }
    if !proposals.isEmpty {
      Output.error(
        words(
          "\(proposals.count) colonnes ressemblent à des champs ; les écrire par --propose FICHIER, les relire, puis --mapping FICHIER",
          "\(proposals.count) columns look like fields; write them with --propose FILE, read them over, then --mapping FILE"
        ))
    }
    var report = try CheckReport(
      refused: refused, findings: findings, most: most, header: table.header.labels)
    let progress = Progress(of: source.byteCount)
    do {
      for finding in table.headerFindings { try report.add(finding) }
      while let isRight = try table.next({ try report.add($0) }) {
        if !isRight { try report.add(refused: table.record) }
        progress.show(table.byteCount)
      }
      progress.end()
      try report.end(rows: table.rowCount, faulty: table.faultyCount)
    } catch {
      // What was found up to there is told.
      progress.end()
      try report.end(rows: table.rowCount, faulty: table.faultyCount)
      throw error
    }
    if report.isFaulty { throw ExitCode(1) }
  }

  private static func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationProblem("impossible de lire \(path)", "cannot read \(path)")
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw ConfigurationProblem(
        "\(path) n'a pas la forme attendue : \(error)",
        "\(path) is not of the form expected: \(error)")
    }
  }

  /// The style with what the options say; what is open and matters is refused.
  private func settled(_ found: FileStyle, _ schema: TableSchema) throws -> FileStyle {
    var style = found
    if let decimal = decimal?.first { style.decimal = .found(decimal) }
    if let dates = dates.flatMap(DateStyle.init) { style.dates = .found(dates) }
    func open(_ what: (String, String), _ option: String, _ values: [String])
      -> ConfigurationProblem
    {
      let list = values.joined(separator: ", ")
      return ConfigurationProblem(
        "\(what.0) : l'échantillon permet \(list) ; le dire par \(option)",
        "\(what.1): the sample allows for \(list); say which with \(option)")
    }
    if style.encoding == nil {
      throw open(
        ("codage du texte", "the text's encoding"), "--encoding",
        TextEncoding.allCases.map(\.rawValue))
    }
    if case .ambiguous(let values) = style.separator {
      throw open(
        ("séparateur", "separator"), "--separator",
        values.map { $0 == "\t" ? "tab" : String($0) })
    }
    let has = { (type: TableSchema.Field.Kind, isOpen: (TableSchema.Field) -> Bool) in
      schema.fields.contains { $0.type == type && isOpen($0) }
    }
    if case .ambiguous = style.decimal, has(.number, { $0.decimalChar == nil }) {
      throw open(("signe décimal", "decimal character"), "--decimal", [",", "."])
    }
    if case .ambiguous(let values) = style.dates, has(.date, { $0.format == nil }) {
      throw open(("ordre des dates", "order of dates"), "--dates", values.map(\.rawValue))
    }
    return style
  }

  private func show(_ style: FileStyle) {
    var parts = [style.encoding?.rawValue ?? ""]
    if let separator = style.separator.value {
      parts.append(
        words("séparateur ", "separator ") + (separator == "\t" ? "tab" : String(separator)))
    }
    if let decimal = style.decimal.value {
      parts.append(words("décimales ", "decimals ") + String(decimal))
    }
    if let dates = style.dates.value { parts.append(words("dates ", "dates ") + dates.rawValue) }
    Output.line(words("reconnu : ", "recognised: ") + parts.joined(separator: ", "))
  }

  private func write(
    _ proposals: [ColumnMapping.Proposal], _ mapping: [String: String], to path: String
  ) throws {
    let all = mapping.merging(proposals.map { ($0.label, $0.field) }) { old, _ in old }
    guard !FileManager.default.fileExists(atPath: path) else {
      throw ConfigurationProblem(
        "\(path) existe déjà ; donner un autre nom", "\(path) is there already; say another name")
    }
    try Data((ListForm.json(ColumnMapping(all)) + "\n").utf8).write(to: URL(fileURLWithPath: path))
    let rows = proposals.map {
      [$0.label, $0.field, Int(($0.likeness * 100).rounded()).formatted() + " %"]
    }
    let header = [
      words("colonne", "column"), words("champ", "field"), words("ressemblance", "likeness"),
    ]
    Output.line(Table(header: header, rows: rows).text)
  }
}
