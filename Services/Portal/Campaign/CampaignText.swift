import Contracts
import Pages
import PortalDomain
import Texts
import Values

/// The words and tables of a campaign's page.
struct CampaignText {
  let facts: PortalSite.CampaignFacts
  let today: CivilDate
  let visit: Visit

  func pick(_ french: String, _ english: String) -> String { visit.pick(french, english) }
  func day(_ day: CivilDate) -> String { visit.language.day(day.iso) }
  func number(_ number: Int) -> String { visit.language.number(number) }
  var sentences: CampaignSentences { CampaignSentences(facts.campaign, visit.language) }

  var path: String { PageAddress.path(["campagne", facts.campaign]) }

  func address(_ filter: CampaignFilter, page: Int? = nil) -> String {
    PageAddress.path(
      ["campagne", facts.campaign], query: filter.query(page: page), anchor: "liste")
  }

  // MARK: The whole

  /// How many answered, in which days, and by kind and territory.
  var overview: [PagePart] {
    [
      .lead(answered), .soft(days), .table(table),
      .key([
        (mark: "b-sent", text: pick("envoyées", "sent")),
        (mark: "b-on", text: pick("commencées", "begun")),
        (mark: "b-no", text: pick("rien d'écrit", "nothing written")),
      ]),
    ]
  }

  /// How many of the expected structures answered.
  var answered: String {
    let counts = CampaignStanding.Counts(facts.standing.rows)
    return sentences.answers(counts.sent, of: counts.expected)
  }

  /// Why the list has no structure: all answered, or a filter leaves none.
  func nobody(_ filter: CampaignFilter) -> String {
    guard filter.isDefault else {
      return pick(
        "Aucune structure ne correspond à ces filtres.", "No structure fits these filters.")
    }
    return facts.standing.rows.isEmpty ? answered : sentences.missing([])
  }

  /// In which days answers come.
  var days: String {
    let first = day(facts.expected.opensOn)
    let opens =
      facts.expected.opensOn > today
      ? pick("Ouverture le \(first)", "Opens on \(first)")
      : pick("Ouverte le \(first)", "Opened on \(first)")
    let closes = facts.expected.closesOn.map { closesOn in
      let left = closesOn.daysSinceEpoch - today.daysSinceEpoch
      guard left >= 0 else {
        return pick(", close depuis le \(day(closesOn)).", ", closed since \(day(closesOn)).")
      }
      guard left > 0 else {
        return pick(
          ", clôture aujourd'hui, le \(day(closesOn)).", ", closes today, \(day(closesOn)).")
      }
      let days = visit.language.count(left, .init("jour", "jours"), .init("day", "days"))
      return pick(
        ", clôture le \(day(closesOn)) : encore \(days).",
        ", closes on \(day(closesOn)): \(days) left.")
    }
    let list =
      facts.expected.isFrozen
      ? pick(
        " La liste des structures attendues est figée depuis l'ouverture.",
        " The list of expected structures was frozen at the opening.") : ""
    return opens + (closes ?? ".") + list
  }

  private var table: PageTable {
    let rows = facts.standing.rows
    let all = FactFormView.capital(Catalogue.scope("all", visit.language))
    var lines = [line(all, rows, [], mark: "total")]
    for kind in ["CS", "EVS"] {
      lines.append(
        line(
          Catalogue.scope("kind:\(kind)", visit.language), rows.filter { $0.kind == kind },
          [(name: "type", value: kind)]))
    }
    for ctcd in ["69M", "69D"] where rows.contains(where: { $0.ctcd != nil }) {
      lines.append(
        line(
          Catalogue.scope("ctcd:\(ctcd)", visit.language), rows.filter { $0.ctcd == ctcd },
          [(name: "circonscription", value: ctcd)]))
    }
    return PageTable(
      pick("Réponses par type et circonscription", "Answers by kind and circonscription"),
      [
        .init(text: pick("Périmètre", "Scope")),
        .init(text: pick("Attendues", "Expected"), isNumber: true),
        .init(text: pick("Envoyées", "Sent"), isNumber: true),
        .init(text: pick("Dont en retard", "Of these late"), isNumber: true),
        .init(text: pick("Commencées", "Begun"), isNumber: true),
        .init(text: pick("Ouvertes", "Opened"), isNumber: true),
        .init(text: pick("Pas ouvertes", "Not opened"), isNumber: true),
        .init(text: pick("Taux", "Rate"), isNumber: true),
        .init(text: pick("Répartition", "How they stand")),
      ], lines)
  }

