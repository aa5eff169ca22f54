package import Contracts
import RPC
import RPCContract
import Values

/// Explains why figures of two frozen reports differ, by asking each service at the pins of both reports.
package struct ReportDiff {
  package let services: any ServiceCalls
  package let one, other: Report

  package init(services: any ServiceCalls, one: Report, other: Report) {
    self.services = services
    self.one = one
    self.other = other
  }

  /// The members that a figure counts, each once.
  private struct Explained {
    var standings: [Key: ReportChange.Standing] = [:]
    var facts: [Key: [FactReference]] = [:]
    var isCut = false
  }

  private struct Key: Hashable {
    let structure, person: String?
    /// For a head count, which names nobody, its session.
    let fact: FactReference?
  }

  /// Every difference with its causes.
  ///
  /// - Throws: `RPCError` when a service does not answer.
  package func explained() async throws -> [ReportChange] {
    services.see(one.pins.mapValues(\.position))
    services.see(other.pins.mapValues(\.position))
    var changes = ReportChange.between(one, other)
    for index in changes.indices {
      changes[index].asked = asked(changes[index].part)
      if changes[index].isFigure { try await addMembers(to: &changes[index]) }
    }
    try await addRecords(to: &changes)
    return changes
  }

  /// Adds who counts differently in a figure, and what they rest on.
  private func addMembers(to change: inout ReportChange) async throws {
    let before = try await explain(change, one)
    let after = try await explain(change, other)
    change.isCut = before.isCut || after.isCut
    let keys = Set(before.standings.keys).union(after.standings.keys)
    // Nothing is known of the members beyond the end of a list that was cut.
    let end = [before, after].filter(\.isCut).compactMap { explained in
      explained.standings.keys.map(Self.name).max()
    }.min()
    for key in keys.sorted(by: { Self.name($0) < Self.name($1) })
    where end.map({ Self.name(key) < $0 }) ?? true {
      let (old, new) = (before.standings[key], after.standings[key])
      guard old != new else { continue }
      let (was, stands) = (old?.isInside ?? false, new?.isInside ?? false)
      change.members.append(
        ReportChange.Member(
          structure: key.structure, person: key.person,
          what: was == stands ? "changed" : stands ? "came_in" : "went_out", before: old,
          after: new, facts: ((before.facts[key] ?? []) + (after.facts[key] ?? [])).once))
    }
  }

  /// Reads each record once as each report knew it, and keeps those whose versions differ.
  private func addRecords(to changes: inout [ReportChange]) async throws {
    let all = changes.flatMap { change -> [FactReference] in
      change.fact.map { [$0] } ?? change.members.flatMap(\.facts)
    }.once
    func read(_ report: Report) async throws -> [FactReference: ReadFacts.Fact] {
      let facts = try await services.facts(all, knownOn: nil, pins: report.pins)
      return Dictionary(facts.map { ($0.fact, $0) }, uniquingKeysWith: { $1 })
    }
    let (old, new) = (try await read(one), try await read(other))
    func record(_ fact: FactReference) -> ReportChange.Record? {
      old[fact]?.version == new[fact]?.version
        ? nil
        : ReportChange.Record(file: fact.file, key: fact.key, before: old[fact], after: new[fact])
    }
    for index in changes.indices {
      changes[index].record = changes[index].fact.flatMap(record)
      for place in changes[index].members.indices {
        changes[index].members[place].records = changes[index].members[place].facts
          .compactMap(record)
      }
    }
  }

  private static func name(_ key: Key) -> String {
    [key.structure, key.person, key.fact?.key.joined(separator: "/")].compactMap(\.self)
      .joined(separator: " ")
  }

  private func explain(_ change: ReportChange, _ report: Report) async throws -> Explained {
    guard let part = report.parts.first(where: { $0.name == change.part }),
      let service = Evaluator.owner(of: change.code)
    else { return Explained() }
    var query = part.query
    (query.pins, query.rules) = (report.pins, report.rules)
    let reply: ExplainFigure.Reply
    do {
      reply = try await services.call(
        service, ExplainFigure(code: change.code, scope: change.scope, query: query))
    } catch let error as RPCError where error.status.code == .notFound {
      // An action that nobody had named yet has no figure.
      return Explained()
    }
    var explained = Explained(isCut: reply.hasMore)
    for member in reply.members {
      let isNobody = member.structure == nil && member.person == nil
      let key = Key(
        structure: member.structure, person: member.person,
        fact: isNobody ? member.facts.first : nil)
      var standing =
        explained.standings[key]
        ?? ReportChange.Standing(counts: Quantity(0), of: Quantity(0), reasons: [])
      standing.counts = standing.counts + member.counts
      standing.of = standing.of + member.of
      if let reason = member.reason, !standing.reasons.contains(reason) {
        standing.reasons = (standing.reasons + [reason]).sorted()
      }
      explained.standings[key] = standing
      explained.facts[key, default: []] += member.facts
    }
    return explained
  }

  /// The differences between the questions that the two reports ask for a part.
  private func asked(_ name: String) -> [ReportChange.Asked] {
    var asked: [ReportChange.Asked] = []
    func compare(_ what: String, _ before: String?, _ after: String?) {
      guard let before, let after, before != after else { return }
      asked.append(ReportChange.Asked(what: what, before: before, after: after))
    }
    let (old, new) = (
      one.parts.first { $0.name == name }?.query, other.parts.first { $0.name == name }?.query
    )
    compare("rules", one.rules, other.rules)
    compare("campaign", old?.campaign, new?.campaign)
    compare("from", old?.from.iso, new?.from.iso)
    compare("to", old?.to.iso, new?.to.iso)
    compare("asOf", old?.asOf.iso, new?.asOf.iso)
    return asked
  }
}
