import ArgumentParser
import Composition
import Contracts
import Pages

extension PeopleCommand {
  struct Unmerge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Annule une fusion : la fiche compte à nouveau séparément.",
      "Takes a merge back: the entry counts on its own again.",
      discussion: words(
        """
        vigie people unmerge P71
        Les chiffres redeviennent ce qu'ils étaient. Qui a fusionné et annulé, et quand : vigie history merges P71
        Codes de sortie : 0 enregistré, 3 refusé, 64 sans --yes hors d'un terminal.
        """,
        """
        vigie people unmerge P71
        The figures are again what they were. Who merged them and who took it back, and when: vigie history merges P71
        Exit codes: 0 recorded, 3 refused, 64 without --yes outside a terminal.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words("Le code qui a été fusionné.", "The code that was merged.")) var entry: String
    @Flag(help: .withoutAsking) var yes = false

    func run() async throws {
      let gateway = try options.gateway()
      let person = try await PeopleCommand.show([entry], gateway).first?.person ?? entry
      if person != entry { _ = try await PeopleCommand.show([person], gateway) }
      try await PeopleCommand.record(entry, into: "", isAgreed: yes, gateway)
    }
  }
}
