import Contracts
import Foundation
import ServiceKit
package import Spreadsheet
import Tabular
import Texts
import Values

/// A returned form: its cells by field, and the place of each.
package struct ReturnedForm {
  package let name: String
  package let structure: String
  /// Field or column → cell, in the form in which it is stored.
  package private(set) var answers: [String: String] = [:]
  private(set) var evaluation: [String: String] = [:]
  private(set) var diagnosis: [String: String] = [:]
  private(set) var meetings = ReturnedMeetings()
  /// A cell of the column that people fill in.
  package struct CellAddress {
    package let sheet: String
    package let row: Int

    /// The cell as people find it: `onglet SENACS, « Date de validation » (D74)`.
    ///
    /// - Parameters:
    ///   - label: what the form asks there; empty where that is not known.
    ///   - language: the language to answer in.
    /// - Returns: the tab, the question and the cell.
    func text(_ label: String, _ language: Language) -> String {
      let tab = language.pick("onglet \(sheet)", "tab \(sheet)")
      guard !label.isEmpty else { return "\(tab), D\(row)" }
      return tab + language.pick(", « \(label) » (D\(row))", ", “\(label)” (D\(row))")
    }
  }

  /// Field or column → where people find it.
  private(set) var places: [String: CellAddress] = [:]
  /// Whether the answers to the sheet's questions are this year's: one was changed, or all were confirmed.
  private(set) var isAnsweredNow = false
  /// Whether a cell of the diagnosis differs from the last reading.
  private(set) var isDiagnosisNew = false

  /// Whether a workbook is a form of ours.
  package static func isForm(_ workbook: WorkbookReader) -> Bool {
    workbook.sheets.contains { $0.name == FormSheets.marks }
  }

  /// Reads a form's tabs (``FormReader``).
  ///
  /// - Parameters:
  ///   - tabs: its tabs.
  ///   - structure: whose form it says that it is.
  ///   - questions: the questions by the codebook that it was made from.
  /// - Throws: `SpreadsheetError`; `ConfigurationProblem` when rows of it are lost or doubled, or it has another structure's code.
  init(_ tabs: FormTabs, of structure: String, _ questions: CampaignQuestions) throws {
    name = tabs.name
    self.structure = structure
    let fields = Language.allCases.map { FormFields.lines(questions, $0) }
    let asked = Language.allCases.map { FormQuestions(language: $0) }
    let first = try tabs.rows(of: FormSheets.senacs, having: fields)
    let second = try tabs.rows(
      of: FormSheets.evaluation, having: asked.map { $0.answers + $0.diagnosis })
    answers = take(first, FormSheets.senacs, fields)
    guard answers[AnswersFile.structure] == structure else {
      let code = answers[AnswersFile.structure] ?? ""
      throw ConfigurationProblem(
        "Ce formulaire est celui de \(structure), mais il porte le code \(code). Rétablissez le code.",
        "This is the form of \(structure), but it has the code \(code). Put the code back.")
    }
    takeQuestions(second, asked)
    if tabs.have(FormSheets.veille) { takeMeetings(try tabs.rows(of: FormSheets.veille)) }
  }

  /// Reads the sheet's questions. Answers that nobody changed or confirmed do not count as this year's.
  private mutating func takeQuestions(_ rows: [TextWorkbook.Row], _ asked: [FormQuestions]) {
    let lines = asked.map { $0.answers + [$0.confirmation] }
    evaluation = Self.joined(take(rows, FormSheets.evaluation, lines))
    diagnosis = take(rows, FormSheets.evaluation, asked.map(\.diagnosis))
    func isTouched(_ lines: [FormLine]) -> Bool {
      let keys = Set(lines.compactMap(\.key))
      return rows.contains {
        keys.contains($0[FormSheets.key]) && $0[FormSheets.answer] != $0[FormSheets.last]
      }
    }
    let isConfirmed = evaluation.removeValue(forKey: FormQuestions.confirmed) == "yes"
    isAnsweredNow = isConfirmed || isTouched(asked[0].answers)
    isDiagnosisNew = isTouched(asked[0].diagnosis)
  }

  private mutating func takeMeetings(_ rows: [TextWorkbook.Row]) {
    let responses = Language.allCases.map { FormMeetings(language: $0).response }
    for row in rows {
      let key = row[FormSheets.key]
      let text = row[FormSheets.answer].trimmingCharacters(in: .whitespaces)
      // An empty cell has a place too: the one to fill in.
      if !key.isEmpty {
        places[key] = CellAddress(sheet: FormSheets.veille, row: row.number)
      }
      guard !text.isEmpty else { continue }
      let parts = key.split(separator: ":").map(String.init)
      if key.hasPrefix(FormMeetings.listed) {
        guard text != row[FormSheets.last] else { continue }
        let code = String(key.dropFirst(FormMeetings.listed.count))
        meetings.responses[code] = Self.kept(text, responses)
      } else if parts.count == 3, parts[0] == "new", let number = Int(parts[1]) {
        let value =
          switch parts[2] {
          case "body": text.split(separator: " ").first.map(String.init) ?? text
          case "response": Self.kept(text, responses)
          case "day": Self.kept(text, [.date])
          default: text
          }
        meetings.added[number, default: [:]][parts[2]] = value
      }
    }
  }

  /// Reads the cells of the lines, in the form in which they are stored, whichever language the form is in.
  private mutating func take(
    _ rows: [TextWorkbook.Row], _ sheet: String, _ languages: [[FormLine]]
  ) -> [String: String] {
    let lines = Dictionary(grouping: languages.joined(), by: \.key)
    var cells: [String: String] = [:]
    for row in rows {
      let key = row[FormSheets.key]
      guard let known = lines[key] else { continue }
      places[key] = CellAddress(sheet: sheet, row: row.number)
      let text = row[FormSheets.answer].trimmingCharacters(in: .whitespaces)
      if !text.isEmpty { cells[key] = Self.kept(text, known.map(\.kind)) }
    }
    return cells
  }

  /// The stored form of a cell. A text that is not understood stays as it is, for the service to refuse.
  private static func kept(_ text: String, _ kinds: [FormLine.Kind]) -> String {
    for kind in kinds {
      switch kind {
      case .flag(let yes, let no):
        for language in Language.allCases {
          for (flag, value) in [(true, yes), (false, no)]
          where [FormLine.word(flag, language), String(flag)].contains(text.lowercased()) {
            return value
          }
        }
      case .choice(let values):
        // A label may begin with its value: that is read, so that forms whose words were others are read too.
        let value = values.first {
          $0.label == text || $0.value == text
            || $0.label.hasPrefix($0.value + " ") && text.hasPrefix($0.value + " ")
        }
        if let value { return value.value }
      case .integer, .decimal: if let number = TypedText.number(text) { return number }
      case .date: if let day = TypedText.day(text) { return day.iso }
      case .text, .year: break
      }
    }
    return text
  }

  /// Joins the codes of each list into one cell: `training_actions:CODE` says yes or no to one of them.
  package static func joined(_ cells: [String: String]) -> [String: String] {
    var (joined, lists): ([String: String], [String: [String]]) = ([:], [:])
    for (key, value) in cells.sorted(by: { $0.key < $1.key }) {
      let parts = key.split(separator: ":", maxSplits: 1).map(String.init)
      if parts.count < 2 {
        joined[key] = value
      } else if value == "yes" {
        lists[parts[0], default: []].append(parts[1])
      }
    }
    return joined.merging(lists.mapValues { $0.joined(separator: " ") }) { old, _ in old }
  }
}
