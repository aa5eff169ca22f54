import Contracts
import RPC
import RPCContract
import Texts
import Values

/// A figure that is not the same in two reports, and why: who came in, went out or counts otherwise, and by which records.
struct ExplainedChange: Encodable {
  /// What was asked otherwise, such as the rules or a day.
  struct Asked: Encodable, Hashable {
    let what, before, after: String
  }

  /// How somebody stands in a figure.
  struct Standing: Encodable, Hashable {
    var counts, of: Quantity
    var reasons: [String]

    var isInside: Bool { counts > Quantity(0) || of > Quantity(0) }
  }

  /// A record of which two versions were known, or one.
  struct Record: Encodable {
    let file: String
    let key: [String]
    let before, after: ReadFacts.Fact?
  }

  /// Somebody who stands otherwise.
  struct Member: Encodable {
    let structure, person: String?
    /// `came_in`, `went_out` or `changed`.
    let what: String
    let before, after: Standing?
    var records: [Record] = []
  }

  let part, code, scope: String
  let before, after: String?
  let asked: [Asked]
  var members: [Member] = []
  /// The record that says it, where it counts nobody.
  var record: Record?
  /// Whether it is a figure, or stands beside them.
  var isFigure = true
  /// Whether there were more members than a service tells, so that some may be missing here.
  var isCut = false
}

/// Says why figures of two frozen reports differ: asks each service as of each report's pins.
struct ReportDiff {
  let gateway: Gateway
  let one, other: Report

  /// Who a figure counts, once each.
  private struct Told {
    var standings: [Key: ExplainedChange.Standing] = [:]
    var facts: [Key: [FactReference]] = [:]
    var isCut = false
  }

  private struct Key: Hashable {
    let structure, person: String?
    /// Of a head count: its session.
    let fact: FactReference?
  }

  /// Every difference with its causes.
  ///
  /// - Throws: `RPCError` when a service does not answer.
  func explained() async throws -> [ExplainedChange] {
    gateway.see(one.pins.mapValues(\.position))
    gateway.see(other.pins.mapValues(\.position))
    var changes: [ExplainedChange] = []
    var wanted: [[[FactReference]]] = []
    for change in ReportChange.between(one, other) {
      guard change.isFigure else {
        changes.append(
          ExplainedChange(
            part: change.part, code: change.code, scope: change.scope, before: change.before,
            after: change.after, asked: asked(change.part), isFigure: false))
        wanted.append(change.fact.map { [[$0]] } ?? [])
        continue
      }
      let before = try await told(change, one)
      let after = try await told(change, other)
      var explained = ExplainedChange(
        part: change.part, code: change.code, scope: change.scope, before: change.before,
        after: change.after, asked: asked(change.part), isCut: before.isCut || after.isCut)
      var facts: [[FactReference]] = []
      let keys = Set(before.standings.keys).union(after.standings.keys)
      // Beyond the end of a list that was cut nothing is known of who is in it.
      let end = [before, after].filter(\.isCut).compactMap { told in
        told.standings.keys.map(Self.name).max()
      }.min()
      for key in keys.sorted(by: { Self.name($0) < Self.name($1) })
      where end.map({ Self.name(key) < $0 }) ?? true {
        let (old, new) = (before.standings[key], after.standings[key])
        guard old != new else { continue }
        let (was, stands) = (old?.isInside ?? false, new?.isInside ?? false)
        explained.members.append(
          ExplainedChange.Member(
            structure: key.structure, person: key.person,
            what: was == stands ? "changed" : stands ? "came_in" : "went_out", before: old,
            after: new))
        var seen: Set<FactReference> = []
        facts.append(
          ((before.facts[key] ?? []) + (after.facts[key] ?? [])).filter {
            seen.insert($0).inserted
          })
      }
      changes.append(explained)
      wanted.append(facts)
    }
    try await addRecords(to: &changes, wanted)
    return changes
  }

  /// Reads each record once as each report knew it, and keeps those that are not the same.
  private func addRecords(
    to changes: inout [ExplainedChange], _ wanted: [[[FactReference]]]
  ) async throws {
    var seen: Set<FactReference> = []
    let all = wanted.joined().joined().filter { seen.insert($0).inserted }
    let lookup = FactLookup(gateway: gateway)
    func read(_ report: Report) async throws -> [FactReference: ReadFacts.Fact] {
      let facts = try await lookup.facts(all, knownOn: nil, pins: report.pins)
      return Dictionary(facts.map { ($0.fact, $0) }, uniquingKeysWith: { $1 })
    }
    let (old, new) = (try await read(one), try await read(other))
    func records(_ facts: [FactReference]) -> [ExplainedChange.Record] {
      facts.compactMap { fact in
        old[fact]?.version == new[fact]?.version
          ? nil
          : ExplainedChange.Record(
            file: fact.file, key: fact.key, before: old[fact], after: new[fact])
      }
    }
    for (index, members) in wanted.enumerated() {
      guard changes[index].isFigure else {
        changes[index].record = records(members.flatMap(\.self)).first
        continue
      }
      for (place, facts) in members.enumerated() {
        changes[index].members[place].records = records(facts)
      }
    }
  }

  private static func name(_ key: Key) -> String {
    [key.structure, key.person, key.fact?.key.joined(separator: "/")].compactMap(\.self)
      .joined(separator: " ")
  }

