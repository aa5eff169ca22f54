import ArgumentParser
import Composition
import Foundation
import Pages
import ServiceKit
import Spreadsheet
import Tabular
import Texts

/// The options for reading a file of any origin, where the file itself does not show how.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: .words(
      "Correspondance des colonnes, telle qu'enregistrée par --propose.",
      "Mapping of the columns, as --propose writes it.", .file), completion: .file())
  var mapping: String?
  @Option(
    help: .words(
      "Enregistre dans ce fichier une proposition de correspondance des colonnes, à relire, puis s'arrête.",
      "Writes a proposed mapping of the columns to this file, to be read over, and stops.", .file),
    completion: .file())
  var propose: String?
  @Option(
    help: .words(
      "Onglet du classeur à lire ; par défaut : le seul visible.",
      "Sheet of the workbook to read; default: the only visible one.", .sheet))
  var sheet: String?
  @Option(help: .words("Numéro de la ligne d'en-tête.", "Number of the header's row.", .number))
  var headerRow = 1
  @Option(
    help: .words(
      "Séparateur (; , | ou tab) ; par défaut : détecté.",
      "Separator (; , | or tab); default: recognised.", .mark))
  var separator: String?
  @Option(
    help: .words(
      "Signe décimal (, ou .) ; par défaut : détecté.",
      "Decimal mark (, or .); default: recognised.", .mark))
  var decimal: String?
  @Option(
    help: .words(
      "Ordre des dates : iso (AAAA-MM-JJ), day-first (jour d'abord) ou month-first (mois d'abord) ; par défaut : détecté.",
      "Order of dates: iso (YYYY-MM-DD), day-first or month-first; default: recognised.", .order))
  var dates: String?
  @Flag(
    help: .words(
      "Ne garde que le jour d'une date avec heure (heure de Paris).",
      "Keeps the day only of a day with a time (in Paris)."))
  var dropTimes = false
  @Option(
    help: .words(
      "Encodage : utf-8, windows-1252, utf-16le ou utf-16be ; par défaut : détecté.",
      "Encoding: utf-8, windows-1252, utf-16le or utf-16be; default: recognised.", .encoding))
  var encoding: String?

  func validate() throws {
    func refuse(_ option: String) -> ValidationError {
      ValidationError(
        words("Valeur non prévue pour \(option).", "Not one of the values of \(option)."))
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

  /// An open table, and its style.
  struct OpenTable {
    let name: String
    let byteCount: Int
    let style: FileStyle
    let isWorkbook: Bool
    /// The records from the header on.
    let reader: CSVReader
    /// How many rows lie before the first row that the reader counts.
    let rowsBefore: Int
  }

  /// Opens a file at its header.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - schema: the schema that reads it.
  ///   - isAgain: whether its style was reported already, so that it is not reported again.
  /// - Returns: the table.
  /// - Throws: `SpreadsheetError`; `CSVError`; `ConfigurationProblem` when its style stays ambiguous.
  func open(_ file: String, _ schema: TableSchema, isAgain: Bool = false) throws -> OpenTable {
    let source = try ForeignFile(file)
    let mapping = try givenMapping()
    if source.isWorkbook {
      guard separator == nil, encoding == nil else {
        throw ConfigurationProblem(
          "--separator et --encoding ne s'appliquent qu'aux fichiers texte, pas aux classeurs : retirez-les.",
          "--separator and --encoding are for text files only, not for workbooks: leave them out."
        )
      }
      let workbook = try WorkbookFile(file, sheet: sheet, headerRow: headerRow)
      let style = try settled(workbook.style(schema, mapping), schema, mapping)
      if !isAgain, !isPlain(style) { show(style, isText: false) }
      return OpenTable(
        name: source.name, byteCount: source.byteCount, style: style, isWorkbook: true,
        reader: try workbook.reader(style.applied(to: schema, mapping: mapping), mapping),
        rowsBefore: headerRow - 1)
    }
    let style = try settled(
      source.style(
        headerRow: headerRow, encoding: encoding.flatMap(TextEncoding.init),
        separator: separator.flatMap(Self.separator)
      ) { schema.use(of: $0, mapping: mapping) }, schema, mapping)
    var reader = source.reader(style)
    for _ in 1..<headerRow { _ = try reader.advance() }
    if !isAgain { show(style, isText: true) }
    return OpenTable(
      name: source.name, byteCount: source.byteCount, style: style, isWorkbook: false,
      reader: reader, rowsBefore: 0)
  }

  /// Whether the text cells of a workbook show nothing of its style.
  private func isPlain(_ style: FileStyle) -> Bool {
    style.decimal == .nothing && style.dates == .nothing && style.group == nil
  }

  /// The mapping that was given.
  func givenMapping() throws -> [String: String] {
    try mapping.map { try Self.read(ColumnMapping.self, $0).fields } ?? [:]
  }

  /// Columns that look like fields and are not mapped yet.
  static func proposals(
    _ labels: [String], _ mapping: [String: String], _ schema: TableSchema
  ) -> [ColumnMapping.Proposal] {
    ColumnMapping.proposals(for: labels.filter { mapping[$0] == nil }, schema)
  }

  /// Says that columns of a file look like those that are wanted, and what to do; in French and in English.
  static func alike(_ proposals: [ColumnMapping.Proposal]) -> (french: String, english: String) {
    let list = proposals.prefix(5).map { "\($0.label) → \($0.field)" }.joined(separator: ", ")
    let more = proposals.count > 5 ? ", …" : ""
    let count = proposals.count
    let french = Language.french.form(
      count, .init("une leur ressemble", "\(count) leur ressemblent"), .init("", ""))
    let english = Language.english.form(
      count, .init("", ""), .init("one looks like them", "\(count) look like them"))
    return (
      "Les colonnes ne portent pas les noms attendus, mais \(french) (\(list)\(more)). Enregistrez la proposition avec --propose FICHIER, relisez-la, puis relancez avec --mapping FICHIER.",
      "The columns do not have the names expected, but \(english) (\(list)\(more)). Write the proposal with --propose FILE, read it over, then run again with --mapping FILE."
    )
  }

  /// What is wrong with a JSON document, and where in it.
  private static func fault(_ error: any Error) -> (french: String, english: String) {
    func place(_ path: [any CodingKey]) -> String {
      path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      let name = place(context.codingPath + [key])
      return ("\(name) est absent", "\(name) is missing")
    case DecodingError.valueNotFound(_, let context), DecodingError.typeMismatch(_, let context):
      let name = place(context.codingPath)
      return ("\(name) n'est pas du type attendu", "\(name) is of another type than expected")
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      let name = place(context.codingPath)
      return ("\(name) a une valeur non prévue", "\(name): \(context.debugDescription)")
    default: return ("fichier JSON mal formé", "malformed JSON")
    }
  }

  static func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationProblem("Impossible de lire « \(path) ».", "Cannot read “\(path)”.")
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      let (french, english) = Self.fault(error)
      throw ConfigurationProblem(
        "« \(path) » n'a pas la structure attendue : \(french)",
        "\(path) is not of the form expected: \(english)")
    }
  }

  /// Applies the options to the style. Throws where a property that the schema needs stays ambiguous.
  private func settled(
    _ found: FileStyle, _ schema: TableSchema, _ mapping: [String: String]
  ) throws -> FileStyle {
    var style = found
    style.say(decimal: decimal?.first, dates: dates.flatMap(DateStyle.init))
    style.dropsTimes = dropTimes
    if style.encoding == nil { throw ConfigurationProblem.openEncoding }
    if case .ambiguous(let values) = style.separator {
      throw ConfigurationProblem.open(separators: values)
    }
    for field in schema.fields {
      let look = style.look(of: field.name, mapping: mapping)
      if field.type == .number, field.decimalChar == nil, case .ambiguous = look.decimal {
        throw ConfigurationProblem.openDecimal(of: field.name)
      }
      let isPlain = field.format == nil || field.format == "default"
      if field.type == .date, isPlain, case .ambiguous(let values) = look.dates {
        throw ConfigurationProblem.open(dates: values, of: field.name)
      }
    }
    return style
  }

  private func show(_ style: FileStyle, isText: Bool) {
    let text = StyleWords(language: language).text(style, isText: isText)
    Output.line(
      TerminalText.visible(words("Fichier lu comme : \(text)", "File read as: \(text)")))
  }

  /// Writes the proposed mapping, to be read over.
  func write(
    _ proposals: [ColumnMapping.Proposal], _ mapping: [String: String], to path: String
  ) throws {
    let all = mapping.merging(proposals.map { ($0.label, $0.field) }) { old, _ in old }
    try OutputFile.write(
      OutputFormat.json(ColumnMapping(all)) + "\n", to: path, isNew: true, isPublic: true)
    let rows = proposals.map {
      [$0.label, $0.field, Int(($0.likeness * 100).rounded()).formatted() + " %"]
    }
    let header = headings(
      ["colonne du fichier", "colonne attendue", "ressemblance"],
      ["column of the file", "column expected", "likeness"])
    Output.table(header, rows)
  }
}
