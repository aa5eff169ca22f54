public import ArgumentParser
import Composition
import Contracts
import FactKinds
import Pages
import Texts
public import Values

extension TrainingCommand {
  struct Attendance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Note les demi-journées qu'une personne a suivies ; sans personne, liste celles de tous.",
      "Records the half-days that a person attended; without a person, lists everybody's.",
      discussion: words(
        "Sans --structure, la structure est celle de l'inscription, ou celle déjà notée ; sans --audience, employee.",
        "Without --structure it is that of the enrolment, or the one recorded; without --audience, employee."
      ))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Argument(
      help: .words(
        "Le code de la personne ; par défaut : la liste de tous.",
        "The person's code; default the list of everybody.")) var person: String?
    @Option(
      help: .words(
        "Les numéros des demi-journées suivies, tels que 1,2,4.",
        "The numbers of the half-days attended, such as 1,2,4.")) var halfDays: String?
    @Flag(help: .words("La personne n'est pas venue.", "The person did not come."))
    var absent = false
    @Option(
      help: .words(
        "Le code de la structure de la personne.", "The code of the person's structure."),
      completion: .structures)
    var structure: String?
    @Option(help: .words("employee, volunteer ou partner.", "employee, volunteer or partner."))
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
