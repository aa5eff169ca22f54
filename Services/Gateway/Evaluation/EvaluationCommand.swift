import ArgumentParser
import Contracts
import Values

struct EvaluationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluation",
    "Évalue la fiche pour une année.", "Evaluates the sheet for a year.",
    subcommands: [
      Indicators.self, Report.self, Answer.self, Trajectory.self, Turnover.self, Retention.self,
      Declared.self, Meetings.self, Confirm.self, Sheet.self, Measures.self,
    ])

  /// The campaign and the days that figures of a year are asked for.
  struct Days: ParsableArguments {
    @Option(help: .campaignOfYear, completion: .campaigns) var campaign: String?
    @Option(
      help: .words(
        "Le premier jour des formations comptées ; sinon le 1er janvier.",
        "The first day of trainings counted; default 1 January.")) var from: CivilDate?
    @Option(
      help: .words(
        "Le dernier jour des formations comptées ; sinon le 31 décembre.",
        "The last day of trainings counted; default 31 December.")) var to: CivilDate?
    @Option(help: .factsOfDay) var asOf: CivilDate?

    func validate() throws {
      guard let from, let to, to < from else { return }
      throw ValidationError(
        "--to \(to.iso) précède --from \(from.iso)",
        "--to \(to.iso) lies before --from \(from.iso)")
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
        "La version des règles ; sinon celle en vigueur, \(RuleBook.inForce). Les autres sont des propositions.",
        "The version of the rules; default the one in force, \(RuleBook.inForce). Others are proposals."
      ))
    var rules: String?

    func validate() throws {
      guard RuleBook.named(rules) != nil else {
        throw ValidationError(
          "--rules : \(RuleBook.all.map(\.version).joined(separator: ", "))")
      }
    }

    var version: String { rules ?? RuleBook.inForce }
  }

  /// What is evaluated.
  struct Query: ParsableArguments {
    @Option(help: .words("L'année Y.", "The year Y.")) var year: Year
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
