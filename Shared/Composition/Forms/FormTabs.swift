import ServiceKit
import Spreadsheet
import Texts

/// The tabs of a workbook that may be a form, and the checks that it is one.
struct FormTabs {
  /// The most rows of a tab that are read.
  private static let maxRows = 2000

  /// What its sender calls the workbook.
  let name: String
  /// The names of its tabs.
  private let tabs: [String]
  /// Tab → its rows, 2,000 and one at most.
  private let rows: (String) throws -> [TextWorkbook.Row]

  /// Takes a workbook that is read tab by tab, as each is asked for.
  init(name: String, _ workbook: WorkbookReader) {
    self.name = name
    tabs = workbook.sheets.map(\.name)
    rows = { tab in
      guard let sheet = workbook.sheets.first(where: { $0.name == tab }) else { return [] }
      var (reader, rows): (RowReader, [TextWorkbook.Row]) = (try workbook.rows(of: sheet), [])
      while rows.count <= Self.maxRows, let row = try reader.next() {
        rows.append(TextWorkbook.Row(row))
      }
      return rows
    }
  }

  /// Takes a workbook that was read.
  init(name: String, _ workbook: TextWorkbook) {
    self.name = name
    tabs = workbook.sheets.map(\.name)
    rows = { tab in Array((workbook.sheet(tab)?.rows ?? []).prefix(Self.maxRows + 1)) }
  }

  func have(_ tab: String) -> Bool { tabs.contains(tab) }

  /// Reads what a form says of itself.
  ///
  /// - Parameter campaign: the campaign that it must be of.
  /// - Returns: the structure whose form it is, and the digest of the codebook that it was made from; empty texts for what it does not say.
  /// - Throws: `SpreadsheetError`; `ConfigurationProblem` where it is no form, or one of another campaign.
  func marks(of campaign: String) throws -> (structure: String, codebook: String) {
    guard have(FormSheets.marks) else {
      throw ConfigurationProblem(
        "Ce classeur n'est pas un formulaire de Vigie. Un tableau de réponses se charge à part.",
        "This workbook is no form of Vigie's. A table of answers is loaded by itself.")
    }
    let marks = Dictionary(
      try rows(of: FormSheets.marks).map { ($0[0], $0[1]) }
    ) { first, _ in first }
    let own = marks[FormSheets.campaignMark] ?? ""
    guard own == campaign else {
      throw ConfigurationProblem(
        "Ce formulaire est celui de la campagne \(own), non de la campagne \(campaign). Chargez-le avec la campagne \(own).",
        "This is a form of campaign \(own), not of campaign \(campaign). Load it with campaign \(own)."
      )
    }
    return (marks[FormSheets.structureMark] ?? "", marks[FormSheets.digestMark] ?? "")
  }

  /// The rows of a tab.
  ///
  /// - Throws: `SpreadsheetError`; `ConfigurationProblem` where it is not there or too long.
  func rows(of tab: String) throws -> [TextWorkbook.Row] {
    guard have(tab) else {
      throw ConfigurationProblem(
        "L'onglet « \(tab) » a été supprimé. Renvoyez un formulaire complet.",
        "The tab “\(tab)” was removed. Send a complete form.")
    }
    let rows = try rows(tab)
    guard rows.count <= Self.maxRows else {
      throw ConfigurationProblem(
        "L'onglet « \(tab) » a trop de lignes (\(Language.french.number(Self.maxRows)) au plus).",
        "The tab “\(tab)” has too many rows (\(Language.english.number(Self.maxRows)) at most).")
    }
    return rows
  }

  /// Reads the rows of a tab, and checks that it has each of some lines exactly once. A form with lost or repeated rows is refused,
  /// not guessed at.
  ///
  /// - Parameters:
  ///   - tab: its name.
  ///   - lines: the lines in the order of `Language.allCases`; those without a key are not looked for.
  /// - Returns: all rows of the tab.
  /// - Throws: as ``rows(of:)``.
  func rows(of tab: String, having lines: [[FormLine]]) throws -> [TextWorkbook.Row] {
    let rows = try rows(of: tab)
    let found = Dictionary(grouping: rows.map { $0[FormSheets.key] }) { $0 }
    let keys = lines.first.map { $0.compactMap(\.key) } ?? []
    let missing = keys.filter { found[$0] == nil }
    guard missing.isEmpty else {
      throw ConfigurationProblem(
        Self.removed(missing, Self.labels(lines, .french), tab, .french),
        Self.removed(missing, Self.labels(lines, .english), tab, .english))
    }
    if let twice = keys.first(where: { (found[$0]?.count ?? 0) > 1 }) {
      let (french, english) = (Self.labels(lines, .french), Self.labels(lines, .english))
      throw ConfigurationProblem(
        "La ligne « \(french[twice] ?? twice) » figure deux fois dans l'onglet \(tab). Renvoyez un formulaire complet.",
        "The row “\(english[twice] ?? twice)” stands twice in the tab \(tab). Send a complete form."
      )
    }
    return rows
  }

  /// What people call each line, by its key.
  private static func labels(_ lines: [[FormLine]], _ language: Language) -> [String: String] {
    let own = zip(Language.allCases, lines).first { $0.0 == language }?.1 ?? []
    return Dictionary(
      own.compactMap { line in line.key.map { ($0, line.label) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// That lines were removed from a tab, by the names of the first three.
  private static func removed(
    _ keys: [String], _ labels: [String: String], _ tab: String, _ language: Language
  ) -> String {
    let names = keys.prefix(3).map { key in
      let label = labels[key] ?? key
      return language.pick("« \(label) »", "“\(label)”")
    }
    let count = language.number(keys.count)
    let list = names.joined(separator: ", ") + (keys.count > 3 ? "…" : "")
    return keys.count == 1
      ? language.pick(
        "La ligne \(list) a été supprimée de l'onglet \(tab). Renvoyez un formulaire complet.",
        "The row \(list) was removed from the tab \(tab). Send a complete form.")
      : language.pick(
        "\(count) lignes ont été supprimées de l'onglet \(tab) (\(list)). Renvoyez un formulaire complet.",
        "\(count) rows were removed from the tab \(tab) (\(list)). Send a complete form.")
  }
}
