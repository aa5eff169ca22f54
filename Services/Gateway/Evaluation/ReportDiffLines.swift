import Composition
import Contracts
import Texts
import Values

/// Differences as lines for people.
enum ReportDiffLines {
  /// The most members of a figure that are shown; JSON has all.
  private static let most = 30

  static func lines(_ change: ReportChange) -> [String] {
    var lines = [
      "\(change.part) · \(change.code) · \(Catalogue.scope(change.scope, language)) · "
        + "\(change.before ?? "–") → \(change.after ?? "–")"
    ]
    for asked in change.asked {
      lines.append(
        "  \(words("demandé autrement", "asked otherwise")): \(asked.what) \(asked.before) → \(asked.after)"
      )
    }
    guard change.isFigure else { return lines + (change.record.map { [line($0)] } ?? []) }
    for member in change.members.prefix(Self.most) {
      lines += self.lines(member, isAskedAlike: change.asked.isEmpty)
    }
    let rest = change.members.count - Self.most
    if rest > 0 {
      lines.append(
        words("  … et \(rest) autres (--format json)", "  … and \(rest) more (--format json)"))
    }
    if change.members.isEmpty {
      lines.append(words("  personne n'y compte autrement", "  nobody counts otherwise in it"))
    }
    if change.isCut {
      lines.append(
        words("  trop de membres pour les dire tous", "  too many members to tell them all"))
    }
    return lines
  }

  private static func lines(_ member: ReportChange.Member, isAskedAlike: Bool) -> [String] {
    let who =
      [member.structure, member.person].compactMap(\.self).joined(separator: " ")
    let what =
      switch member.what {
      case "came_in": words("entre", "came in")
      case "went_out": words("sort", "went out")
      default: words("compte autrement", "changed")
      }
    let head =
      "  \(who.isEmpty ? "–" : who) \(what): \(standing(member.before)) → \(standing(member.after))"
    guard !member.records.isEmpty else {
      // The different questions of the reports explain the change.
      guard isAskedAlike else { return [head] }
      return [
        head,
        words("    aucun de ses enregistrements n'a changé", "    none of its records changed"),
      ]
    }
    return [head] + member.records.map(line)
  }

  private static func standing(_ standing: ReportChange.Standing?) -> String {
    guard let standing else { return words("hors du compte", "outside") }
    let reasons = standing.reasons.map { Catalogue.reason($0, language) }
    return "\(standing.counts.text)/\(standing.of.text)"
      + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))")
  }

  private static func line(_ record: ReportChange.Record) -> String {
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
      cells = FactLines.cells(new.cells.filter { !record.key.contains($0.value) })
    default: cells = ""
    }
    return TerminalText.visible(
      "\(name)\(cells) · \(origin(record.before)) → \(origin(record.after))")
  }

  private static func origin(_ fact: ReadFacts.Fact?) -> String {
    guard let fact else { return words("absent", "not there") }
    return "v\(fact.version) \(FactLines.origin(fact))"
  }
}