  private func line(
    _ name: String, _ rows: [CampaignStanding.Row], _ scope: [(name: String, value: String)],
    mark: String = ""
  ) -> PageTable.Row {
    let counts = CampaignStanding.Counts(rows)
    func cell(_ count: Int, _ state: AnswerState) -> PageTable.Cell {
      let href = PageAddress.path(
        ["campagne", facts.campaign], query: [(name: "etat", value: state.rawValue)] + scope,
        anchor: "liste")
      return .number(
        number(count), href: href,
        label: "\(name), \(words(state, isPlural: true))" + pick(" : ", ": ") + number(count))
    }
    let whole = Double(max(counts.expected, 1))
    return PageTable.Row(
      cells: [
        PageTable.Cell(text: name), .number(number(counts.expected)), cell(counts.sent, .sent),
        cell(counts.late, .late), cell(counts.begun, .begun), cell(counts.opened, .opened),
        cell(counts.notOpened, .notOpened),
        .number(visit.language.percent(counts.sent, of: counts.expected) ?? "–"),
        PageTable.Cell(bar: [
          (mark: "b-sent", share: Double(counts.sent) / whole),
          (mark: "b-on", share: Double(counts.begun) / whole),
          (mark: "b-no", share: Double(counts.opened + counts.notOpened) / whole),
        ]),
      ], mark: mark)
  }

  private func words(_ state: AnswerState, isPlural: Bool = false) -> String {
    let ending = isPlural ? "s" : ""
    return switch state {
    case .notOpened: pick(isPlural ? "pas ouvertes" : "pas ouverte", "not opened")
    case .opened: pick("ouverte\(ending), rien d'écrit", "opened, nothing written")
    case .begun: pick("commencée\(ending)", "begun")
    case .sent: pick("envoyée\(ending)", "sent")
    case .late: pick("en retard", "late")
    }
  }

  // MARK: The list

  /// The list's heading, its filters, and the way to the reminders.
  func list(_ filter: CampaignFilter, count: Int, isOfficer: Bool) -> [PagePart] {
    let parts: [PagePart] = [
      .heading(heading(filter, count), anchor: "liste"),
      .filters(
        action: path, label: pick("Filtrer la liste", "Filter the list"),
        button: pick("Filtrer", "Filter"), fields(filter)),
    ]
    return parts + reminders(isOfficer: isOfficer)
  }

  private func heading(_ filter: CampaignFilter, _ count: Int) -> String {
    let what =
      switch filter.state {
      case CampaignFilter.missing:
        pick(
          "Structures attendues sans réponse retenue",
          "Expected structures without an answer that counts")
      case CampaignFilter.all: pick("Toutes les structures", "All structures")
      default:
        pick("Réponses ", "Answers ")
          + (AnswerState(rawValue: filter.state).map { words($0, isPlural: true) } ?? "")
      }
    return count == 0 ? what : pick("\(what) : \(number(count))", "\(what): \(number(count))")
  }

