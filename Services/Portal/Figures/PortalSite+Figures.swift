import Composition
import Contracts
import FactKinds
import Pages
import PortalDomain
import RPCContract
import ServiceHost
import Texts
import Values

/// The figures of a year, down to whom each counts, by which records, and what became of these.
extension PortalSite {
  /// The figures of the last year that is over.
  func presentFigures(_ visit: Visit) async throws -> WebResponse {
    try await figures(Year(clamping: today.year - 1), visit)
  }

  func figures(_ visit: Visit) async throws -> WebResponse {
    guard let year = year(visit) else { return notFound(visit) }
    return try await figures(year, visit)
  }

  private func figures(_ year: Year, _ visit: Visit) async throws -> WebResponse {
    guard let services = services(visit) else { return notFound(visit) }
    let query = FigureQuery(year: year)
    let title = visit.pick("Indicateurs de \(year)", "Figures of \(year)")
    let reply: FiguresReply
    do {
      reply = try await Evaluator(services: services, passesOverCampaign: true).figures(query)
    } catch let error as RPCError where error.isMissing {
      return page(visit, title: title, missingNote(away(of: Evaluator.services), visit))
    }
    let lines = FigureLines(language: visit.language)
    let rows = reply.figures.filter { $0.scope == "all" }.map { figure in
      PageTable.Row(cells: [
        PageTable.Cell(
          text: FactFormView.capital(Catalogue.figure(figure.code, visit.language)),
          href: PageAddress.path(["indicateurs", "\(year)", figure.code]), more: figure.code),
        .number(lines.value(figure)),
        PageTable.Cell(text: lines.absences(figure) ?? "–"),
      ])
    }
    let table = PageTable(
      title,
      [
        .init(text: visit.pick("Indicateur", "Figure")),
        .init(text: visit.pick("Valeur", "Value"), isNumber: true),
        .init(text: visit.pick("À savoir", "To know")),
      ], rows)
    var parts = missingNote(
      Set(reply.missing.filter { $0.status != "NOT_FOUND" }.map(\.service)).sorted(), visit)
    if query.asOf >= today {
      parts.append(.soft(Words.unfinished(year, on: today.iso, visit.language)))
    }
    parts.append(
      .soft(
        visit.pick(
          "Données au \(day(query.asOf, visit)), campagne SENACS \(query.campaign). Règles de calcul, version \(RuleBook.inForce).",
          "Facts as of \(day(query.asOf, visit)), SENACS campaign \(query.campaign). Rules, version \(RuleBook.inForce)."
        )))
    parts.append(.table(table))
    parts.append(
      .links([
        .init(
          text: visit.pick("L'année précédente", "The year before"),
          href: PageAddress.path(["indicateurs", "\(year.value - 1)"])),
        .init(text: visit.pick("Rapports figés", "Frozen reports"), href: "/rapports"),
      ]))
    return page(visit, title: title, parts)
  }

