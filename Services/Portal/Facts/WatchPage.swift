import Contracts
import PortalDomain
import Texts
import Values

/// The meetings of social watch in the prototype's markup.
struct WatchPage {
  /// The year's meetings and declarations, newest first.
  let lines: [WatchLine]
  let year: Int
  /// The years that can be looked at.
  let years: ClosedRange<Int>
  let today: CivilDate
  /// Whether a body is known of which something can be said.
  let hasBodies: Bool
  let visit: Visit

  private func pick(_ french: String, _ english: String) -> String { visit.pick(french, english) }
  private func word(_ code: String) -> String { Catalogue.diagnosis(code, visit.language) }

  /// What waits, and the way to say something.
  var head: [PagePart] {
    let states = lines.map { $0.state(on: today) }
    let waiting = states.count { $0 == .declared || $0 == .contradicted }
    let unsaid = states.count { $0 == .unsaid }
    let toCome = states.count { $0 == .toCome }
    // What is nought is not told.
    let parts: [(count: Int, text: String)] = [
      (toCome, pick("À venir : \(toCome).", "To come: \(toCome).")),
      (
        waiting,
        pick(
          "Déclarées par vous et pas encore confirmées : \(waiting).",
          "Declared by you and not confirmed yet: \(waiting).")
      ),
      (
        unsaid,
        pick(
          "Présence non renseignée : \(unsaid).", "Attendance not told: \(unsaid).")
      ),
    ]
    let all =
      lines.isEmpty
      ? pick("Aucune réunion connue en \(year).", "No meeting is known in \(year).") : title + "."
    let sentence = ([all] + parts.filter { $0.count > 0 }.map(\.text)).joined(separator: " ")
    guard hasBodies else {
      return [
        .lead(sentence),
        .plain(
          pick(
            "Aucune instance de veille sociale n'est connue pour votre commune, et aucune ne vous a invités. La Caf peut en ajouter une.",
            "No body of social watch is known for your commune, and none has invited you. The Caf can add one."
          )),
      ]
    }
    return [
      .lead(sentence),
      .acts(
        [
          PagePart.Link(
            text: pick(
              "Déclarer votre présence à une réunion", "Say whether you were at a meeting"),
            href: "/veille/ajouter", isCurrent: true)
        ],
        help: pick(
          "Les réunions elles-mêmes sont enregistrées par l'instance.",
          "The meetings themselves are recorded by the body.")),
    ]
  }

  private var title: String {
    pick("Réunions de \(year) : \(lines.count)", "Meetings of \(year): \(lines.count)")
  }

  /// A page of the meetings; nothing where there are none.
  func table(_ paging: Paging) -> [PagePart] {
    guard !lines.isEmpty else { return [] }
    return [
      .heading(title, anchor: "liste"),
      .table(
        PageTable(
          title,
          [
            .init(text: pick("Instance", "Body")), .init(text: pick("Jour", "Day"), isNumber: true),
            .init(text: pick("Selon l'instance", "According to the body")),
            .init(text: pick("Selon votre déclaration", "As you declared it")),
            .init(text: pick("À faire", "To do")),
          ], lines[paging.range].map(row))),
    ]
  }

  private func row(_ line: WatchLine) -> PageTable.Row {
    let noted = [line.meeting.map { word($0.state) }, line.meeting?.response.map(word)]
      .compactMap(\.self).joined(separator: ", ")
    return PageTable.Row(cells: [
      PageTable.Cell(text: line.bodyName, more: line.meeting?.code ?? ""),
      .number(visit.language.day(line.heldOn.iso)),
      PageTable.Cell(text: noted.isEmpty ? "–" : noted),
      PageTable.Cell(text: line.declared.map { word($0.response) } ?? "–"),
      act(line),
    ])
  }

  /// What can be done about a line, with its state as a word.
  private func act(_ line: WatchLine) -> PageTable.Cell {
    let change = PageAddress.path(["veille", line.body, line.heldOn.iso])
    switch line.state(on: today) {
    case .declared:
      return PageTable.Cell(
        text: pick("modifier", "change"), href: change,
        label: label(pick("Modifier", "Change"), line),
        tag: (text: pick("pas encore confirmée", "not confirmed yet"), kind: "sent"))
    case .contradicted:
      return PageTable.Cell(
        text: pick("modifier", "change"), href: change,
        label: label(pick("Modifier", "Change"), line),
        tag: (
          text: pick("l'instance indique autre chose", "the body says something else"), kind: "ask"
        )
      )
    case .unsaid:
      let say = PageAddress.path(
        ["veille", "ajouter"],
        query: [(name: "instance", value: line.body), (name: "jour", value: line.heldOn.iso)])
      return PageTable.Cell(
        text: pick("déclarer votre présence", "say whether you were there"), href: say,
        label: label(pick("Déclarer votre présence", "Say whether you were there"), line))
    case .recorded:
      guard line.declared != nil else {
        return PageTable.Cell(tag: (text: pick("enregistrée", "recorded"), kind: "ok"))
      }
      return PageTable.Cell(
        text: pick("historique", "history"), href: change + "/histoire",
        label: label(pick("Historique", "History"), line),
        tag: (text: pick("confirmée", "confirmed"), kind: "ok"))
    case .toCome: return PageTable.Cell(text: pick("à venir", "to come"))
    case .cancelled: return PageTable.Cell(text: pick("annulée", "cancelled"))
    }
  }

  /// What a screen reader says in place of a short text.
  private func label(_ act: String, _ line: WatchLine) -> String {
    let day = visit.language.day(line.heldOn.iso)
    return pick(
      "\(act) : \(line.bodyName), \(day)", "\(act): \(line.bodyName), \(day)")
  }

  /// Links to the other years.
  var otherYears: [PagePart] {
    [
      .heading(pick("Autres années", "Other years")),
      .links(
        years.reversed().filter { $0 != year }.map {
          PagePart.Link(
            text: String($0),
            href: PageAddress.path(["veille"], query: [(name: "annee", value: String($0))]))
        }),
    ]
  }
}
