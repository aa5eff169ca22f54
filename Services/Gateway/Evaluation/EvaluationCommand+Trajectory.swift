import ArgumentParser
import Composition
import Contracts
import Foundation
import Values

extension EvaluationCommand {
  struct Trajectory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Montre chaque chiffre d'année en année, dans les cinq périmètres.",
      "Shows each figure from year to year, in the five scopes.",
      discussion: words(
        """
        Les chiffres d'une année sont ceux de vigie evaluation indicators --year. Une année sans campagne SENACS n'a ni I1 ni I5, et
        c'est dit.
        """,
        """
        A year's figures are those of vigie evaluation indicators --year. A year without a SENACS campaign has neither I1 nor I5,
        and that is said.
        """))
    /// The most years of a trajectory.
    static let mostYears = 20

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("La première année.", "The first year.")) var from = 2022
    @Option(help: .words("La dernière année.", "The last year.")) var to = 2026
    @Option(
      help: .words(
        "Seulement ces chiffres, séparés par des virgules, tels que I1,I4 ; I0 les veut tous.",
        "Only these figures, by commas, such as I1,I4; I0 means all of them.")) var figures: String?
    @Option(help: .knownOn) var knownOn: CivilDate?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func validate() throws {
      guard Year(from) != nil, Year(to) != nil, from <= to,
        to - from < Self.mostYears
      else {
        throw ValidationError(
          "--from et --to : 1900…2199, \(Self.mostYears) années au plus",
          "--from and --to are 1900…2199, \(Self.mostYears) years at most")
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
      switch format {
      case .json: Output.data(try tables.json)
      case .csv:
        Output.data(OutputFormat.csv(tables.records))
        tables.notes.forEach(Output.error)
      case .text: tables.lines.forEach(Output.line)
      }
      if years.contains(where: { !$0.down.isEmpty }) { throw ExitCode(3) }
    }
  }
}
