package import Contracts
import Disclosure
import ServiceKit
import Texts
package import Values

/// The part of a frozen report that may leave the pilot's hands: its tables by the rule of `vigie publish`, with nobody named.
package struct PublicReport {
  /// A whole year of the report.
  package struct Year {
    package let part: Report.Part
    package let pages: [PublishedPage]
    package let refusals: [Publisher.Refusal]
  }

  package let report: Report
  package let years: [Year]
  /// Parts of which nothing may be published: a period that overlaps others, or a year that was not over.
  package let leftOut: [String]
  /// The years that were published before with other numbers.
  package var differences: [PublishedDifference] = []

  package var pages: [PublishedPage] { years.flatMap(\.pages) }
}

extension PublicReport {
  /// Decides what may be shown.
  ///
  /// - Throws: `RPCError`; `ConfigurationProblem` where nothing may be.
  package init(_ report: Report, keptAt: Instant, _ publisher: Publisher) async throws {
    // Tables of the same facts by two rules could be subtracted from each other, as those of two periods could.
    guard report.rules == RuleBook.inForce else {
      throw ConfigurationProblem(
        "Seul un rapport aux règles en vigueur (\(RuleBook.inForce)) peut être publié.",
        "Only a report by the rules in force (\(RuleBook.inForce)) can be published."
      )
    }
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
        "Rien n'est publiable dans ce rapport : il faut une année entière, terminée au moment où il a été figé.",
        "Nothing of this report can be published: it takes a whole year that was over when it was frozen."
      )
    }
    self.init(report: report, years: years, leftOut: leftOut, differences: differences)
  }
}
