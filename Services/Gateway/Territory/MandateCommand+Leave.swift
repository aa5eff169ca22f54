import ArgumentParser
import Composition
import Contracts
import FactKinds
import ServiceKit
import Texts
import Values

extension MandateCommand {
  struct Leave: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Enregistre un départ : la personne quitte son poste, avec le motif.",
      "Records a departure: the person leaves the post, with the reason.",
      discussion: words(
        "Exemple : vigie registry mandate leave S01 P03 --function director --on 2026-08-31 --reason mobility",
        "Example: vigie registry mandate leave S01 P03 --function director --on 2026-08-31 --reason mobility"
      ))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .structureCode, completion: .structures) var structure: String
    @Argument(help: .personCode) var person: String
    @Option(help: .post) var function: MandateFunction
    @Option(help: .lastDay) var on: CivilDate = .today
    @Option(help: .words("Motif du départ.", "Why the person leaves.", .reason))
    var reason: DepartureReason
    @Flag(help: .withoutAsking) var yes = false

    func run() async throws {
      let gateway = try options.gateway()
      let known = try await gateway.call(
        "registry",
        ListVersions(
          file: FactKind.mandates.file, key: [person, structure, function.rawValue]))
      let first = try firstDay(of: known.versions)
      let cells = [
        "person_code": person, "structure_code": structure, "function": function.rawValue,
        "from": first.iso, "to": on.iso, "end_reason": reason.rawValue,
      ]
      try await FactWriting(kind: .mandates, isNew: false, isAgreed: yes).run(cells, gateway)
    }

    /// Returns the first day of the mandate that is in force on the last day.
    ///
    /// - Throws: `ConfigurationProblem` where there is none, or several.
    private func firstDay(of versions: [ListVersions.Version]) throws -> CivilDate {
      let days = versions.filter(\.isCurrent).compactMap { version -> CivilDate? in
        guard let first = CivilDate(version.cells["from"] ?? ""),
          let period = Period(from: first, to: CivilDate(version.cells["to"] ?? "")),
          period.contains(on)
        else { return nil }
        return first
      }
      guard let first = days.first else {
        throw ConfigurationProblem(
          "\(person) n'occupe pas le poste « \(post(.french)) » dans \(structure) le \(Language.french.day(on.iso)). Postes enregistrés : vigie history mandates \(person) \(structure)",
          "\(person) does not hold the post “\(post(.english))” in \(structure) on \(on.iso). Posts recorded: vigie history mandates \(person) \(structure)"
        )
      }
      guard days.count == 1 else {
        func list(_ language: Language) -> String {
          days.map { language.day($0.iso) }.joined(separator: ", ")
        }
        throw ConfigurationProblem(
          "\(person) occupe plusieurs fois le poste « \(post(.french)) » dans \(structure), depuis le \(list(.french)). Pour y mettre fin : vigie end mandates",
          "\(person) holds the post “\(post(.english))” several times in \(structure), since \(list(.english)). To end it: vigie end mandates"
        )
      }
      return first
    }

    private func post(_ language: Language) -> String {
      Catalogue.reason(function.rawValue, language)
    }
  }
}
