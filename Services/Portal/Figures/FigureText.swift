import Composition
import Contracts
import PortalDomain
import Texts
import Values

/// The words and tables of a figure's pages.
struct FigureText {
  /// What stands in an address for the members that have no reason: those that count.
  static let counted = "compte"
  /// The most records of a member that are listed.
  private static let mostRecords = 100

  let year: Year
  let code: String
  let query: FigureQuery
  let reply: ExplainFigure.Reply
  /// The structures by code, as they are on the figure's day.
  let names: [String: StructureSummary]
  let visit: Visit

  private func pick(_ french: String, _ english: String) -> String { visit.pick(french, english) }

  /// The parts of the figure's path.
  var path: [String] { ["indicateurs", "\(year)", code] }

  var title: String {
    FactFormView.capital(Catalogue.figure(code, visit.language))
  }

  /// The reason of a member, as it stands in an address.
  func address(_ member: FigureMember) -> String { member.reason ?? Self.counted }

  /// Who a member is, as it stands in an address.
  func key(_ member: FigureMember) -> String { member.person ?? member.structure ?? "" }

  func name(_ member: FigureMember) -> String {
    guard member.person == nil, let code = member.structure else {
      return member.person ?? pick("comptés, non nommés", "counted, not named")
    }
    return names[code]?.name ?? code
  }

  /// A record by its file and its key.
  static func record(_ fact: FactReference) -> String {
    "\(fact.file) \(fact.key.joined(separator: " / "))"
  }

  private func words(_ reason: String) -> String {
    reason == Self.counted
      ? pick("compte dans l'indicateur", "counts in the figure")
      : Catalogue.reason(reason, visit.language)
  }

  func crumbs(_ reason: String? = nil, _ member: FigureMember? = nil) -> [PagePart.Link] {
    var links = [
      PagePart.Link(
        text: pick("Indicateurs de \(year)", "Figures of \(year)"),
        href: PageAddress.path(["indicateurs", "\(year)"])),
      PagePart.Link(text: code, href: reason == nil ? "" : PageAddress.path(path)),
    ]
    if let reason {
      links.append(
        .init(
          text: words(reason), href: member == nil ? "" : PageAddress.path(path + [reason])))
    }
    if let member { links.append(.init(text: name(member))) }
    return links
  }

  /// The figure in a sentence, and what it is asked for.
  var lead: [PagePart] {
    let numerator = reply.members.reduce(Quantity(0)) { $0 + $1.counts }
    let whole = reply.members.reduce(Quantity(0)) { $0 + $1.of }
    let language = visit.language
    var value = language.number(numerator.text)
    if !MeasureCatalogue.counts.contains(code) {
      value = language.part(numerator.text, of: whole.text)
      if let part = Int(numerator.text), let all = Int(whole.text),
        let percent = language.percent(part, of: all)
      {
        value += " (\(percent))"
      }
    }
    let asOf = language.day(query.asOf.iso)
    let more =
      reply.hasMore
      ? [
        PagePart.soft(
          pick(
            "Les \(language.number(ExplainFigure.most)) premières lignes seulement.",
            "The first \(language.number(ExplainFigure.most)) lines only."))
      ] : []
    return [
      PagePart.lead(value),
      .soft(
        pick(
          "Indicateur \(code), ensemble des structures, données au \(asOf). Règles de calcul, version \(reply.rules).",
          "Figure \(code), all structures, facts as of \(asOf). Rules, version \(reply.rules).")),
    ] + more
  }

  /// How many members there are for each reason.
  var overview: [PagePart] {
    let chosen = visit.parameters["reason"]
    let all = Dictionary(grouping: reply.members, by: address)
    let reasons = all.keys.sorted {
      let (left, right) = (all[$0]?.count ?? 0, all[$1]?.count ?? 0)
      return ($0 == Self.counted ? 0 : 1, -left, $0) < ($1 == Self.counted ? 0 : 1, -right, $1)
    }
    let rows = reasons.map { reason in
      let members = all[reason] ?? []
      let isOutside = members.allSatisfy { $0.of.text == "0" && $0.counts.text == "0" }
      let name =
        isOutside && reason != Self.counted
        ? pick("hors du calcul : ", "left out: ") + words(reason) : words(reason)
      return PageTable.Row(
        cells: [
          PageTable.Cell(
            text: name, href: PageAddress.path(path + [reason], query: [], anchor: "liste"),
            isCurrent: reason == chosen),
          .number(visit.language.number(members.count)),
        ], mark: reason == chosen ? "on" : "")
    }
    let total = PageTable.Row(
      cells: [
        PageTable.Cell(text: FactFormView.capital(Catalogue.scope("all", visit.language))),
        .number(visit.language.number(reply.members.count)),
      ], mark: "total")
    return [
      .heading(pick("Par motif", "By reason")),
      .table(
        PageTable(
          pick("Par motif", "By reason"),
          [
            .init(text: pick("Motif", "Reason")),
            .init(text: pick("Nombre", "How many"), isNumber: true),
          ], rows + [total])),
    ]
  }

  /// The address of a member or of its record, at the heading of what stands beside.
  private func address(of parts: [String]) -> String {
    PageAddress.path(path + parts, query: [], anchor: "membre")
  }

  /// A page of the members of a reason.
  func members(_ shown: [FigureMember], of count: Int, _ reason: String) -> [PagePart] {
    let chosen = visit.parameters["member"]
    let rows = shown.map { member in
      let key = key(member)
      let place = member.structure.flatMap { names[$0] }
      return PageTable.Row(
        cells: [
          PageTable.Cell(
            text: name(member),
            href: key.isEmpty ? "" : address(of: [reason, key]), more: key,
            isCurrent: key == chosen),
          PageTable.Cell(text: place?.communeName ?? "–"),
          .number(String(member.facts.count)),
        ], mark: key == chosen ? "on" : "")
    }
    return [
      .heading(pick("\(words(reason)) : \(count)", "\(words(reason)): \(count)"), anchor: "liste"),
      .table(
        PageTable(
          pick("Détail du motif", "The reason in detail"),
          [
            .init(
              text: shown.contains { $0.person != nil }
                ? pick("Personne", "Person") : pick("Structure", "Structure")),
            .init(text: "Commune"),
            .init(text: pick("Enregistrements", "Records"), isNumber: true),
          ], rows)),
    ]
  }

  /// The records of a member.
  func records(_ member: FigureMember, _ reason: String, chosen: Int?) -> [PagePart] {
    let key = key(member)
    let facts = Array(member.facts.prefix(Self.mostRecords))
    var parts: [PagePart] = [
      .plain(words(reason)),
      .subheading(
        pick(
          "Enregistrements : \(member.facts.count)", "Records: \(member.facts.count)")),
      .links(
        facts.enumerated().map { place, fact in
          PagePart.Link(
            text: Self.record(fact),
            href: address(of: [reason, key, String(place + 1)]),
            isCurrent: place + 1 == chosen)
        }),
    ]
    if let code = member.structure {
      parts.append(
        .links([
          .init(
            text: pick("Page de la structure", "The structure's page"),
            href: PageAddress.path(["structures", code]))
        ]))
    }
    return parts
  }
}
