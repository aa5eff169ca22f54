import Composition
package import Texts
package import Values

/// Findings as people read them, the same wherever they come from: the place, what came of it, why and what to do, and the code last.
package enum FindingLines {
  /// What a line names first.
  package enum Place: Sendable {
    /// The row of the file that the lines stand below.
    case row
    /// The file: the finding is about a fact that is written alone.
    case file
    /// The form, whose cell stands in place of a column.
    case form
  }

  /// The codes about columns themselves, not about cells: the header's row and an empty value would tell nothing.
  private static let aboutColumns: Set<String> = [
    "DUPLICATE_COLUMN", "MISSING_COLUMN", "UNKNOWN_COLUMN",
  ]
  /// The codes that say themselves that the cell is empty.
  private static let aboutEmptyCells: Set<String> = ["MISSING_CELL", "MISSING_VALUE"]
  /// Its value is the sentence that says what is wrong with the form.
  private static let formWrong = "FORM_WRONG"

  /// Whether a finding is about a column itself, not about a cell.
  package static func isAboutColumn(_ finding: Finding) -> Bool {
    aboutColumns.contains(finding.code)
  }

  /// Whether a finding's value is a sentence of its own, which no other finding has.
  package static func isAboutForm(_ finding: Finding) -> Bool {
    finding.code == formWrong && !finding.value.isEmpty
  }

  /// A line about one finding: `ligne 2, colonne status, « VALID » : refusée. Valeur non prévue (attendu : draft, validated). [BAD_VALUE]`
  package static func text(
    _ finding: Finding, isRefused: Bool, place: Place = .row, _ language: Language
  ) -> String {
    line(
      self.place(finding, place, language),
      state(finding, isRefused: isRefused, place, language),
      sentences(finding, isRefused: isRefused, language), finding.code, language)
  }

  /// A line about several findings of one kind.
  ///
  /// - Parameters:
  ///   - count: how many there are.
  ///   - examples: some of them, at least one.
  ///   - showsExamples: whether the line tells the places of the examples.
  ///   - isRefused: whether their rows were refused.
  ///   - place: what names the places.
  ///   - language: the language to write in.
  /// - Returns: such as `colonne source, 38 fois : à vérifier. … Par exemple : ligne 4 (« X »), ligne 9 (« X »), ligne 14 (« X »). [CODE]`
  package static func text(
    of count: Int, _ examples: [Finding], showsExamples: Bool, isRefused: Bool, place: Place,
    _ language: Language
  ) -> String {
    let first = examples[0]
    let outcome = state(first, isRefused: isRefused, place, language)
    if isAboutColumn(first) {
      let names = examples.map(\.column).joined(separator: ", ")
      let rest = count > examples.count ? " \(language.others(count - examples.count))" : ""
      let head = language.form(
        count, .init("colonne", "colonnes"), .init("column", "columns"))
      let key = self.key(first, isRefused: isRefused) + (count > 1 ? ".several" : "")
      return line(
        "\(head) \(names)\(rest)", outcome, Catalogue.reason(key, language).sentence, first.code,
        language)
    }
    let head = column(first, place, language).map { "\($0), " } ?? ""
    let times = language.pick("\(language.number(count)) fois", "\(language.number(count)) times")
    let isOne = examples.allSatisfy { $0.beside == first.beside }
    let values = parentheses(isOne ? [self.values(first, language)] : [], language)
    var why = (reason(first, language) + values).sentence
    if showsExamples {
      let places = examples.map { example -> String in
        let isInFile = place == .row && !isAboutFile(example)
        let name = isInFile ? row(example, language) : example.file
        return value(example, language).map { "\(name) (\($0))" } ?? name
      }
      why +=
        language.pick(" Par exemple : ", " For example: ")
        + places.joined(separator: ", ") + "."
    }
    return line(head + times, outcome, why, first.code, language)
  }

  private static func line(
    _ place: String, _ state: String, _ sentences: String, _ code: String, _ language: Language
  ) -> String {
    TerminalText.visible("\(place)\(language.colon) \(state). \(sentences) [\(code)]")
  }

  /// What came of it: the row or the file was refused, or somebody has to look at it.
  private static func state(
    _ finding: Finding, isRefused: Bool, _ place: Place, _ language: Language
  ) -> String {
    guard isRefused else { return language.pick("à vérifier", "to check") }
    if isAboutColumn(finding) { return language.pick("fichier refusé", "file refused") }
    let isOfRow = place == .row && !isAboutFile(finding)
    return language.pick(isOfRow ? "refusée" : "refusé", "refused")
  }

  private static func place(_ finding: Finding, _ place: Place, _ language: Language) -> String {
    var parts: [String] = []
    if place != .row || isAboutFile(finding) {
      parts.append(finding.file)
    } else if !isAboutColumn(finding) {
      parts.append(row(finding, language))
    }
    parts += [column(finding, place, language), value(finding, language)].compactMap(\.self)
    return parts.joined(separator: ", ")
  }

  private static func isAboutFile(_ finding: Finding) -> Bool {
    finding.code.hasPrefix("FILE_") && finding.column.isEmpty
  }

  private static func row(_ finding: Finding, _ language: Language) -> String {
    language.pick("ligne \(finding.row)", "row \(finding.row)")
  }

  private static func column(
    _ finding: Finding, _ place: Place, _ language: Language
  ) -> String? {
    guard !finding.column.isEmpty else { return nil }
    return place == .form
      ? finding.column : language.pick("colonne \(finding.column)", "column \(finding.column)")
  }

  /// The value in quotes; nil where it tells nothing.
  private static func value(_ finding: Finding, _ language: Language) -> String? {
    guard !isAboutColumn(finding), !isAboutForm(finding) else { return nil }
    let isSilent =
      finding.value.isEmpty
      && (finding.column.isEmpty || aboutEmptyCells.contains(finding.code))
    return isSilent ? nil : language.quoted(finding.value)
  }

  /// Why, with what stands beside.
  private static func sentences(
    _ finding: Finding, isRefused: Bool, _ language: Language
  ) -> String {
    if isAboutForm(finding) {
      // The line names the file already.
      let name = "\(finding.file)\(language.colon) "
      let isNamed = finding.value.hasPrefix(name)
      return String(finding.value.dropFirst(isNamed ? name.count : 0)).sentence
    }
    let why = Catalogue.reason(key(finding, isRefused: isRefused), language)
    return (why + beside(finding, language)).sentence
  }

  /// The key of the reason; of a column that may be absent it says so.
  private static func key(_ finding: Finding, isRefused: Bool) -> String {
    let isOptional = finding.code == "MISSING_COLUMN" && !isRefused
    return isOptional ? "MISSING_COLUMN.optional" : FindingKey.of(finding)
  }

  /// The reason in words, for lists that tell the place and what came of it in columns of their own.
  package static func reason(_ finding: Finding, _ language: Language) -> String {
    Catalogue.reason(FindingKey.of(finding), language)
  }

  /// What belongs behind the reason, in parentheses: the values beside a finding, such as the value before or the known codes, and the
  /// record, where it was known before.
  package static func beside(_ finding: Finding, _ language: Language) -> String {
    let record = finding.record.map {
      language.pick("enregistrement : ", "record: ")
        + $0.filter { !$0.isEmpty }.joined(separator: " ")
    }
    return parentheses([values(finding, language), record], language)
  }

  private static func values(_ finding: Finding, _ language: Language) -> String? {
    finding.beside.map { Catalogue.beside($0, of: FindingKey.of(finding), language) }
  }

  private static func parentheses(_ parts: [String?], _ language: Language) -> String {
    let told = parts.compactMap(\.self)
    return told.isEmpty ? "" : " (\(told.joined(separator: language.pick(" ; ", "; "))))"
  }
}
