import ArgumentParser
import Composition
import Contracts
import Pages

extension PeopleCommand {
  struct Unmerge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Annule une fusion : le code compte à nouveau séparément.",
      "Takes a merge back: the code counts on its own again.",
      discussion: words(
        """
        Exemple : vigie people unmerge P71
        Les indicateurs redeviennent ce qu'ils étaient. Qui a fusionné, qui a annulé, et quand : vigie history merges P71
        \(Help.recording)
        """,
        """
        Example: vigie people unmerge P71
        The figures are again what they were. Who merged, who took it back, and when: vigie history merges P71
        \(Help.recording)
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Code qui a été fusionné.", "Code that was merged.", .person))
    var entry: String
    @Flag(help: .withoutAsking) var yes = false

    func run() async throws {
      let gateway = try options.gateway()
      let person = try await PeopleCommand.show([entry], gateway).first?.person ?? entry
      if person != entry { _ = try await PeopleCommand.show([person], gateway) }
      try await PeopleCommand.record(entry, into: "", isAgreed: yes, gateway)
    }
  }
}