  private func told(_ change: ReportChange, _ report: Report) async throws -> Told {
    guard let part = report.parts.first(where: { $0.name == change.part }),
      let service = ExplainCommand.owner(of: change.code)
    else { return Told() }
    var query = part.query
    (query.pins, query.rules) = (report.pins, report.rules)
    let reply: ExplainFigure.Reply
    do {
      reply = try await gateway.call(
        service, ExplainFigure(code: change.code, scope: change.scope, query: query))
    } catch let error as RPCError where error.status.code == .notFound {
      // A thing that nobody had named yet is no figure.
      return Told()
    }
    var told = Told(isCut: reply.hasMore)
    for member in reply.members {
      let isNobody = member.structure == nil && member.person == nil
      let key = Key(
        structure: member.structure, person: member.person,
        fact: isNobody ? member.facts.first : nil)
      var standing =
        told.standings[key]
        ?? ExplainedChange.Standing(counts: Quantity(0), of: Quantity(0), reasons: [])
      standing.counts = standing.counts + member.counts
      standing.of = standing.of + member.of
      if let reason = member.reason, !standing.reasons.contains(reason) {
        standing.reasons = (standing.reasons + [reason]).sorted()
      }
      told.standings[key] = standing
      told.facts[key, default: []] += member.facts
    }
    return told
  }

  /// What the two reports asked otherwise of a part.
  private func asked(_ name: String) -> [ExplainedChange.Asked] {
    var asked: [ExplainedChange.Asked] = []
    func compare(_ what: String, _ before: String?, _ after: String?) {
      guard let before, let after, before != after else { return }
      asked.append(ExplainedChange.Asked(what: what, before: before, after: after))
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

/// Differences as lines for people.
struct ReportDiffLines {
  /// The most members of a figure that are shown; JSON has all.
  private static let most = 30

  let language: Language

  func lines(_ change: ExplainedChange) -> [String] {
    var lines = [
      "\(change.part) · \(change.code) · \(Catalogue.scope(change.scope, language)) · "
        + "\(change.before ?? "–") → \(change.after ?? "–")"
    ]
    for asked in change.asked {
      lines.append(
        "  \(language.pick("demandé autrement", "asked otherwise")): \(asked.what) \(asked.before) → \(asked.after)"
      )
    }
    guard change.isFigure else { return lines + (change.record.map { [line($0)] } ?? []) }
    for member in change.members.prefix(Self.most) {
      lines += self.lines(member, isAskedAlike: change.asked.isEmpty)
    }
    let rest = change.members.count - Self.most
    if rest > 0 {
      lines.append(
        language.pick(
          "  … et \(rest) autres (--format json)", "  … and \(rest) more (--format json)"))
    }
    if change.members.isEmpty {
      lines.append(
        language.pick("  personne n'y compte autrement", "  nobody counts otherwise in it"))
    }
    if change.isCut {
      lines.append(
        language.pick(
          "  trop de membres pour les dire tous", "  too many members to tell them all"))
    }
    return lines
  }

  private func lines(_ member: ExplainedChange.Member, isAskedAlike: Bool) -> [String] {
    let who =
      [member.structure, member.person].compactMap(\.self).joined(separator: " ")
    let what =
      switch member.what {
      case "came_in": language.pick("entre", "came in")
      case "went_out": language.pick("sort", "went out")
      default: language.pick("compte autrement", "changed")
      }
    let head =
      "  \(who.isEmpty ? "–" : who) \(what): \(standing(member.before)) → \(standing(member.after))"
    guard !member.records.isEmpty else {
      // What was asked otherwise is why.
      guard isAskedAlike else { return [head] }
      return [
        head,
        language.pick(
          "    aucun de ses enregistrements n'a changé", "    none of its records changed"),
      ]
    }
    return [head] + member.records.map(line)
  }

  private func standing(_ standing: ExplainedChange.Standing?) -> String {
    guard let standing else { return language.pick("hors du compte", "outside") }
    let reasons = standing.reasons.map { Catalogue.reason($0, language) }
    return "\(standing.counts.text)/\(standing.of.text)"
      + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))")
  }

  private func line(_ record: ExplainedChange.Record) -> String {
    let name = "    \(record.file) \(record.key.joined(separator: " / ")): "
    let cells: String
    switch (record.before, record.after) {
    case (let old?, let new?):
      let columns = Set(old.cells.keys).union(new.cells.keys).sorted()
      cells = columns.compactMap { column -> String? in
        let (before, after) = (old.cells[column] ?? "", new.cells[column] ?? "")
        return before == after
          ? nil : "\(column) \(before.isEmpty ? "–" : before) → \(after.isEmpty ? "–" : after)"
      }.joined(separator: ", ")
    case (nil, let new?):
      cells = new.cells.filter { !$0.value.isEmpty && !record.key.contains($0.value) }
        .sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    default: cells = ""
    }
    return TerminalText.visible(
      "\(name)\(cells) · \(origin(record.before)) → \(origin(record.after))")
  }

  private func origin(_ fact: ReadFacts.Fact?) -> String {
    guard let fact else { return language.pick("absent", "not there") }
    let place =
      fact.file.flatMap { file in
        fact.row.map { language.pick("\(file), ligne \($0)", "\(file), row \($0)") }
      } ?? fact.cause
    return "v\(fact.version) \(place)"
  }
}
