import Contracts
import PortalDomain
import Texts
import Values

/// The words and tables of a structure's page.
struct StructureText {
  /// The most rows of a table.
  private static let most = 60

  let code: String
  let today: CivilDate
  let visit: Visit
  /// The names of people by code, of those whom the visitor may be told.
  let names: [String: String]
  /// Whether each line leads to a message that says what is wrong with it.
  var tellsWrong = false

  private func pick(_ french: String, _ english: String) -> String { visit.pick(french, english) }
  private func day(_ day: CivilDate?) -> String { day.map { visit.language.day($0.iso) } ?? "–" }
  private func name(_ person: String) -> String { names[person] ?? person }

  /// Says that a table shows its first rows alone, where it does.
  private func rest(of count: Int) -> [PagePart] {
    PagePart.cut(Self.most, of: count, visit.language)
  }

  func identity(_ known: GetStructure.Reply) -> [PagePart] {
    let structure = known.structure
    var facts = [
      (name: pick("Code", "Code"), value: structure.code),
      (
        name: pick("Type", "Kind"),
        value: Self.kind(structure.kind, visit)
      ),
      (name: "Commune", value: structure.communeName ?? structure.commune),
      (
        name: pick("État", "State"),
        value: state(known)
      ),
    ]
    if let ctcd = structure.ctcd {
      facts.append(
        (
          name: pick("Circonscription", "Circonscription"),
          value: Catalogue.scope("ctcd:\(ctcd)", visit.language)
        ))
    }
    if let federated = structure.federated {
      facts.append(
        (
          name: pick("Fédération", "Federation"),
          value: federated ? pick("adhérente", "member") : pick("non adhérente", "not a member")
        ))
    }
    let approvals = known.approvals.reversed().prefix(Self.most).map { approval in
      PageTable.Row(cells: [
        PageTable.Cell(
          text: approval.families
            ? pick("agrément familles", "approval with families") : pick("agrément", "approval")),
        .number(day(approval.from)),
        .number(approval.to.map { day($0) } ?? pick("en cours", "open")),
      ])
    }
    var parts: [PagePart] = [.facts(facts)]
    if !approvals.isEmpty {
      parts.append(.heading(pick("Agréments", "Approvals")))
      parts.append(
        .table(
          PageTable(
            pick("Agréments", "Approvals"),
            [
              .init(text: pick("Agrément", "Approval")),
              .init(text: pick("Du", "From"), isNumber: true),
              .init(text: pick("Au", "To"), isNumber: true),
            ], Array(approvals)
          ).adding(
            wrong(known.approvals.reversed().map { (KnownLine.topic($0), day($0.from)) }))))
    }
    return parts
  }

  /// Whether a structure is active, and since when it is closed.
  private func state(_ known: GetStructure.Reply) -> String {
    guard !known.structure.isActive else { return pick("active", "active") }
    guard let closed = known.closedOn, closed <= today else { return pick("inactive", "inactive") }
    return pick("fermée le \(day(closed))", "closed on \(day(closed))")
  }

  func team(_ mandates: [ListMandates.Mandate]) -> [PagePart] {
    let title = pick("Équipe", "Team")
    guard !mandates.isEmpty else {
      return [.heading(title), .plain(pick("Aucun poste pourvu.", "No post is filled."))]
    }
    let rows = mandates.prefix(Self.most).map { mandate in
      PageTable.Row(cells: [
        PageTable.Cell(text: name(mandate.person)),
        PageTable.Cell(
          text: function(mandate.function)
            + (mandate.interim ? pick(", par intérim", ", interim") : "")),
        .number(day(mandate.from)), .number(day(mandate.to)),
      ])
    }
    let parts: [PagePart] = [
      .heading(title),
      .table(
        PageTable(
          title,
          [
            .init(text: pick("Personne", "Person")), .init(text: pick("Poste", "Post")),
            .init(text: pick("Depuis le", "Since"), isNumber: true),
            .init(text: pick("Jusqu'au", "Until"), isNumber: true),
          ], Array(rows)
        ).adding(wrong(mandates.map { (KnownLine.topic($0), name($0.person)) }))),
    ]
    return parts + rest(of: mandates.count)
  }

  private func function(_ code: String) -> String { Self.function(code, visit) }

  /// The kind of a structure in words.
  static func kind(_ code: String, _ visit: Visit) -> String {
    switch code {
    case "CS": visit.pick("centre social", "social centre")
    case "EVS": "espace de vie sociale"
    default: code
    }
  }

  /// The post of a mandate in words.
  static func function(_ code: String, _ visit: Visit) -> String {
    code == MandateFunction.other.rawValue
      ? visit.pick("autre poste", "other post") : Catalogue.reason(code, visit.language)
  }

  func agreements(_ agreements: [ListAgreements.Row]) -> [PagePart] {
    let title = pick("Conventions", "Agreements")
    let shown = agreements.filter { $0.state != "ended" }
    guard !shown.isEmpty else {
      return [
        .heading(title), .plain(pick("Aucune convention en cours.", "No agreement in force.")),
      ]
    }
    let rows = shown.prefix(Self.most).map { row in
      let said =
        row.findings.isEmpty
        ? "–" : row.findings.map { Catalogue.reason($0, visit.language) }.joined(separator: ", ")
      let more = [
        row.code, Catalogue.agreementKind(row.kind, visit.language),
        Catalogue.agreementState(row.state, visit.language),
      ].joined(separator: ", ")
      let ends = [row.to, row.endedOn].compactMap(\.self).min()
      return PageTable.Row(cells: [
        PageTable.Cell(text: row.title, more: more),
        PageTable.Cell(text: (row.partyNames ?? row.parties).joined(separator: ", ")),
        .number(day(row.from)), .number(day(ends)), PageTable.Cell(text: said),
      ])
    }
    let parts: [PagePart] = [
      .heading(title),
      .table(
        PageTable(
          title,
          [
            .init(text: pick("Convention", "Agreement")),
            .init(text: pick("Signataires", "Parties")),
            .init(text: pick("Du", "From"), isNumber: true),
            .init(text: pick("Au", "To"), isNumber: true),
            .init(text: pick("À vérifier", "To check")),
          ], Array(rows)
        ).adding(wrong(shown.map { (KnownLine.topic($0), $0.title) }))),
    ]
    return parts + rest(of: shown.count)
  }

