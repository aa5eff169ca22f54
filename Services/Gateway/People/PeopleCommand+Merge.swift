import ArgumentParser
import Composition
import Contracts
import Pages

extension PeopleCommand {
  struct Merge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Fait compter deux fiches comme une seule personne, sous le second code.",
      "Makes two entries count as one person, under the second code.",
      discussion: words(
        """
        vigie people merge P71 P02
        Rien n'est effacé : les deux fiches restent et l'historique aussi. Chiffres, listes, contacts et habilitations suivent ; les
        rapports déjà figés ne changent pas. Pour l'annuler : vigie people unmerge P71. Des paires à examiner : vigie registry duplicates
        Les deux fiches sont montrées avant la question. Codes de sortie : 0 enregistré, 3 refusé, 64 sans --yes hors d'un terminal.
        """,
        """
        vigie people merge P71 P02
        Nothing is deleted: both entries stay, and so does their history. Figures, lists, contacts and grants follow; frozen
        reports do not change. To take it back: vigie people unmerge P71. Pairs to look at: vigie registry duplicates
        Both entries are shown before the question. Exit codes: 0 recorded, 3 refused, 64 without --yes outside a terminal.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words(
        "Le code qui ne comptera plus séparément.", "The code that will no longer count on its own."
      )) var entry: String
    @Argument(
      help: .words(
        "Le code sous lequel la personne compte.", "The code under which the person counts."))
    var kept: String
    @Flag(help: .withoutAsking) var yes = false

    func run() async throws {
      let gateway = try options.gateway()
      let shown = try await PeopleCommand.show([entry, kept], gateway)
      // An entry that was itself merged leads to the one that stands for the person.
      let person = shown.first { $0.code == kept }?.person ?? kept
      let target = person == entry ? kept : person
      if target != kept {
        Output.line(
          "\(kept) est déjà fusionné : la personne compte sous \(target).",
          "\(kept) is merged already: the person counts under \(target).")
      }
      try await PeopleCommand.record(entry, into: target, isAgreed: yes, gateway)
    }
  }
}
