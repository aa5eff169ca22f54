import ArgumentParser
import Composition
import Contracts
import Texts
import Values

extension TrainingCommand {
  struct Needs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les structures actives où aucune personne formée n'est en poste (le reste de I4), et pourquoi.",
      "Lists active structures in which nobody trained is in post (the rest of I4), and why.",
      discussion: words(
        """
        La direction est nommée par le code de la personne ; « depuis » tient compte des renouvellements, à 31 jours près.
        Une structure ne voit qu'elle-même.
        """,
        """
        The director is named by the person's code; “since” takes renewals within 31 days into account.
        A structure sees itself only.
        """))

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @Option(help: .listFormat) var format = OutputFormat.List.text

    /// A structure as JSON has it: acceptance/year.md, where what is absent is null.
    private struct Line: Encodable {
      let row: ListNeeds.Row

      enum CodingKeys: String, CodingKey {
        case structure = "structure_code"
        case director, since, reason
      }

      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(row.structure, forKey: .structure)
        try container.encode(row.director, forKey: .director)
        try container.encode(row.since, forKey: .since)
        try container.encode(row.reason, forKey: .reason)
      }
    }

    func run() async throws {
      let gateway = try options.gateway()
      let needs = try await TrainingNeeds.read(gateway, on: asOf)
      await gateway.close()
      let header = headings(
        ["code", "direction", "depuis", "pourquoi"], ["code", "director", "since", "why"])
      let cells = needs.rows.map { row in
        [
          row.structure, row.director ?? "", row.since?.iso ?? "",
          row.reason.map { Catalogue.reason($0, language) } ?? "",
        ]
      }
      let note = words(
        "\(needs.rows.count) structures actives sans personne formée en poste, le \(asOf.iso)",
        "\(needs.rows.count) active structures without anybody trained in post, on \(asOf.iso)")
      try format.write(
        needs.rows.map { Line(row: $0) }, header, cells, isFictitious: needs.fictitious,
        notes: [note])
    }
  }
}
