import ArgumentParser
import Contracts
import Texts
import Values

struct EvaluationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluation",
    "Calcule les indicateurs de la fiche action pour une année.",
    "Works out the action sheet's figures for a year.",
    subcommands: [
      Indicators.self, Report.self, Answer.self, Trajectory.self, Turnover.self, Retention.self,
      Declared.self, Meetings.self, Confirm.self, Sheet.self, Measures.self,
    ])

  /// The campaign and the days that figures of a year are asked for.
  struct Days: ParsableArguments {
    @Option(help: .campaignOfYear, completion: .campaigns) var campaign: String?
    @Option(
      help: .words(
        "Premier jour des formations prises en compte ; par défaut : le 1er janvier.",
        "First day of the trainings that count; default: 1 January.", .day))
    var from: CivilDate?
    @Option(
      help: .words(
        "Dernier jour des formations prises en compte ; par défaut : le 31 décembre.",
        "Last day of the trainings that count; default: 31 December.", .day))
    var to: CivilDate?
    @Option(help: .factsOfDay) var asOf: CivilDate?

    func validate() throws {
      guard let from, let to, to < from else { return }
      throw ValidationError(
        "--to (\(language.day(to.iso))) précède --from (\(language.day(from.iso)))",
        "--to (\(to.iso)) lies before --from (\(from.iso))")
    }

    /// Whether none of these options is given.
    var isEmpty: Bool { campaign == nil && [from, to, asOf].allSatisfy { $0 == nil } }

    func query(_ year: Year) -> FigureQuery {
      FigureQuery(year: year, campaign: campaign, from: from, to: to, asOf: asOf)
    }
  }

  /// The rules that figures are counted by.
  struct Rules: ParsableArguments {
    @Option(
      help: .words(
        "Version des règles de calcul ; par défaut : celle en vigueur (\(RuleBook.inForce)).",
        "Version of the rules; default: the one in force (\(RuleBook.inForce)).", .version
      ))
    var rules: String?

    func validate() throws {
      guard RuleBook.named(rules) != nil else {
        let known = RuleBook.all.map(\.version)
        throw ValidationError(
          "--rules : version \(known.joined(separator: " ou "))",
          "--rules: version \(known.joined(separator: " or "))")
      }
    }

    var version: String { rules ?? RuleBook.inForce }
  }

  /// What is evaluated.
  struct Query: ParsableArguments {
    @Option(help: .year) var year: Year
    @OptionGroup var days: Days
    @OptionGroup var rules: Rules
    @Option(help: .knownOn) var knownOn: CivilDate?

    var query: FigureQuery {
      var query = days.query(year)
      query.knownOn = knownOn
      query.rules = rules.rules
      return query
    }
  }
}
