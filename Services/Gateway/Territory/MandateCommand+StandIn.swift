import ArgumentParser

extension MandateCommand {
  struct StandIn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Enregistre un intérim, et d'abord la personne si elle est nouvelle.",
      "Records who stands in, and first the person if they are new.",
      discussion: words(
        "Exemple : vigie registry mandate stand-in S01 P26 --function director --on 2026-09-01 --until 2026-12-31",
        "Example: vigie registry mandate stand-in S01 P26 --function director --on 2026-09-01 --until 2026-12-31"
      ))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var arrival: ArrivalArguments

    func run() async throws {
      try await arrival.record(isInterim: true, options.gateway())
    }
  }
}
