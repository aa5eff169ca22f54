import ArgumentParser
import Composition
import FactKinds
import Pages
import ServiceKit
import Spreadsheet
import Tabular
import Texts
import Values

/// `vigie help facts`: what each kind of fact is made of, from its declaration.
struct FactsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts",
    "Décrit les types de données, ou les colonnes de l'un d'eux (aussi : vigie help facts).",
    "Describes the kinds of facts, or the columns of one (also: vigie help facts).",
    discussion: words("Exemples :", "Examples:")
      + "\nvigie help facts structures\nvigie help facts structures --template xlsx")

  enum Template: String, ExpressibleByArgument, CaseIterable { case xlsx, csv }

  @OptionGroup var languageOption: LanguageOption
  @Argument(help: .kindOfFact, completion: .list(FactCatalogue.vigie.kinds.map(\.name)))
  var kind: String?
  @Option(
    help: .words("Crée un fichier vide à remplir.", "Makes an empty file to fill in.", .format))
  var template: Template?
  @Option(
    help: .words(
      "Fichier à créer ; par défaut : le nom du fichier de données, dans le dossier courant.",
      "File to create; default: the fact file's name, in this folder.", .file), completion: .file())
  var out: String?

  func run() async throws {
    let catalogue = FactCatalogue.known
    guard let word = kind else {
      guard template == nil else {
        throw ValidationError(
          "Précisez le type de données du modèle, par exemple : vigie help facts mandates --template xlsx",
          "Say of which kind, for example: vigie help facts mandates --template xlsx")
      }
      let rows = catalogue.kinds.map { [$0.name, $0.file, words($0.french, $0.english)] }
      let header = headings(["type", "fichier", "contenu"], ["kind", "file", "what it holds"])
      return Output.table(header, rows)
    }
    guard let kind = catalogue.kind(meant: word) else { throw Self.unknown(word) }
    if let template { return try write(template, of: kind) }
    let lines = FactHelp(kind: kind)
    Output.line("\(kind.file)\(language.colon) \(words(kind.french, kind.english))")
    Output.table(lines.header, lines.rows)
    let key = kind.form.key.joined(separator: ", ")
    Output.line("Identifiant : \(key)", "Key: \(key)")
    Output.line("Exemple :", "Example:")
    Output.data(CSVWriter.record(kind.form.columns.map(\.name)) + CSVWriter.record(lines.example))
  }

  static func unknown(_ word: String) -> ConfigurationProblem {
    let known = FactCatalogue.known.kinds.map(\.name).joined(separator: ", ")
    return ConfigurationProblem(
      "« \(word) » n'est pas un type de données. Types possibles : \(known)",
      "“\(word)” is no kind of fact. Possible kinds: \(known)")
  }

  private func write(_ template: Template, of kind: FactKind) throws {
    let path = out ?? "\(kind.file.dropLast(4)).\(template.rawValue)"
    try NewPath.check(path)
    let remarks = FactHelp(kind: kind).remarks
    switch template {
    case .csv:
      let text = CSVWriter.record(kind.form.columns.map(\.name)) + CSVWriter.record(remarks)
      try OutputFile.write(text, to: path, isNew: true, isPublic: true)
    case .xlsx:
      try FileFault.naming(path) {
        let workbook = try WorkbookWriter(
          path: path, title: words(kind.french, kind.english), created: .now)
        try workbook.addSheet(
          SheetLayout(
            String(kind.file.dropLast(4)),
            columns: kind.form.columns.map { column in
              ColumnLayout(
                column.name, width: Double(max(14, column.name.count + 2)), wraps: true,
                validation: column.values.map { .list($0) })
            }))
        try workbook.append(remarks.map { .text($0) })
        try workbook.close()
      }
    }
    Output.data(path)
  }
}

/// What the columns of a kind are, in words.
struct FactHelp {
  let kind: FactKind

  var header: [String] {
    headings(
      ["colonne", "libellé", "contenu", "forme", "obligatoire"],
      ["column", "label", "what it holds", "form", "required"])
  }

  var rows: [[String]] {
    kind.form.columns.map { column in
      [
        column.name, label(column), help(column), form(column), required(column),
      ]
    }
  }

