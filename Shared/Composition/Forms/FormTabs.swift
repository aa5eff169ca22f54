import Contracts
import ServiceKit
import Spreadsheet

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

  /// A problem with this workbook, in words for the person who can correct it.
  func problem(_ french: String, _ english: String) -> ConfigurationProblem {
    ConfigurationProblem("\(name) : \(french)", "\(name): \(english)")
  }

  func have(_ tab: String) -> Bool { tabs.contains(tab) }

  /// The structure whose form it is.
  ///
  /// - Throws: `SpreadsheetError`; `ConfigurationProblem` where it is no form, or one of another campaign or codebook.
  func structure(by questions: CampaignQuestions) throws -> String {
    guard have(FormSheets.marks) else {
      throw problem(
        "n'est pas un formulaire de vigie ; le charger seul, comme un tableau",
        "is no form of vigie's; load it by itself, as a table")
    }
    let marks = Dictionary(
      try rows(of: FormSheets.marks).map { ($0[0], $0[1]) }
    ) { first, _ in first }
    let own = marks[FormSheets.campaignMark] ?? ""
    let campaign = questions.campaign
    guard own == campaign else {
      throw problem(
        "est de la campagne \(own), pas de \(campaign)", "is of campaign \(own), not of \(campaign)"
      )
    }
    guard marks[FormSheets.digestMark] == questions.state.digest else {
      throw problem(
        "est d'un autre questionnaire que celui de la campagne aujourd'hui ; réécrire les formulaires",
        "is of another codebook than the campaign's present one; write the forms anew")
    }
    return marks[FormSheets.structureMark] ?? ""
  }

  /// The rows of a tab.
  ///
  /// - Throws: `SpreadsheetError`; `ConfigurationProblem` where it is not there or too long.
  func rows(of tab: String) throws -> [TextWorkbook.Row] {
    guard have(tab) else {
      throw problem("l'onglet \(tab) manque", "the tab \(tab) is missing")
    }
    let rows = try rows(tab)
    guard rows.count <= Self.maxRows else { throw problem("trop de lignes", "too many rows") }
    return rows
  }

  /// Reads the rows of a tab, and checks that it has each of some keys exactly once. A form with lost or repeated rows is refused,
  /// not guessed at.
  ///
  /// - Throws: as ``rows(of:)``.
  func rows(of tab: String, having keys: [String]) throws -> [TextWorkbook.Row] {
    let rows = try rows(of: tab)
    let found = Dictionary(grouping: rows.map { $0[FormSheets.key] }) { $0 }
    let missing = keys.filter { found[$0] == nil }
    guard missing.isEmpty else {
      let list = missing.prefix(5).joined(separator: ", ")
      throw problem(
        "\(missing.count) lignes de l'onglet \(tab) manquent (\(list))",
        "\(missing.count) rows of the tab \(tab) are missing (\(list))")
    }
    if let twice = keys.first(where: { (found[$0]?.count ?? 0) > 1 }) {
      throw problem(
        "la ligne \(twice) de l'onglet \(tab) est là deux fois",
        "the row \(twice) of the tab \(tab) is there twice")
    }
    return rows
  }
}
