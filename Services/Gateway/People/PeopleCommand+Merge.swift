import ArgumentParser
import Composition
import Contracts
import Pages

extension PeopleCommand {
  struct Merge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Réunit deux codes d'une même personne : elle ne compte plus que sous le second.",
      "Makes two codes count as one person, under the second.",
      discussion: words(
        """
        Exemple : vigie people merge P71 P02
        Rien n'est effacé : les deux enregistrements restent, et leur historique aussi. Indicateurs, listes, contacts et \
        habilitations suivent ; les rapports déjà figés ne changent pas.
        Pour annuler : vigie people unmerge P71. Paires à examiner : vigie registry duplicates
        \(Help.recording)
        """,
        """
        Example: vigie people merge P71 P02
        Nothing is deleted: both records stay, and so does their history. Figures, lists, contacts and grants follow; frozen \
        reports do not change.
        To take it back: vigie people unmerge P71. Pairs to look at: vigie registry duplicates
        \(Help.recording)
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words(
        "Code qui ne comptera plus séparément.",
        "Code that will no longer count on its own.", .person
      ))
    var entry: String
    @Argument(
      help: .words(
        "Code sous lequel la personne comptera.",
        "Code under which the person will count.", .person))
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
