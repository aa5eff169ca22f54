import CodebookRules
import Contracts
import Foundation
import ServiceKit
package import Spreadsheet
import Texts

/// Reads forms that come back, each by the codebook that it was made from.
///
/// A form has the words of its own codebook: where a word was mended since, its list still offered the former one. So its cells are read by
/// those words, and it is taken as long as the codebook that holds asks the same (``CodebookRules/ReadingChanges``).
package struct FormReader {
  /// The most questions of a kind that a refusal names.
  private static let mostNamed = 3

  /// The questions by the codebook that holds.
  private let questions: CampaignQuestions
  private let services: any ServiceCalls
  /// Digest → the questions by an earlier codebook that forms came with; asked for once each.
  private var earlier: [String: CampaignQuestions] = [:]

  /// - Parameters:
  ///   - questions: the codebook that holds, of the campaign that the forms must be of.
  ///   - services: the services; senacs tells earlier codebooks.
  package init(_ questions: CampaignQuestions, _ services: any ServiceCalls) {
    self.questions = questions
    self.services = services
  }

  /// Reads a form.
  ///
  /// - Parameter path: the workbook.
  /// - Returns: what it says.
  /// - Throws: `SpreadsheetError`; `ConfigurationProblem` when it is no form of this campaign, or its questions have changed; `RPCError`.
  package mutating func form(_ path: String) async throws -> ReturnedForm {
    let name = URL(fileURLWithPath: path).lastPathComponent
    return try await form(FormTabs(name: name, try WorkbookReader(path: path)))
  }

  /// Takes a form that another program read.
  ///
  /// - Parameters:
  ///   - workbook: its cells.
  ///   - name: what its sender calls it.
  /// - Returns: what it says.
  /// - Throws: `ConfigurationProblem` when it is no form of this campaign, or its questions have changed; `RPCError`.
  package mutating func form(
    _ workbook: TextWorkbook, named name: String
  ) async throws -> ReturnedForm {
    try await form(FormTabs(name: name, workbook))
  }

  private mutating func form(_ tabs: FormTabs) async throws -> ReturnedForm {
    let (structure, digest) = try tabs.marks(of: questions.campaign)
    return try ReturnedForm(tabs, of: structure, try await asked(by: digest))
  }

  /// Finds the questions as a form has them.
  ///
  /// - Parameter digest: of the codebook that the form was made from, as the form has it.
  /// - Returns: the questions by that codebook.
  /// - Throws: `ConfigurationProblem` where the campaign never had that codebook, or asks otherwise now; `RPCError`.
  private mutating func asked(by digest: String) async throws -> CampaignQuestions {
    guard digest != questions.state.digest else { return questions }
    guard let own = try await codebook(digest) else {
      throw ConfigurationProblem(
        "Vigie ne retrouve pas le questionnaire de ce formulaire. Remplissez un nouveau formulaire.",
        "Vigie does not find the codebook of this form. Fill in a new form.")
    }
    let changes = ReadingChanges(from: own.schema, to: questions.schema)
    guard changes.isEmpty else {
      throw ConfigurationProblem(
        refusal(changes, own, .french), refusal(changes, own, .english))
    }
    return own
  }

  /// The questions by a codebook that the campaign has or had before; nil where senacs does not know it.
  private mutating func codebook(_ digest: String) async throws -> CampaignQuestions? {
    if let known = earlier[digest] { return known }
    let state = try await services.call(
      "senacs", GetCodebook(campaign: questions.campaign, digest: digest))
    // The codebook that holds is told in place of one that is not known, and by versions of senacs that know no digest.
    guard state.digest == digest else { return nil }
    let own = try CampaignQuestions(questions.campaign, state)
    earlier[digest] = own
    return own
  }

  /// That a form's questions are not those of today: which ones, and what to do.
  private func refusal(
    _ changes: ReadingChanges, _ own: CampaignQuestions, _ language: Language
  ) -> String {
    let kinds: [(fields: [String], asked: CampaignQuestions, what: String)] = [
      (
        changes.altered, questions,
        language.form(
          changes.altered.count, .init("question modifiée", "questions modifiées"),
          .init("changed question", "changed questions"))
      ),
      (
        changes.added, questions,
        language.form(
          changes.added.count, .init("question ajoutée", "questions ajoutées"),
          .init("new question", "new questions"))
      ),
      (
        changes.removed, own,
        language.form(
          changes.removed.count, .init("question supprimée", "questions supprimées"),
          .init("removed question", "removed questions"))
      ),
    ]
    let told = kinds.filter { !$0.fields.isEmpty }.map { kind in
      "\(kind.what)\(language.colon) \(Self.named(kind.fields, kind.asked, language))"
    }.joined(separator: language.pick(" ; ", "; "))
    return language.pick(
      "Le questionnaire de la campagne a changé depuis ce formulaire (\(told)). Remplissez un nouveau formulaire ; les réponses aux autres questions n'ont pas à changer.",
      "The campaign's codebook has changed since this form was made (\(told)). Fill in a new form; the answers to the other questions need not change."
    )
  }

  /// Questions in words, the first few by name: `« Salariés », « ETP », « Bénévoles » et 2 autres`.
  private static func named(
    _ fields: [String], _ asked: CampaignQuestions, _ language: Language
  ) -> String {
    let names = fields.map { language.quoted(asked.label($0, language)) }
    guard names.count > mostNamed else { return language.list(names) }
    return names.prefix(mostNamed).joined(separator: ", ") + " "
      + language.others(names.count - mostNamed)
  }
}
