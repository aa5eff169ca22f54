import ArgumentParser
import Composition
import Contracts
import Texts
import Values

/// `vigie fragile`: the structures with at least two reasons to look after them.
struct FragileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fragile",
    "Liste les structures actives fragiles : au moins deux raisons de les accompagner.",
    "Lists fragile active structures: at least two reasons to look after them.",
    discussion: words(
      """
      Les raisons : l'agrément prend fin dans moins de 12 mois ; la direction est vacante, par intérim ou en poste depuis moins
      de 12 mois ; en poste, personne n'est formé (I4).
      """,
      """
      The reasons: the approval ends in less than 12 months; the director's post is vacant, held by an interim or for less than
      12 months; nobody in post is trained (I4).
      """))

  @OptionGroup var options: GatewayOptions
  @Option(help: .dayAsked) var asOf: CivilDate = .today
  @Option(help: .listFormat) var format = OutputFormat.List.text

  /// A structure as JSON has it: acceptance/year.md, where what is absent is null.
  private struct Line: Encodable {
    let row: Fragile.Row

    enum CodingKeys: String, CodingKey {
      case structure = "structure_code"
      case reasons, director
      case endsOn = "ends_on"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(row.structure.structure, forKey: .structure)
      try container.encode(row.reasons, forKey: .reasons)
      try container.encode(row.structure.director, forKey: .director)
      try container.encode(row.structure.endsOn, forKey: .endsOn)
    }
  }

  func run() async throws {
    let gateway = try options.gateway()
    let fragile = try await Fragile.read(gateway, on: asOf)
    await gateway.close()
    let header = headings(
      ["code", "direction", "agrément jusqu'au", "pourquoi"],
      ["code", "director", "approved until", "why"])
    let cells = fragile.rows.map { row in
      [
        row.structure.structure, row.structure.director ?? "", row.structure.endsOn?.iso ?? "",
        why(row),
      ]
    }
    let note = words(
      "\(fragile.rows.count) structures fragiles, le \(asOf.iso)",
      "\(fragile.rows.count) fragile structures, on \(asOf.iso)")
    try format.write(
      fragile.rows.map { Line(row: $0) }, header, cells, isFictitious: fragile.fictitious,
      notes: [note])
  }

  /// The reasons in words; of a director's post what it is: vacant, held by an interim, or new.
  private func why(_ row: Fragile.Row) -> String {
    row.reasons.map { reason in
      let code = reason == "NEW_DIRECTOR" ? row.structure.directorReason ?? reason : reason
      return Catalogue.reason(code, language)
    }.joined(separator: words(" ; ", "; "))
  }
}
