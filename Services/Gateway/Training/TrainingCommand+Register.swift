import ArgumentParser
import Composition
import Contracts
import FactKinds
import Pages
import ServiceKit
import Texts
import Values

extension TrainingCommand {
  struct Register: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Inscrit une personne à une session prévue, ou sur la liste d'attente, après les personnes qui attendent déjà.",
      "Registers a person for a planned session, or on the waiting list, behind all who wait already.",
      discussion: words(
        """
        Exemples :
        vigie training register T03 P04 --structure S02
        vigie training register T03 --family-name Fictif --given-name Noé --structure S02
        Signale aussi qui, dans le registre, est peut-être la même personne sous un autre code. Code d'une personne connue : \
        vigie people find NOM. Une nouvelle personne reçoit un code libre ; si quelqu'un lui ressemble, une question est posée \
        avant.
        """,
        """
        Examples:
        vigie training register T03 P04 --structure S02
        vigie training register T03 --family-name Fictif --given-name Noé --structure S02
        It also points out who in the registry may be the same person under another code. Code of somebody known: vigie people \
        find NAME. Somebody new gets a free code; if somebody is like them, a question is asked first.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Argument(
      help: .words(
        "Code de la personne, par exemple P12 ; à omettre pour une nouvelle personne.",
        "Code of the person, such as P12; none for somebody new.", .person))
    var person: String?
    @Option(help: .structureOfPerson, completion: .structures) var structure: String?
    @Option(help: .words("Date de l'inscription.", "Day of the enrolment.", .day))
    var on: CivilDate = .today
    @OptionGroup var newcomer: NewcomerArguments

    func validate() throws { try newcomer.check(beside: person, structure) }

    func run() async throws {
      let gateway = try options.gateway()
      if let person {
        return try await register(person, gateway)
      }
      try await checkIsPlanned(gateway)
      if let code = try await newcomer.record(in: structure, gateway) {
        try await register(code, gateway)
      } else {
        await gateway.close()
      }
    }

    /// Refuses a session that is unknown or not planned, before somebody new is recorded for it.
    private func checkIsPlanned(_ gateway: Gateway) async throws {
      let page = try await gateway.call(
        "training", ListAttendance(sessionCode: session, limit: 1))
      guard page.state == "planned" else {
        let state = page.state
        throw ConfigurationProblem(
          "La session \(session) est \(Catalogue.sessionState(state, .french)) : les inscriptions ne concernent que les sessions prévues.",
          "Session \(session) is \(Catalogue.sessionState(state, .english)): only planned sessions take registrations."
        )
      }
    }

    private func register(_ person: String, _ gateway: Gateway) async throws {
      let (pairs, missing) = await duplicates(of: person, gateway)
      for pair in pairs {
        let why = pair.reasons.map { Catalogue.reason($0, language) }
          .joined(separator: ", ")
        Output.line(
          "Doublon possible : \(pair.personA) et \(pair.personB) (\(why)).",
          "Perhaps one person: \(pair.personA) and \(pair.personB) (\(why)).")
      }
      let reply = try await gateway.call(
        "training",
        RegisterForSession(
          sessionCode: session, personCode: person, structureCode: structure, enrolledOn: on))
      Output.line(Self.text(reply, person, session))
      try await FindingLines.write(
        about: .enrolments, ["session_code": session, "person_code": person], gateway)
      await gateway.close()
      if let missing {
        Output.error(missing)
        throw ExitCode(3)
      }
    }

    /// Asks the registry before the registration; the answer stands beside it and does not keep anybody from a place.
    private func duplicates(
      of person: String, _ gateway: Gateway
    ) async -> (pairs: [ListDuplicates.Pair], missing: String?) {
      do {
        let reply = try await gateway.call(
          "registry", ListDuplicates(person: person, limit: .most))
        return (reply.pairs, nil)
      } catch {
        return (
          [],
          words("Doublons non recherchés : ", "Duplicates were not looked for: ")
            + Failure.text(error)
        )
      }
    }

    private static func text(
      _ reply: RegisterForSession.Reply, _ person: String, _ session: String
    ) -> String {
      let before = TrainingCommand.before(reply.change)
      guard reply.state == "registered" else {
        let place = reply.queuePlace.map(String.init) ?? "?"
        return before
          + words(
            "\(person) est sur la liste d'attente de la session \(session), au rang \(place).",
            "\(person) waits for a place in session \(session), at place \(place).")
      }
      let free = reply.free.map { words(" Places libres : \($0).", " (places left: \($0))") } ?? ""
      return before
        + words(
          "\(person) a une place à la session \(session).",
          "\(person) has a place in session \(session)") + free
    }
  }
}
