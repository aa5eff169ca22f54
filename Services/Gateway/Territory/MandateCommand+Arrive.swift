import ArgumentParser

extension MandateCommand {
  struct Arrive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Enregistre une prise de poste, et d'abord la personne si elle est nouvelle.",
      "Records who takes a post, and first the person if they are new.",
      discussion: words(
        """
        Exemples :
        vigie registry mandate arrive S01 P26 --function coordinator
        vigie registry mandate arrive S01 --family-name Fictif --given-name Noé --function director --on 2026-09-01
        Une nouvelle personne reçoit un code libre ; celles qui lui ressemblent sont signalées d'abord.
        Une fonction déjà occupée est signalée, et non refusée.
        """,
        """
        Examples:
        vigie registry mandate arrive S01 P26 --function coordinator
        vigie registry mandate arrive S01 --family-name Fictif --given-name Noé --function director --on 2026-09-01
        Somebody new gets a free code; people like them are named before the question.
        A post that somebody else holds is pointed out, not refused.
        """))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var arrival: ArrivalArguments
    @Flag(
      help: .words(
        "Indique que la fonction est occupée par intérim.",
        "States that the post is held for the time being only."))
    var interim = false

    func run() async throws {
      try await arrival.record(isInterim: interim, options.gateway())
    }
  }
}
