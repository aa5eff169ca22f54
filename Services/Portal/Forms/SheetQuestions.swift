import Composition
import Contracts
import Foundation
import PortalDomain
import Texts
import Values

/// The sheet's questions and the grid of the diagnosis as a codebook, so that they are drawn, drafted and checked as a campaign's are.
///
/// Which questions there are, a form's second tab says too (``FormQuestions``).
enum SheetQuestions {
  /// A section of the form: the number with which the question's heading begins, its name in addresses, and what people call it.
  private static let sections:
    [(number: Character, name: String, french: String, english: String)] =
      [
        ("1", "formation", "Formation au diagnostic", "Training in diagnosis"),
        ("3", "usage", "Utilisation de SENACS", "Use of SENACS"),
        ("4", "diagnostic", "Diagnostic partagé", "Shared diagnosis"),
        ("5", "partenariat", "Partenariat et veille sociale", "Partnership and social watch"),
      ]

  /// The counts of the grid, each with the count that it is a part of (acceptance/formats.md, `diagnoses.csv`).
  private static let parts = [
    ("problems_with_axis", "problems"), ("objectives_linked", "objectives"),
  ]

  // MARK: Cells

  /// The columns of `diagnoses.csv` that the form asks for.
  private static let grid = Set(FormQuestions(language: .french).diagnosis.compactMap(\.key))

  /// Field → what is known, of the structure's last answers and its last reading; a list is a field for each of its codes.
  static func known(_ item: ReadLatestAnswers.Item?) -> [String: String] {
    guard let item else { return [:] }
    var known: [String: String] = [:]
    let lines = FormQuestions(language: .french)
    for (keys, last) in [
      (lines.answers.compactMap(\.key), item.answer),
      (lines.diagnosis.compactMap(\.key), item.diagnosis),
    ] {
      for key in keys {
        let sides = key.split(separator: ":", maxSplits: 1).map(String.init)
        guard let cell = last[sides[0]], !cell.isEmpty else { continue }
        known[key] =
          sides.count == 2
          ? (cell.split(separator: " ").contains(Substring(sides[1])) ? "yes" : "no") : cell
      }
    }
    return known
  }

  /// The year of the last answers, or else of the last reading; nil without either.
  static func lastYear(_ item: ReadLatestAnswers.Item?) -> Int? {
    guard let item else { return nil }
    return item.answer["year"].flatMap { Int($0) }
      ?? item.diagnosis["assessed_on"].flatMap { Int($0.prefix(4)) }
  }

  /// What goes to evaluation: the columns of the answers, and those of the reading.
  static func request(
    _ cells: [String: String], structure: String, year: Year
  ) -> SendSheetAnswers {
    SendSheetAnswers(
      structure: structure, year: year,
      answers: ReturnedForm.joined(cells.filter { !grid.contains($0.key) }),
      reading: cells.filter { grid.contains($0.key) })
  }

  /// The first field of a column: a list has a field for each of its codes.
  static func field(ofColumn column: String) -> String {
    let lines = FormQuestions(language: .french)
    return (lines.answers + lines.diagnosis).compactMap(\.key)
      .first { $0 == column || $0.hasPrefix(column + ":") } ?? column
  }

  // MARK: Codebook

  /// What `Codebook` and `TableSchema` read.
  private struct Document: Encodable {
    struct Constraints: Encodable {
      var `enum`: [String]?
      var minimum: Int?
    }

    struct Field: Encodable {
      let name, type, section, block: String
      let labels: [String: String]
      let valueLabels: [String: [String: String]]?
      let trueValues, falseValues: [String]?
      let constraints: Constraints
    }

    struct Block: Encodable {
      let name: String
      let labels: [String: String]
    }

    struct Rule: Encodable {
      let kind, field, whole: String
    }

    var fields: [Field] = []
    var blocks: [Block] = []
    var rules: [Rule] = []
  }

  /// The codebook, JSON.
  ///
  /// - Throws: `EncodingError`.
  static func document() throws -> String {
    let (french, english) = (lines(.french), lines(.english))
    var document = Document()
    for section in sections {
      document.blocks.append(
        .init(name: section.name, labels: ["fr": section.french, "en": section.english]))
      var isOfSection = false
      for (own, other) in zip(french, english) {
        guard let key = own.key else {
          isOfSection = own.label.first == section.number
          if isOfSection {
            document.blocks.append(
              .init(name: block(section.name), labels: ["fr": own.label, "en": other.label]))
          }
          continue
        }
        if isOfSection { document.fields.append(field(key, own, other, section.name)) }
      }
    }
    document.rules = parts.map { Document.Rule(kind: "atMost", field: $0.0, whole: $0.1) }
    return String(decoding: try JSONEncoder().encode(document), as: UTF8.self)
  }

  private static func lines(_ language: Language) -> [FormLine] {
    let asked = FormQuestions(language: language)
    return asked.answers + asked.diagnosis
  }

  /// The group of a section's questions, whose legend is the sheet's own question.
  private static func block(_ section: String) -> String { "question-\(section)" }

  private static func field(
    _ key: String, _ french: FormLine, _ english: FormLine, _ section: String
  ) -> Document.Field {
    var (type, flags, constraints) = ("string", [String](), Document.Constraints())
    var labels: [String: [String: String]]?
    switch french.kind {
    case .text: break
    case .integer:
      type = "integer"
      constraints.minimum = 0
    case .year: type = "year"
    case .decimal: type = "number"
    case .date: type = "date"
    case .flag(let yes, let no):
      type = "boolean"
      flags = [yes, no]
    case .choice(let values):
      constraints.enum = values.map(\.value)
      labels = Self.labels(values, english.kind)
    }
    return Document.Field(
      name: key, type: type, section: section, block: block(section),
      labels: ["fr": plain(french.label), "en": plain(english.label)], valueLabels: labels,
      trueValues: flags.first.map { [$0] }, falseValues: flags.last.map { [$0] },
      constraints: constraints)
  }

  private static func labels(
    _ french: [(value: String, label: String)], _ english: FormLine.Kind
  ) -> [String: [String: String]] {
    guard case .choice(let others) = english else { return [:] }
    return Dictionary(
      zip(french, others).map { ($0.value, ["fr": $0.label, "en": $1.label]) },
      uniquingKeysWith: { first, _ in first })
  }

  /// A line's label without the dash that a workbook puts before the codes of a list.
  private static func plain(_ label: String) -> String {
    label.hasPrefix("– ") ? String(label.dropFirst(2)) : label
  }
}
