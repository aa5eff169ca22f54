public import ArgumentParser
public import Values

/// Somebody arrives, leaves or stands in: single mandates without columns and cells.
struct MandateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mandate",
    "Enregistre les prises de poste, les départs et les intérims d'une structure.",
    "Records who arrives, who leaves and who stands in at a structure.",
    discussion: Help.recording, subcommands: [Arrive.self, Leave.self, StandIn.self])
}

extension MandateFunction: ExpressibleByArgument {}
extension DepartureReason: ExpressibleByArgument {}
