import CodebookRules
import Contracts
import Foundation
import PortalDomain
import Tabular
import Texts
import Values

/// A form for a structure, as its service tells it: kept, so that writing goes on while that service is away.
struct KeptForm: Codable, Sendable, Hashable {
  /// The campaign's code, or the key of what else is asked for (``Questionnaire``).
  let campaign: String
  /// The codebook, JSON.
  let document: String
  let dataYear: Int
  let opensOn: CivilDate
  let closesOn: CivilDate
  let isExpected: Bool
  /// The year of the data of the last answer; nil without one.
  let lastYear: Int?
  /// Field → cell, in canonical text: the last answer, and what the registry knows.
  let known: [String: String]
  /// The fields whose value comes from the registry → what the last answer said there; nil in forms of earlier versions.
  var fromRegistry: [String: String]?
  /// The day on which the collection was ended, so that nothing can be sent; nil before, and in forms kept by earlier versions.
  var collectionEndedOn: CivilDate?
  /// The day on which the first answer that counts was received, from wherever it came; nil before, and in forms kept by earlier versions.
  var receivedOn: CivilDate?

  /// What the form asks for; ``campaign`` is its key.
  var questionnaire: Questionnaire { Questionnaire(key: campaign) }

  /// Whether an answer that was sent can be opened again on a day, and so sent once more on time.
  func canReopen(on day: CivilDate) -> Bool { day <= closesOn && collectionEndedOn == nil }

  /// The parts of the path of one of its pages.
  func path(_ rest: String...) -> [String] { questionnaire.parts + rest }
}

/// A form that was read from its codebook: the questions, and what people call things.
struct CampaignForm: Sendable {
  let kept: KeptForm
  let codebook: Codebook
  let questions: [FormQuestion]
  /// The fields that are known without asking: who answers, and for which campaign.
  let identity: [String]
  /// Whether the codebook asks for the function of who answers.
  let asksFunction: Bool
  private let byName: [String: Codebook.Field]

  /// The field in which a structure's function of who answers goes.
  static let function = "repondant_fonction"

  /// Reads the codebook.
  ///
  /// - Throws: `DecodingError` for a document that is none; senacs has none such.
  init(_ kept: KeptForm) throws {
    self.kept = kept
    let data = Data(kept.document.utf8)
    let codebook = try JSONDecoder().decode(Codebook.self, from: data)
    let schema = try JSONDecoder().decode(TableSchema.self, from: data)
    let described = Dictionary(
      schema.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.codebook = codebook
    byName = Dictionary(
      codebook.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    identity = codebook.fields.filter { $0.section == "identity" }.map(\.name)
    asksFunction = codebook.fields.contains { $0.name == Self.function }
    questions = codebook.fields.compactMap { field -> FormQuestion? in
      guard let own = described[field.name], !["identity", "answer"].contains(field.section ?? "")
      else { return nil }
      return Self.question(field, own)
    }
  }

  private static func question(
    _ field: Codebook.Field, _ own: TableSchema.Field
  ) -> FormQuestion {
    let kind: FormQuestion.Kind
    if let values = own.constraints.enum {
      kind = .choice(values.map(\.text))
    } else {
      switch own.type {
      case .integer, .year: kind = .number(isWhole: true)
      case .number: kind = .number(isWhole: false)
      case .date: kind = .day
      case .boolean:
        kind = .flag(
          yes: own.trueValues?.first ?? "true", no: own.falseValues?.first ?? "false")
      default: kind = .text
      }
    }
    return FormQuestion(
      field.name, section: field.section ?? field.block ?? "other", block: field.block, kind: kind,
      least: own.constraints.minimum.flatMap { Amount($0.text) },
      most: own.constraints.maximum.flatMap { Amount($0.text) },
      longest: min(own.constraints.maxLength ?? FormQuestion.mostTyped, FormQuestion.mostTyped))
  }

  /// What is shown of a question that nobody has answered in the draft: what is known already; nil for nothing.
  func takenOver(_ field: String) -> String? { kept.known[field].flatMap { $0.isEmpty ? nil : $0 } }

  /// The last answer, in canonical text; empty without one.
  var last: [String: String] {
    guard kept.lastYear != nil else { return [:] }
    return kept.known.merging(kept.fromRegistry ?? [:]) { $1 }.filter { !$0.value.isEmpty }
  }

  /// Whether a value that nobody has written in the draft comes from the registry.
  func isFromRegistry(_ field: String) -> Bool {
    kept.lastYear == nil || kept.fromRegistry?[field] != nil
  }

  /// The draft judged.
  func judged(_ fields: [String: DraftValue]) -> DraftForm {
    DraftForm(questions, codebook, last: last, fields: fields)
  }

  /// What people call a field.
  func label(_ field: String, _ language: Language) -> String {
    byName[field]?.labels?[language.rawValue] ?? field
  }

  /// What people call a section.
  func sectionLabel(_ section: String, _ language: Language) -> String {
    codebook.blocks?.first { $0.name == section }?.labels?[language.rawValue]
      ?? Catalogue.section(section, language)
  }

  /// What people call a block of the year.
  func blockLabel(_ block: String, _ language: Language) -> String {
    codebook.blocks?.first { $0.name == block }?.labels?[language.rawValue] ?? block
  }

  /// What people call a value of a list.
  func valueLabel(_ value: String, of field: String, _ language: Language) -> String {
    byName[field]?.valueLabels?[value]?[language.rawValue] ?? value
  }

  /// A value as people read it and type it: digits in groups of three, with the language's decimal mark. Canonical text comes in, and so may a text
  /// that nobody understands, which stays as it is.
  func shown(_ text: String, of question: FormQuestion, _ language: Language) -> String {
    guard case .value(let value) = question.read(text) else { return text }
    switch question.kind {
    case .number: return Self.number(value, language)
    case .day: return language.day(value)
    case .text, .flag, .choice: return value
    }
  }

  /// A number with spaces between its groups, in both languages: a comma between groups would be read as a decimal mark.
  static func number(_ text: String, _ language: Language) -> String {
    let number = Language.french.number(text)
    return language == .french ? number : number.replacing(",", with: ".")
  }

  /// A value in words, for a sentence or beside a question.
  func told(_ text: String, of question: FormQuestion, _ language: Language) -> String {
    switch (question.kind, question.read(text)) {
    case (.flag, .value(let value)):
      value == "true" ? language.pick("oui", "yes") : language.pick("non", "no")
    case (.choice, .value(let value)): valueLabel(value, of: question.name, language)
    default: shown(text, of: question, language)
    }
  }
}
