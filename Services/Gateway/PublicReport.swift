import Contracts
import Disclosure
import ServiceKit
import Texts
import Values

/// What of a frozen report may leave the pilot's hands: its tables by the rule of `vigie publish`, and nobody named.
struct PublicReport {
  /// A whole year of the report.
  struct Year {
    let part: Report.Part
    let pages: [PublishedPage]
    let refusals: [Publisher.Refusal]
  }

  let report: Report
  let years: [Year]
  /// Parts of which nothing may be published: a period that overlaps others, or a year that was not over.
  let leftOut: [String]
  /// Years that were published otherwise.
  var differences: [PublishedDifference] = []

  var pages: [PublishedPage] { years.flatMap(\.pages) }
}

extension PublicReport {
  /// Decides what may be shown.
  ///
  /// - Throws: `RPCError`; `ConfigurationProblem` where nothing may be.
  init(_ report: Report, keptAt: Instant, _ gateway: Gateway) async throws {
    // The same facts by two rules could be subtracted, as two periods could.
    guard report.rules == RuleBook.inForce else {
      throw ConfigurationProblem(
        "seul un rapport aux règles en vigueur (\(RuleBook.inForce)) est publié : deux règles pourraient être soustraites",
        "only a report by the rules in force (\(RuleBook.inForce)) is published: two rules could be subtracted"
      )
    }
    let publisher = Publisher(gateway: gateway)
    var years: [Year] = []
    var leftOut: [String] = []
    var differences: [PublishedDifference] = []
    for part in report.parts {
      let query = part.query
      let whole = FigureQuery(year: query.year, campaign: query.campaign)
      guard query == whole, query.asOf < keptAt.parisDay else {
        leftOut.append(part.name)
        continue
      }
      try await publisher.checkCampaign(query)
      let reply = FiguresReply(
        figures: part.figures, positions: [:], fictitious: report.fictitious)
      let result = try await publisher.kept(PublishedTable.all, reply, query)
      if let difference = result.difference {
        differences.append(difference)
        continue
      }
      years.append(Year(part: part, pages: result.pages, refusals: result.refusals))
    }
    if years.isEmpty, let difference = differences.first { throw difference.problem }
    guard !years.isEmpty else {
      throw ConfigurationProblem(
        "rien ne peut en être publié : on publie l'année entière, qui était terminée quand le rapport fut figé",
        "nothing of it can be published: a whole year is, that was over when the report was frozen")
    }
    self.init(report: report, years: years, leftOut: leftOut, differences: differences)
  }
}
