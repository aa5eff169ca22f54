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
        words("  paramètres différents : ", "  asked otherwise: ")
          + "\(Self.asked(asked.what)) \(day(asked.before)) → \(day(asked.after))"
      )
    }
    guard change.isFigure else { return lines + (change.record.map { [line($0)] } ?? []) }
    for member in change.members.prefix(Self.most) {
      lines += self.lines(member, isAskedAlike: change.asked.isEmpty)
    }
    let rest = change.members.count - Self.most
    if rest > 0 {
      lines.append(
        words("  … et \(rest) ", "  … and \(rest) ")
          + language.form(rest, .init("autre", "autres"), .init("more", "more"))
          + " (--format json)")
    }
    if change.members.isEmpty {
      lines.append(
        words("  aucune structure ne compte différemment", "  no structure counts otherwise"))
    }
    if change.isCut {
      lines.append(
        words(
          "  liste trop longue pour être affichée en entier",
          "  the list is too long to be shown whole"))
    }
    return lines
  }

  private static func lines(_ member: ReportChange.Member, isAskedAlike: Bool) -> [String] {
    let who =
      [member.structure, member.person].compactMap(\.self).joined(separator: " ")
    let what =
      switch member.what {
      case "came_in": words("entre dans le calcul", "came in")
      case "went_out": words("sort du calcul", "went out")
      default: words("change", "changed")
      }
    let head =
      "  \(who.isEmpty ? "–" : who) \(what)\(words(" :", ":")) \(standing(member.before)) → \(standing(member.after))"
    guard !member.records.isEmpty else {
      // The different questions of the reports explain the change.
      guard isAskedAlike else { return [head] }
      return [
        head,
        words("    ses enregistrements n'ont pas changé", "    none of its records changed"),
      ]
    }
    return [head] + member.records.map(line)
  }

  private static func standing(_ standing: ReportChange.Standing?) -> String {
    guard let standing else { return words("hors calcul", "outside") }
    let reasons = standing.reasons.map { Catalogue.reason($0, language) }
    return
      "\(language.number(standing.counts.text)) \(words("sur", "of")) \(language.number(standing.of.text))"
      + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))")
  }

  private static func line(_ record: ReportChange.Record) -> String {
    let name = "    \(record.file) \(record.key.joined(separator: " / "))\(words(" :", ":")) "
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
    guard let fact else { return words("inexistant", "not there") }
    return "v\(fact.version) \(FactLines.origin(fact))"
  }

  /// What was asked otherwise, in words; a member that has none stands for itself.
  private static func asked(_ what: String) -> String {
    switch what {
    case "rules": words("règles de calcul", "rules")
    case "campaign": words("campagne", "campaign")
    case "from": words("premier jour", "first day")
    case "to": words("dernier jour", "last day")
    case "asOf": words("date des données", "day of the data")
    default: what
    }
  }

  /// A day as people write it; any other text as it stands.
  private static func day(_ text: String) -> String {
    CivilDate(text).map { language.day($0.iso) } ?? text
  }
}
