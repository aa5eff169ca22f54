import Contracts
import Tabular
package import Texts

/// The campaign's questions, as the first tab of a form asks them.
package enum FormFields {
  /// The lines of the tab: a heading for each section and each block of the year, and a line for each field.
  package static func lines(_ questions: CampaignQuestions, _ language: Language) -> [FormLine] {
    let asked = Dictionary(questions.codebook.fields.map { ($0.name, $0) }) { first, _ in first }
    var lines: [FormLine] = []
    var heading: String?
    for field in questions.schema.fields {
      let own = asked[field.name]
      let title = own.flatMap { Self.title(of: $0, questions.codebook, language) }
      if title != heading, let title { lines.append(.heading(title)) }
      heading = title
      lines.append(line(field, own, language))
    }
    return lines
  }

  private static func line(
    _ field: TableSchema.Field, _ own: Codebook.Field?, _ language: Language
  ) -> FormLine {
    let unit = own?.unit?[language.rawValue] ?? ""
    var label = field.labels?[language.rawValue] ?? field.name
    // A label that stands alone names the unit too; here the unit has a column of its own.
    if !unit.isEmpty, label.hasSuffix(" (\(unit))") { label.removeLast(unit.count + 3) }
    let kind = Self.kind(field, own?.valueLabels ?? [:], language)
    let bounds = FormLine.Bounds(
      least: field.constraints.minimum?.text, most: field.constraints.maximum?.text)
    return FormLine(
      key: field.name, label: label, kind: kind, bounds: bounds,
      isInput: own?.section != "identity", unit: unit,
      note: own?.help?[language.rawValue] ?? "",
      expected: FormExpectation(language: language).words(
        kind, bounds, longest: field.constraints.maxLength, example: own?.example))
  }

  /// The heading above a field: its block of the year where it has one, else its section.
  private static func title(
    of field: Codebook.Field, _ codebook: Codebook, _ language: Language
  ) -> String? {
    if let block = field.block {
      let labels = codebook.blocks?.first { $0.name == block }?.labels
      return labels?[language.rawValue] ?? block
    }
    return field.section.map { Catalogue.section($0, language) }
  }

  private static func kind(
    _ field: TableSchema.Field, _ labels: [String: Codebook.Labels], _ language: Language
  ) -> FormLine.Kind {
    if let values = field.constraints.enum {
      return .choice(values.map { ($0.text, labels[$0.text]?[language.rawValue] ?? $0.text) })
    }
    return switch field.type {
    case .integer: .integer
    case .year: .year
    case .number: .decimal
    case .date: .date
    case .boolean:
      .flag(
        true: field.trueValues?.first ?? "true", false: field.falseValues?.first ?? "false")
    default: .text
    }
  }
}
