import ArgumentParser
import Composition
import FactKinds
import Tabular
import Values

struct EndCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end",
    "Met fin à un enregistrement qui a un premier et un dernier jour, par exemple un poste occupé.",
    "Ends a record that has a first and a last day, such as a mandate.",
    discussion: words(
      """
      Exemple : vigie end mandates person_code=P03 structure_code=S01 fonction=director du=2025-06-01 --on 2026-08-31
      Les colonnes de l'identifiant désignent l'enregistrement ; d'autres colonnes peuvent être modifiées en même temps.
      \(Help.recording)
      """,
      """
      Example: vigie end mandates person_code=P03 structure_code=S01 function=director from=2025-06-01 --on 2026-08-31
      The columns of the key say which record; other columns may be changed at the same time.
      \(Help.recording)
      """))

  @OptionGroup var options: GatewayOptions
  @OptionGroup var fact: FactArguments
  @Option(help: .lastDay) var on: CivilDate = .today

  func run() async throws {
    let kind = try fact.kindMeant()
    // An agreement has two last days: the one agreed on, and the one on which it was broken off. Here the second is meant.
    guard let end = kind.form.intervals.last?.upper else {
      let known = FactCatalogue.known.kinds.filter { !$0.form.intervals.isEmpty }.map(\.name)
        .joined(separator: ", ")
      throw ValidationError(
        "Les données \(kind.name) n'ont pas de dernier jour. Celles qui en ont un : \(known)",
        "\(kind.name) has no last day. These have one: \(known)")
    }
    var cells = try fact.allCells(of: kind, isNew: false)
    guard cells[end] == nil else {
      throw ValidationError(
        "Indiquez le dernier jour avec --on, et non avec \(end)=.",
        "Give the last day with --on, not with \(end)=.")
    }
    cells[end] = on.iso
    try await FactWriting(kind: kind, isNew: false, isAgreed: fact.yes)
      .run(cells, options.gateway())
  }
}
