import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import ServiceKit

extension SenacsCommand {
  struct Codebook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Montre le questionnaire d'une campagne et ce qui y change, ou le donne.",
      "Shows a campaign's codebook and what changes in it, or sets it.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Option(
      help: .words(
        "Le donner : un Table Schema (Frictionless), en JSON.",
        "Set it: a Table Schema (Frictionless), JSON.")) var set: String?
    @Flag(help: .words("Écrire le document lui-même.", "Write the document itself.")) var document =
      false

    func run() async throws {
      let gateway = try options.gateway()
      let state: CodebookState
      if let set {
        guard let data = FileManager.default.contents(atPath: set),
          let text = String(data: data, encoding: .utf8)
        else { throw ConfigurationProblem("impossible de lire \(set)", "cannot read \(set)") }
        state = try await gateway.call("senacs", SetCodebook(campaign: campaign, document: text))
      } else {
        state = try await gateway.call("senacs", GetCodebook(campaign: campaign))
      }
      await gateway.close()
      if document { return Output.line(state.document) }
      let fields =
        try JSONDecoder().decode(Contracts.Codebook.self, from: Data(state.document.utf8)).fields
      Output.line(
        "campagne \(campaign), données \(state.dataYear) : \(fields.count) champs, dont \(state.baseItems) de la base à remplir",
        "campaign \(campaign), data of \(state.dataYear): \(fields.count) fields, \(state.baseItems) of them the base to answer"
      )
      for (block, own) in Dictionary(grouping: fields, by: \.block).sorted(by: {
        $0.key ?? "" < $1.key ?? ""
      }) {
        guard let block else { continue }
        Output.line(
          "  bloc \(block) : \(own.count) champs", "  block \(block): \(own.count) fields")
      }
      guard let before = state.comparedWith else { return }
      Output.line("par rapport à \(before) :", "compared with \(before):")
      let renamed = state.renamed.sorted { $0.key < $1.key }.map { "\($0.value) → \($0.key)" }
      for (what, list) in [
        (words("ajoutés", "added"), state.added), (words("retirés", "removed"), state.removed),
        (words("renommés", "renamed"), renamed),
        (words("redéfinis, série rompue", "redefined, series broken"), state.redefined),
      ] { Output.line("  \(what): \(list.isEmpty ? "–" : list.joined(separator: " "))") }
    }
  }
}
