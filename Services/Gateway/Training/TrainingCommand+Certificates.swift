import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension TrainingCommand {
  struct Certificates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les personnes présentes à quatre cinquièmes au moins d'une session tenue, qui ont droit à l'attestation.",
      "Lists who qualified in a session that was held: four fifths of its half-days or more.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Le code de la session.", "The session's code.")) var session: String
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      let first = ListCertificates(sessionCode: session, limit: .most)
      let pages = try await options.pages("training", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.personCode : nil
      }
      try format.write(pages.flatMap(\.rows), Self.columns, isFictitious: pages.last?.fictitious)
    }

    private static var columns: [ListingColumn<ListCertificates.Row>] {
      [
        .init("person_code", "personne", "person") { .text($0.personCode) },
        .init("structure_code", "structure", "structure") { .text($0.structureCode) },
        .init("half_days_present", "demi-journées suivies", "half-days present") {
          .number($0.halfDaysPresent)
        },
        .init("half_days", "demi-journées de la session", "half-days of the session") {
          .number($0.halfDays)
        },
      ]
    }
  }
}
