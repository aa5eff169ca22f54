package import Contracts
package import Disclosure
import RPC
import RPCContract
import ServiceKit
package import Texts
import Values

/// Asks the services for a year's figures and makes of them the tables that may leave the pilot's hands.
package struct Publisher {
  /// A table that cannot be published, because a part that it rests on is missing.
  package struct Refusal {
    package let table: PublishedTable
    /// What is missing; nil when a service answered without the figure.
    package let part: MissingPart?
  }

  /// What is published and what is not.
  package struct Result {
    package var pages: [PublishedPage] = []
    package var refusals: [Refusal] = []
    /// How this year's tables differ from those published earlier, because of which nothing is published; nil where they are the same.
    package var difference: PublishedDifference?
  }

  package let services: any ServiceCalls
  /// The language of the tables.
  package let language: Language

  package init(services: any ServiceCalls, language: Language) {
    self.services = services
    self.language = language
  }

  /// Publishes tables. Which numbers are secret does not depend on which tables are asked for.
  ///
  /// - Throws: `RPCError` when a service refuses the question, `ConfigurationProblem` when the campaign is not
  ///   the one that was collected in the year.
  package func publish(_ tables: [PublishedTable], _ query: FigureQuery) async throws -> Result {
    try await checkCampaign(query)
    return try await kept(tables, try await Evaluator(services: services).figures(query), query)
  }

  /// Makes the tables of a year's figures, and has evaluation keep them as published. If other numbers were published before, the
  /// result has no pages.
  ///
  /// - Throws: `RPCError`, `ConfigurationProblem` where they cannot be kept.
  package func kept(
    _ tables: [PublishedTable], _ reply: FiguresReply, _ query: FigureQuery
  ) async throws -> Result {
    var wanted = result(tables, reply, query)
    let people = wanted.pages.map(\.table).filter(\.isAboutPeople).map(\.name)
    // The other tables are public facts on named organisations, so they are published as they are known now, and not kept.
    guard !people.isEmpty else { return wanted }
    let all = result(PublishedTable.all.filter(\.isAboutPeople), reply, query).pages
    let kept: KeepPublication.Reply
    do {
      kept = try await services.call(
        "evaluation",
        KeepPublication(
          year: query.year, campaign: query.campaign, tables: all.map(\.figures), publish: people))
    } catch let error as RPCError
      where Evaluator.isDown(error) || error.status.code == .unimplemented
    {
      throw ConfigurationProblem(
        "Rien n'est publié : le service evaluation, qui conserve les publications, ne répond pas ou est d'une version antérieure.",
        "Nothing is published: the service evaluation, which keeps publications, does not answer or is of an earlier version."
      )
    }
    if !kept.isSame {
      wanted.difference = PublishedDifference(
        query, before: kept.published, now: all.map(\.figures))
      wanted.pages = []
    }
    return wanted
  }

  /// The tables of a year as they were published.
  ///
  /// - Throws: `RPCError`: NOT_FOUND, `NOT_PUBLISHED`.
  package func published(_ tables: [PublishedTable], year: Int) async throws -> Result {
    let kept = try await services.call("evaluation", GetPublication(year: Year(clamping: year)))
    let known = Dictionary(kept.tables.map { ($0.table, $0) }) { first, _ in first }
    var result = Result()
    for table in tables {
      if let figures = known[table.name] {
        result.pages.append(
          PublishedPage(
            table: table, rows: figures.shown(as: table), year: year, campaign: kept.campaign,
            fictitious: figures.fictitious, language: language))
      }
    }
    return result
  }

  /// Makes tables of a year's figures. `reply` must have all figures of the year, since they decide together what is secret.
  package func result(
    _ tables: [PublishedTable], _ reply: FiguresReply, _ query: FigureQuery
  ) -> Result {
    let publication = Publication(reply.figures.compactMap(Publication.Figure.init))
    var result = Result()
    for table in tables {
      if let refusal = refusal(table, reply) {
        result.refusals.append(refusal)
      } else {
        result.pages.append(
          PublishedPage(
            table: table, rows: publication.rows(table), year: query.year.value,
            campaign: query.campaign, fictitious: reply.fictitious, language: language))
      }
    }
    return result
  }

  private func refusal(_ table: PublishedTable, _ reply: FiguresReply) -> Refusal? {
    if let part = reply.missing.first(where: { !Set($0.figures).isDisjoint(with: table.needs) }) {
      return Refusal(table: table, part: part)
    }
    let scopes = Dictionary(grouping: reply.figures, by: \.code).mapValues(\.count)
    // I0 has a figure for each action that was named, and in some years none was named.
    let isWhole = table.needs.allSatisfy {
      $0 == "I0" || scopes[$0] == Layout.figures.scopes.count
    }
    return isWhole ? nil : Refusal(table: table, part: nil)
  }

  /// Refuses a campaign that is not the only one collected in the year. The same answers, counted for two lists of structures,
  /// would differ by the answers of the structures that are on one list only. If senacs does not answer, no table that depends on
  /// the campaign is published.
  package func checkCampaign(_ query: FigureQuery) async throws {
    let rows: [GetTrajectory.Row]
    do {
      rows = try await services.call(
        "senacs", GetTrajectory(asOf: query.asOf), timeout: .seconds(15)
      ).rows
    } catch let error as RPCError where Evaluator.isDown(error) {
      return
    }
    let own = Set(rows.filter { $0.collectionYear == query.year.value }.map(\.campaign))
    let isKnown = rows.contains { $0.campaign == query.campaign }
    // The service that computes the figures refuses an unknown campaign, in its own words.
    guard isKnown, own != [query.campaign] else { return }
    let list = own.isEmpty ? "–" : own.sorted().joined(separator: " ")
    throw ConfigurationProblem(
      "La campagne \(query.campaign) n'est pas la seule collectée en \(query.year) (\(list)). Une année se publie avec sa seule campagne.",
      "Campaign \(query.campaign) is not the only one collected in \(query.year) (\(list)). A year is published with its own campaign alone."
    )
  }
}

extension Publication.Figure {
  /// The figure in whole numbers; nil for hours.
  package init?(_ figure: Contracts.Figure) {
    guard let numerator = Int(figure.numerator.text),
      let denominator = Int(figure.denominator.text)
    else { return nil }
    self.init(
      code: figure.code, scope: figure.scope, numerator: numerator, denominator: denominator)
  }
}
