public import ArgumentParser
public import Values

/// Somebody arrives, leaves or stands in: single mandates without columns and cells.
struct MandateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mandate",
    "Enregistre qui arrive, qui part et qui assure l'intérim dans une structure.",
    "Records who arrives, who leaves and who stands in at a structure.",
    discussion: words(
      "Le résultat est montré avant d'être enregistré. Codes de sortie : 0 enregistré, 3 refusé, 64 sans --yes hors d'un terminal.",
      "The result is shown before it is recorded. Exit codes: 0 recorded, 3 refused, 64 without --yes outside a terminal."
    ), subcommands: [Arrive.self, Leave.self, StandIn.self])
}

extension MandateFunction: ExpressibleByArgument {}
extension DepartureReason: ExpressibleByArgument {}