  /// A figure: its reasons, the members of one reason, the records of one member, the history of one record.
  func figure(_ visit: Visit) async throws -> WebResponse {
    guard let year = year(visit), let code = visit.parameters["figure"],
      let service = Evaluator.owner(of: code), code != "I0", let services = services(visit)
    else { return notFound(visit) }
    let query = FigureQuery(year: year)
    let reply: ExplainFigure.Reply
    do {
      reply = try await services.call(
        service, ExplainFigure(code: code, scope: "all", query: query))
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    } catch let error as RPCError where error.isMissing {
      return page(
        visit, title: FactFormView.capital(Catalogue.figure(code, visit.language)),
        missingNote([service], visit))
    }
    var missing: [String] = []
    let known = try await part("registry", &missing) {
      try await services.structures(on: query.asOf)
    }
    let names = Dictionary(
      (known ?? []).map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let text = FigureText(
      year: year, code: code, query: query, reply: reply, names: names, visit: visit)
    var body = missingNote(missing, visit) + text.overview
    guard let reason = visit.parameters["reason"] else {
      return page(visit, title: text.title, crumbs: text.crumbs(), top: text.lead, body)
    }
    let members = reply.members.filter { text.address($0) == reason }
    guard !members.isEmpty else { return notFound(visit) }
    let who = visit.parameters["member"]
    let place = members.firstIndex { text.key($0) == who }
    // A member's own page shows the page of the list on which the member stands.
    let paging = Paging(
      count: members.count,
      asked: visit.request.query["page"] ?? place.map { String($0 / Paging.size + 1) })
    body += text.members(Array(members[paging.range]), of: members.count, reason)
    body += pages(paging, visit) {
      PageAddress.path(
        text.path + [reason], query: [(name: "page", value: String($0))], anchor: "liste")
    }
    guard who != nil else {
      return page(visit, title: text.title, crumbs: text.crumbs(reason), top: text.lead, body)
    }
    guard let member = place.map({ members[$0] }) else { return notFound(visit) }
    let record = visit.parameters["record"].map { Int($0) ?? 0 }
    if let record, record < 1 || record > member.facts.count { return notFound(visit) }
    var side = text.records(member, reason, chosen: record)
    if let record {
      let history = try await history(member.facts[record - 1], services, visit)
      side += history
    }
    return page(
      visit, title: text.title, crumbs: text.crumbs(reason, member), top: text.lead, body,
      side: Side(title: text.name(member), parts: side))
  }

  /// The versions of a record, the newest first.
  private func history(
    _ fact: FactReference, _ services: SessionCalls, _ visit: Visit
  ) async throws -> [PagePart] {
    let kind = FactCatalogue.known.kind(ofFile: fact.file)
    let owner = kind?.owner ?? (fact.file == AnswersFile.name ? "senacs" : "registry")
    var missing: [String] = []
    let reply = try await part(owner, &missing) {
      try await services.call(owner, ListVersions(file: fact.file, key: fact.key))
    }
    guard let reply else { return missingNote(missing, visit) }
    let ofKey = reply.versions.filter { $0.key == fact.key }
    let versions = ofKey.isEmpty ? reply.versions : ofKey
    let people = Set(versions.compactMap { person($0.principal) })
    let contacts = try await part("registry", &missing) {
      try await services.contacts(of: people)
    }
    let names = (contacts ?? [:]).mapValues(\.name)
    var before: [String: String] = [:]
    let told = versions.map { version in
      defer { before = version.cells }
      return self.version(version, before: before, names, visit)
    }.suffix(20)
    return [
      .subheading(
        visit.pick("\(FigureText.record(fact)) : historique", "\(FigureText.record(fact)): history")
      ),
      told.isEmpty
        ? .plain(visit.pick("Aucune version n'est accessible.", "No version can be shown."))
        : .thread(told.reversed()),
    ]
  }

  /// A version with what changed in it.
  private func version(
    _ version: ListVersions.Version, before: [String: String], _ names: [String: String],
    _ visit: Visit
  ) -> PagePart.Version {
    let changes = version.cells.keys.sorted().compactMap { column -> String? in
      let (old, new) = (before[column] ?? "", version.cells[column] ?? "")
      guard old != new else { return nil }
      if before.isEmpty { return visit.pick("\(column) : \(new)", "\(column): \(new)") }
      return visit.pick(
        "\(column) : \(old.isEmpty ? "–" : old) → \(new.isEmpty ? "–" : new)",
        "\(column): \(old.isEmpty ? "–" : old) → \(new.isEmpty ? "–" : new)")
    }
    let place = version.file.map { file in
      version.row.map { visit.pick("\(file), ligne \($0)", "\(file), row \($0)") } ?? file
    }
    let author = version.principal.map { principal in
      let name = person(principal).flatMap { names[$0] } ?? principal
      return visit.pick("par \(name)", "by \(name)")
    }
    return PagePart.Version(
      name: visit.pick("Version \(version.version)", "Version \(version.version)"),
      time: moment(version.recordedAt, visit),
      origin: [place ?? version.cause, author].compactMap(\.self).joined(separator: ", "),
      changes: version.isWithdrawn == true ? [visit.pick("retiré", "withdrawn")] : changes,
      isNow: version.isCurrent)
  }
}
