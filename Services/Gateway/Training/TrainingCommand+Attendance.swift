public import ArgumentParser
import Composition
import Contracts
import FactKinds
import Pages
import RPCContract
import Texts
public import Values

extension TrainingCommand {
  struct Attendance: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Enregistre les demi-journées suivies par une personne ; sans personne, liste celles de tous.",
      "Records the half-days that a person attended; without a person, lists everybody's.",
      discussion: words(
        "Sans --structure : la structure de l'inscription, ou celle déjà enregistrée. Sans --audience : employee (salarié).",
        "Without --structure: that of the enrolment, or the one recorded. Without --audience: employee."
      ))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Argument(
      help: .words(
        "Code de la personne, par exemple P12 ; par défaut : la liste de tous.",
        "Code of the person, such as P12; default: the list of everybody.", .person))
    var person: String?
    @Option(
      help: .words(
        "Numéros des demi-journées suivies, par exemple 1,2,4.",
        "Numbers of the half-days attended, such as 1,2,4.", .number))
    var halfDays: String?
    @Flag(
      help: .words(
        "Indique que la personne n'est pas venue.",
        "States that the person did not come."))
    var absent = false
    @Option(help: .structureOfPerson, completion: .structures) var structure: String?
    @Option(
      help: .words(
        "Statut de la personne : salarié, bénévole ou partenaire.",
        "What the person is to the structure.", .status))
    var audience: Audience?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func validate() throws {
      guard person != nil else {
        guard halfDays == nil, !absent, structure == nil, audience == nil else {
          throw ValidationError(
            "--half-days, --absent, --structure et --audience concernent une personne : indiquez son code",
            "--half-days, --absent, --structure and --audience are about a person: give their code")
        }
        return
      }
      guard (halfDays != nil) != absent else {
        throw ValidationError(
          "donnez --half-days 1,2,4 ou --absent", "give --half-days 1,2,4 or --absent")
      }
      _ = try numbers()
    }

    /// The half-days that are said, in ascending order, each once.
    private func numbers() throws -> [Int] {
      let parts = (halfDays ?? "").split { $0 == "," || $0 == " " }
      let numbers = parts.compactMap { Int($0) }
      guard numbers.count == parts.count, absent || !numbers.isEmpty,
        numbers.allSatisfy({ (1...999).contains($0) })
      else {
        throw ValidationError(
          "--half-days : indiquez des numéros de 1 à 999, par exemple 1,2,4",
          "--half-days: give numbers from 1 to 999, such as 1,2,4")
      }
      return Set(numbers).sorted()
    }

    static var jsonSchema: JSONSchema { .listing(SessionPeople.columns()) }

    func run() async throws {
      let gateway = try options.gateway()
      if let person {
        try await record(person, gateway)
        await gateway.close()
        return
      }
      let people = try await SessionPeople.read(gateway, session: session, needsNames: false)
      await gateway.close()
      try format.write(people.people, people.columns, isFictitious: people.fictitious)
      try people.tellMissing()
    }

    private func record(_ person: String, _ gateway: Gateway) async throws {
      let numbers = try numbers()
      let pages = try await SessionPeople.pages(gateway, session: session)
      let known = pages.flatMap(\.rows).first {
        $0.personCode == person || $0.attendedAs == person
      }
      let recorded = known?.audience.flatMap { Audience(rawValue: $0) }
      let code = known?.attendedAs ?? person
      let reply = try await gateway.call(
        "training",
        RecordAttendance(
          sessionCode: session, personCode: code,
          structureCode: structure ?? known?.structureCode,
          audience: audience ?? recorded ?? .employee,
          status: absent ? .absent : .present,
          halfDaysPresent: Bounded<HalfDayBounds>(numbers.count),
          halfDaysAttended: numbers.map { Bounded<HalfDayBounds>(clamping: $0) }))
      let (list, count) = (numbers.map(String.init).joined(separator: ", "), numbers.count)
      let all = pages[0].session.halfDays
      let what =
        absent
        ? words("absence", "absent")
        : words(
          "demi-journées \(list) (\(count) sur \(all))", "half-days \(list) (\(count) of \(all))")
      let before = TrainingCommand.before(reply.change)
      Output.line(
        "\(before)\(person), session \(session) : \(what)",
        "\(before)\(person), session \(session): \(what)")
      try await FindingLines.write(
        about: .attendance, ["session_code": session, "person_code": code], gateway)
    }
  }
}

extension Audience: ExpressibleByArgument {}
