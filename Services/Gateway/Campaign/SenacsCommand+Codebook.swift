import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import RPCContract
import ServiceKit
import Texts

extension SenacsCommand {
  struct Codebook: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche le questionnaire d'une campagne et ses changements, ou le définit.",
      "Shows a campaign's codebook and what changes in it, or sets it.",
      discussion: words(
        """
        Si seuls des mots changent, les formulaires déjà envoyés restent valables. Si une question est ajoutée, supprimée ou \
        attend une autre réponse, ils sont refusés à leur retour ; le refus nomme ces questions.
        """,
        """
        If only words change, forms that were sent before stay valid. If a question is added, removed or expects another \
        answer, they are refused when they come back; the refusal names these questions.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Option(
      help: .words(
        "Définit le questionnaire à partir de ce fichier (Table Schema, JSON).",
        "Sets the codebook from this file (Table Schema, JSON).", .file), completion: .file())
    var set: String?
    @Flag(
      help: .words(
        "Affiche le document JSON du questionnaire.",
        "Prints the codebook's JSON document."))
    var document = false

    static var jsonSchema: JSONSchema {
      .value(Contracts.Codebook.self).described("With --document")
    }

    func run() async throws {
      let gateway = try options.gateway()
      let state: CodebookState
      if let set {
        guard let data = FileManager.default.contents(atPath: set),
          let text = String(data: data, encoding: .utf8)
        else {
          throw ConfigurationProblem("Impossible de lire « \(set) ».", "Cannot read “\(set)”.")
        }
        state = try await gateway.call("senacs", SetCodebook(campaign: campaign, document: text))
      } else {
        state = try await gateway.call("senacs", GetCodebook(campaign: campaign))
      }
      await gateway.close()
      if document { return Output.data(state.document) }
      let codebook =
        try JSONDecoder().decode(Contracts.Codebook.self, from: Data(state.document.utf8))
      let (all, base) = (
        Self.questions(codebook.fields.count), language.number(state.baseItems)
      )
      Output.line(
        "Campagne \(campaign), données \(state.dataYear) : \(all), dont \(base) du socle à remplir.",
        "Campaign \(campaign), data of \(state.dataYear): \(all), \(base) of them the base to answer."
      )
      let blocks = Dictionary(grouping: codebook.fields.compactMap(\.block)) { $0 }
      for (block, own) in blocks.sorted(by: { $0.key < $1.key }) {
        let label = codebook.blocks?.first { $0.name == block }?.labels?[language.rawValue]
        let count = Self.questions(own.count)
        Output.line(
          "  bloc thématique « \(label ?? block) » : \(count)",
          "  block of the year “\(label ?? block)”: \(count)")
      }
      if let before = state.comparedWith { writeChanges(of: state, since: before) }
    }

    /// Writes what changed since the campaign before, by columns of the file.
    private func writeChanges(of state: CodebookState, since before: String) {
      let renamed = state.renamed.sorted { $0.key < $1.key }.map { "\($0.value) → \($0.key)" }
      let changes = [
        (words("ajoutées : ", "added: "), state.added),
        (words("retirées : ", "removed: "), state.removed),
        (words("renommées : ", "renamed: "), renamed),
        (
          words("redéfinies (série non comparable) : ", "redefined (not to be compared): "),
          state.redefined
        ),
      ].filter { !$0.1.isEmpty }
      guard !changes.isEmpty else {
        return Output.line(
          "Aucun changement depuis la campagne \(before).", "No change since campaign \(before).")
      }
      Output.line(
        "Changements depuis la campagne \(before) :", "Changes since campaign \(before):")
      for (what, list) in changes { Output.line("  \(what)\(list.joined(separator: " "))") }
    }

    private static func questions(_ count: Int) -> String {
      language.count(count, .init("question", "questions"), .init("question", "questions"))
    }
  }
}
