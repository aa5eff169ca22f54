import ArgumentParser

/// The portal, as its operator sees it.
struct PortalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "portal",
    "Donne accès au portail.", "Lets people into the portal.",
    subcommands: [Link.self, Forget.self])
}