  private func fields(_ filter: CampaignFilter) -> [PagePart.Field] {
    let all = pick("tous", "all")
    var states = [
      (
        value: CampaignFilter.missing,
        text: pick("sans réponse retenue", "without an answer that counts")
      )
    ]
    states += AnswerState.allCases.map { (value: $0.rawValue, text: words($0)) }
    states.append((value: CampaignFilter.all, text: pick("toutes", "all")))
    var fields = [
      PagePart.Field(
        name: "etat", label: pick("État", "State"), choices: states, value: filter.state),
      PagePart.Field(
        name: "type", label: pick("Type", "Kind"),
        choices: [
          (value: "", text: all), (value: "CS", text: StructureText.kind("CS", visit)),
          (value: "EVS", text: StructureText.kind("EVS", visit)),
        ], value: filter.kind),
      PagePart.Field(
        name: "circonscription", label: pick("Circonscription", "Circonscription"),
        choices: [
          (value: "", text: pick("toutes", "all")),
          (value: "69M", text: Catalogue.scope("ctcd:69M", visit.language)),
          (value: "69D", text: Catalogue.scope("ctcd:69D", visit.language)),
        ], value: filter.territory),
    ]
    if facts.knowsDirectors {
      fields.append(
        PagePart.Field(
          name: "direction", label: pick("Direction", "Director"),
          choices: [
            (value: "", text: pick("toutes", "all")),
            (
              value: "nouvelle",
              text: pick("nouvelle direction ou poste vacant", "new director or vacant post")
            ),
          ], value: filter.direction))
    }
    fields.append(
      PagePart.Field(
        name: "nom", label: pick("Nom ou commune", "Name or commune"), value: filter.name))
    return fields
  }

  /// In which order the structures are listed.
  var order: String {
    pick(
      ". En tête, les structures à appeler d'abord : nouvelle direction ou poste vacant, puis formulaire pas ouvert, puis rien d'écrit.",
      ". On top are those to call first: a new director or a vacant post, then a form not opened, then nothing written."
    )
  }

  func table(_ rows: [CampaignStanding.Row]) -> PageTable {
    var heads: [PageTable.Head] = [
      .init(text: pick("Structure", "Structure")), .init(text: pick("État", "State")),
      .init(text: pick("Réponses", "Answers"), isNumber: true),
    ]
    if facts.knowsDirectors { heads.append(.init(text: pick("Direction", "Director"))) }
    heads.append(.init(text: pick("À savoir", "To know")))
    return PageTable(
      pick("Structures de la liste", "Structures of the list"), heads,
      rows.map { row in
        var cells: [PageTable.Cell] = [
          PageTable.Cell(
            text: row.name, href: PageAddress.path(["structures", row.code]),
            more: [row.code, row.commune].compactMap(\.self).joined(separator: " · ")),
          state(row),
          .number(row.draft.map { "\($0.answered) / \($0.questions)" } ?? "–"),
        ]
        if facts.knowsDirectors { cells.append(PageTable.Cell(text: director(row))) }
        // That nothing came is what the state says.
        let reason = row.reason.flatMap { $0 == "NO_SUBMISSION" ? nil : $0 }
        cells.append(
          PageTable.Cell(text: reason.map { Catalogue.reason($0, visit.language) } ?? "–"))
        return PageTable.Row(cells: cells)
      })
  }

  /// How a structure stands; of a sent answer also whether an officer has read it.
  private func state(_ row: CampaignStanding.Row) -> PageTable.Cell {
    guard row.state.isSent else { return PageTable.Cell(tag: tag(row.state)) }
    let isRead = facts.read.contains(row.code)
    return PageTable.Cell(
      text: isRead ? pick("lue", "read") : pick("à lire", "to be read"),
      href: PageAddress.path(["structures", row.code, "reponse", facts.campaign]),
      label: isRead
        ? pick("lue, réponse de \(row.name)", "read, answer of \(row.name)")
        : pick("à lire, réponse de \(row.name)", "to be read, answer of \(row.name)"),
      tag: tag(row.state))
  }

  private func tag(_ state: AnswerState) -> (text: String, kind: String) {
    let kind =
      switch state {
      case .notOpened, .opened: "none"
      case .begun: ""
      case .sent: "sent"
      case .late: "bad"
      }
    return (text: words(state), kind: kind)
  }

  private func director(_ row: CampaignStanding.Row) -> String {
    if row.isVacant == true { return pick("poste vacant", "vacant post") }
    return row.hasNewDirector == true ? pick("nouvelle direction", "new director") : "–"
  }
}
