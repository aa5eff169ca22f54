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
      lines.append(
        FormLine(
          key: field.name, label: field.labels?[language.rawValue] ?? field.name,
          kind: kind(field, own?.valueLabels ?? [:], language),
          isInput: own?.section != "identity", help: help(field, language)))
    }
    return lines
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
    case .integer, .year: .integer
    case .number: .decimal
    case .date: .date
    case .boolean:
      .flag(
        true: field.trueValues?.first ?? "true", false: field.falseValues?.first ?? "false")
    default: .text
    }
  }

  private static func help(_ field: TableSchema.Field, _ language: Language) -> String {
    switch field.type {
    case .integer: language.pick("nombre entier", "whole number")
    case .number: language.pick("nombre", "number")
    case .date: language.pick("date", "date")
    default: ""
    }
  }
}