  func trainings(_ trainings: [ListTrainings.Training]) -> [PagePart] {
    let title = pick(
      "Formations : les quatre dernières années", "Trainings: the last four years")
    guard !trainings.isEmpty else {
      return [
        .heading(title),
        .plain(
          pick(
            "Aucune session suivie ces quatre dernières années.",
            "No session was attended in the last four years.")),
      ]
    }
    let rows = trainings.prefix(Self.most).map { training in
      PageTable.Row(cells: [
        PageTable.Cell(text: training.title, more: training.session),
        PageTable.Cell(text: name(training.person)), .number(day(training.lastDay)),
        .number(visit.language.part(training.halfDaysPresent, of: training.halfDays)),
        PageTable.Cell(
          tag: training.qualified
            ? (text: pick("suivie", "attended"), kind: "ok")
            : (text: pick("en partie", "in part"), kind: "")),
      ])
    }
    let parts: [PagePart] = [
      .heading(title),
      .table(
        PageTable(
          title,
          [
            .init(text: pick("Session", "Session")), .init(text: pick("Personne", "Person")),
            .init(text: pick("Fin", "End"), isNumber: true),
            .init(text: pick("Demi-journées", "Half-days"), isNumber: true),
            .init(text: pick("Assiduité", "Presence")),
          ], Array(rows)
        ).adding(wrong(trainings.map { (KnownLine.topic($0), $0.title) }))),
    ]
    return parts + rest(of: trainings.count)
  }

  func answers(_ answers: [ListAnswers.Item], hasSheet: Bool) -> [PagePart] {
    let title = pick("Réponses à SENACS", "Answers to SENACS")
    guard !answers.isEmpty else {
      return [.heading(title), .plain(pick("Aucune réponse retenue.", "No answer that counts."))]
    }
    let rows = answers.reversed().prefix(Self.most).map { answer in
      PageTable.Row(cells: [
        PageTable.Cell(
          text: pick("Campagne \(answer.campaign)", "Campaign \(answer.campaign)"),
          href: hasSheet
            ? PageAddress.path(["structures", code, "restitution", answer.campaign]) : ""),
        .number(String(answer.dataYear)), .number(day(answer.receivedOn)),
      ])
    }
    let parts: [PagePart] = [
      .heading(title),
      .table(
        PageTable(
          title,
          [
            .init(text: pick("Campagne", "Campaign")),
            .init(text: pick("Année des données", "Year of the data"), isNumber: true),
            .init(text: pick("Reçue le", "Received on"), isNumber: true),
          ], Array(rows)
        ).adding(reading(answers.reversed()))),
    ]
    return parts + rest(of: answers.count)
  }

  /// The column in which each line leads to a message about it; nil where nobody is to tell it.
  private func wrong(_ lines: [(topic: String, what: String)]) -> PageTable.Column? {
    guard tellsWrong else { return nil }
    let text = pick("C'est inexact", "This is wrong")
    return PageTable.Column(
      head: PageTable.Head(text: pick("Signaler", "Report")),
      cells: lines.prefix(Self.most).map { line in
        PageTable.Cell(
          text: text, href: KnownLine.address(line.topic),
          label: text + pick(" : ", ": ") + line.what)
      })
  }

  /// The column in which the officer and the auditor find each answer to read it over; nil for the structure itself.
  private func reading(_ answers: [ListAnswers.Item]) -> PageTable.Column? {
    guard !tellsWrong else { return nil }
    let text = pick("Lire la réponse", "Read the answer")
    return PageTable.Column(
      head: PageTable.Head(text: pick("Réponse", "Answer")),
      cells: answers.prefix(Self.most).map { answer in
        PageTable.Cell(
          text: text, href: PageAddress.path(["structures", code, "reponse", answer.campaign]),
          label: text + " " + answer.campaign)
      })
  }

  /// What a director finds from the own structure's page.
  var ownLinks: [PagePart.Link] {
    [
      .init(
        text: pick("Questions de la fiche action", "Questions of the action sheet"), href: "/fiche"),
      .init(
        text: pick("Portrait de territoire", "Portrait of the territory"),
        href: "/structure/portrait"),
      .init(text: pick("Dossier de passation", "Hand-over file"), href: "/structure/passation"),
      .init(
        text: pick("Renouvellement de l'agrément", "Renewal of the approval"),
        href: "/structure/renouvellement"),
      .init(
        text: pick("Une ligne manque ou est inexacte", "A line is missing or wrong"),
        href: KnownLine.address(KnownLine.other)),
    ]
  }

  /// What an officer finds from a structure's page; the latest answer's sheet is for those who may see it.
  func officerLinks(_ answers: [ListAnswers.Item], hasSheet: Bool) -> [PagePart.Link] {
    var links = [
      PagePart.Link(
        text: pick("Portrait de territoire", "Portrait of the territory"),
        href: PageAddress.path(["structures", code, "portrait"]))
    ]
    if hasSheet, let last = answers.last {
      links.append(
        PagePart.Link(
          text: pick("Restitution SENACS \(last.campaign)", "SENACS feedback \(last.campaign)"),
          href: PageAddress.path(["structures", code, "restitution", last.campaign])))
    }
    return links
  }
}
