import ArgumentParser
import Composition
import Contracts
import Values

extension TrainingCommand {
  struct Unreached: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les structures actives dont personne n'est venu à une formation de ces jours (le reste de I2d).",
      "Lists active structures from which nobody came to a training of these days (the rest of I2d)."
    )

    @OptionGroup var options: GatewayOptions
    @Option(
      help: .words(
        "Le premier jour : les sessions qui finissent ce jour ou après.",
        "The first day: sessions that end on that day or later.")) var from: CivilDate
    @Option(
      help: .words(
        "Le dernier jour ; les structures sont celles qui sont actives ce jour-là.",
        "The last day; structures are those that are active on it.")) var to: CivilDate
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func validate() throws {
      guard to < from else { return }
      throw ValidationError(
        "--to \(to.iso) précède --from \(from.iso)", "--to \(to.iso) lies before --from \(from.iso)"
      )
    }

    func run() async throws {
      let first = ListUnreached(from: from, to: to, limit: .most)
      let pages = try await options.pages("training", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.structure : nil
      }
      let rows = pages.flatMap(\.rows)
      let note = words(
        "\(rows.count) structures actives le \(to.iso) et non touchées depuis le \(from.iso)",
        "\(rows.count) structures active on \(to.iso) and not reached since \(from.iso)")
      try format.write(rows, Self.columns, isFictitious: pages.last?.fictitious, notes: [note])
    }

    private static var columns: [ListingColumn<ListUnreached.Row>] {
      [
        .init("structure_code", "code", "code") { .text($0.structure) },
        .init("kind", "type", "kind") { .text($0.kind) },
        .init("ctcd", "territoire", "territory") { .text($0.ctcd) },
        .init("federated", "fédérée", "federated") { .flag($0.federated) },
      ]
    }
  }
}
