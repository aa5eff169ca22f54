import ArgumentParser

/// The portal, as its operator sees it.
struct PortalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "portal",
    "Donne accès au portail, ou en efface une personne.",
    "Lets people into the portal, or erases a person from it.",
    subcommands: [Link.self, Forget.self])
}