  private func required(_ column: Column) -> String {
    if let condition = kind.form.filledWhen[column.name] {
      let values = condition.values.joined(separator: ", ")
      return condition.isNeeded
        ? words(
          "si \(condition.column) est \(values), sinon vide",
          "if \(condition.column) is \(values), else empty")
        : words(
          "non ; seulement si \(condition.column) est \(values)",
          "no; only if \(condition.column) is \(values)")
    }
    if let one = kind.form.exactlyOne, one.columns.contains(column.name) {
      let others = one.columns.filter { $0 != column.name }.joined(separator: ", ")
      return words("si \(others) est vide, sinon vide", "if \(others) is empty, else empty")
    }
    if column.mayBeEmpty { return words("non", "no") }
    return kind.form.emptyWhen[column.name].map { words("sauf si \($0)", "unless \($0)") }
      ?? words("oui", "yes")
  }

  /// The line of help below a header, with a cell for each column. Each cell begins with the mark that tells the line from a row.
  var remarks: [String] {
    kind.form.columns.map { column in
      let needed = column.mayBeEmpty ? "" : words(" ; obligatoire", "; required")
      return TableForm.helpMark
        + words(
          "\(label(column)) : \(help(column)) (\(form(column))\(needed))",
          "\(label(column)): \(help(column)) (\(form(column))\(needed))")
    }
  }

  /// A possible row.
  var example: [String] {
    kind.form.columns.map { column in
      if let condition = kind.form.filledWhen[column.name] {
        // The example has the first value of the other column.
        let value = kind.column(condition.column)?.values?.first ?? ""
        guard condition.values.contains(value) else { return "" }
      }
      let others = kind.form.exactlyOne?.columns.dropFirst() ?? []
      if others.contains(column.name) { return "" }
      if let values = column.values { return values[0] }
      return switch column.kind {
      case .code: code(column)
      case .text, .freeText: label(column)
      case .email: "nom@exemple.fr"
      case .date: column.mayBeEmpty ? "" : "2025-01-01"
      case .time: "09:00"
      case .instant: "2025-01-01T12:00:00Z"
      case .integer(let least, _): String(max(least, 1))
      case .year: "2025"
      case .decimal: "3.5"
      case .amount: "1250.50"
      case .list: column.example ?? (column.reference == nil ? "A01 A02" : "69266 69029")
      case .siret: "99900001100018"
      case .siren: "999000011"
      case .territory: "69M"
      case .flag, .choice, .level: ""
      }
    }
  }

  /// The same code wherever the same thing is named, so that the examples of several kinds fit each other.
  private func code(_ column: Column) -> String {
    let named = column.reference.flatMap { reference in
      FactCatalogue.known.kinds.first { $0.name == reference.table }
    }
    let meant = named.flatMap { $0.column($0.form.key[0]) } ?? column
    return column.example ?? meant.example ?? "A01"
  }

  func label(_ column: Column) -> String {
    words(column.french?.label ?? column.name, column.english?.label ?? column.name)
  }

  private func help(_ column: Column) -> String {
    words(column.french?.help ?? "–", column.english?.help ?? "–")
  }

  func form(_ column: Column) -> String {
    if case .flag = column.kind { return words("true ou false, oui ou non", "true or false") }
    if let values = column.values { return values.joined(separator: ", ") }
    let reference = column.reference.map {
      words(", connu dans \($0.table)", ", known in \($0.table)")
    }
    let form =
      switch column.kind {
      case .code, .siret, .siren: words("code", "code")
      case .territory: words("69, 69M, 69D ou code de commune", "69, 69M, 69D or a commune's code")
      case .text: words("texte", "text")
      case .freeText: words("texte libre", "free text")
      case .email: words("courriel", "e-mail")
      case .date: words("AAAA-MM-JJ ou JJ/MM/AAAA", "YYYY-MM-DD or DD/MM/YYYY")
      case .time: words("HH:MM, ou 9h30", "HH:MM of 24 hours")
      case .instant: words("AAAA-MM-JJThh:mm:ssZ", "YYYY-MM-DDThh:mm:ssZ")
      case .integer(let least, let most): "\(least)…\(most)"
      case .year: "1900…2199"
      case .decimal(let most): words("décimal, 0…\(most)", "decimal, 0…\(most)")
      case .amount: words("euros, deux décimales au plus", "euros, two decimals at most")
      case .list: words("codes séparés par un espace", "codes separated by a space")
      case .flag, .choice, .level: ""
      }
    return form + (reference ?? "")
  }
}
