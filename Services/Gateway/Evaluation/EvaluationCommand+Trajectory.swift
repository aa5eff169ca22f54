import ArgumentParser
import Composition
import Contracts
import Foundation
import RPCContract
import Values

extension EvaluationCommand {
  struct Trajectory: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche l'évolution des indicateurs d'année en année, pour les cinq périmètres.",
      "Shows how the figures changed from year to year, in the five scopes.",
      discussion: words(
        """
        Les indicateurs d'une année sont ceux de vigie evaluation indicators --year. Une année sans campagne SENACS n'a ni I1 \
        ni I5 : c'est signalé.
        """,
        """
        A year's figures are those of vigie evaluation indicators --year. A year without a SENACS campaign has neither I1 nor \
        I5: that is pointed out.
        """))
    /// The most years of a trajectory.
    static let mostYears = 20

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("Première année.", "First year.", .year)) var from = 2022
    @Option(help: .words("Dernière année.", "Last year.", .year)) var to = 2026
    @Option(
      help: .words(
        "Limite le résultat à ces indicateurs, par exemple I1,I4 ; I0 désigne tous les moyens de formation.",
        "Limits the result to these figures, such as I1,I4; I0 stands for every means of training.",
        .figure))
    var figures: String?
    @Option(help: .knownOn) var knownOn: CivilDate?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func validate() throws {
      guard Year(from) != nil, Year(to) != nil, from <= to,
        to - from < Self.mostYears
      else {
        throw ValidationError(
          "--from et --to : des années entre 1900 et 2199, \(Self.mostYears) au plus",
          "--from and --to: years between 1900 and 2199, \(Self.mostYears) at most")
      }
      for code in wanted ?? [] where Evaluator.owner(of: code) == nil {
        throw ValidationError(
          "« \(code) » n'est pas un indicateur. Liste : vigie evaluation measures",
          "“\(code)” is no figure. List: vigie evaluation measures")
      }
    }

    private var wanted: [String]? {
      figures.map { $0.split(separator: ",").map(String.init) }
    }

    private func isWanted(_ figure: Figure) -> Bool {
      wanted.map { codes in
        codes.contains { $0 == figure.code || $0 == "I0" && figure.code.hasPrefix("I0:") }
      } ?? true
    }

    static var jsonSchema: JSONSchema { TrajectoryTables.schema }

    func run() async throws {
      let gateway = try options.gateway()
      let evaluator = Evaluator(services: gateway, passesOverCampaign: true)
      var years: [TrajectoryTables.Year] = []
      for year in from...to {
        var reply = try await evaluator.figures(
          FigureQuery(year: Year(clamping: year), knownOn: knownOn))
        reply.figures = reply.figures.filter(isWanted)
        years.append(.init(year: year, reply: reply))
      }
      await gateway.close()
      let tables = TrajectoryTables(years: years, knownOn: knownOn, today: .today)
      try format.write(
        json: tables.json, tables.rows, TrajectoryTables.columns,
        isFictitious: tables.isFictitious, notes: tables.notes
      ) { tables.lines.forEach(Output.line) }
      if format == .csv || format == .excel { tables.notes.forEach(Output.error) }
      if years.contains(where: { !$0.down.isEmpty }) { throw ExitCode(3) }
    }
  }
}
