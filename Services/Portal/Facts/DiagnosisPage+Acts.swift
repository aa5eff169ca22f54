import Contracts
import PortalDomain
import Texts
import Values

/// What the director can do about a shared diagnosis, and about one of its parts.
extension DiagnosisPage {
  /// The most rows of a list, so that a page stays small.
  private static let mostActs = 60

  private func say(_ french: String, _ english: String) -> String { visit.pick(french, english) }
  private func path(_ parts: [String]) -> String { PageAddress.path(["diagnostic"] + parts) }

  /// The page's main action: what ages most is read again first.
  var pressing: [PagePart] { [.acts(ways.filter(\.isCurrent))] }

  /// The other ways to add something.
  var additions: [PagePart] {
    [
      .heading(say("Compléter le diagnostic", "Add to the diagnosis")),
      .links(ways.filter { !$0.isCurrent }),
    ]
  }

  /// The ways to add something; the one that presses most is the current one.
  private var ways: [PagePart.Link] {
    let aged = diagnosis.evidence.first(where: \.isToRead)
    var acts: [PagePart.Link] = []
    if let aged {
      acts.append(
        PagePart.Link(
          text: say("Actualiser \(aged.code)", "Update \(aged.code)"),
          href: path([aged.code, "relire"]), isCurrent: true))
    }
    acts.append(
      PagePart.Link(
        text: say("Ajouter un élément d'appui", "Add an item of evidence"),
        href: path(["ajouter", "appui"]),
        isCurrent: aged == nil && !diagnosis.elements.isEmpty))
    acts += ElementKind.allCases.map { kind in
      PagePart.Link(
        text: DiagnosisWords.adding(kind, visit),
        href: path(["ajouter", DiagnosisWords.word(kind)]),
        isCurrent: aged == nil && diagnosis.elements.isEmpty && kind == .problem)
    }
    acts.append(
      PagePart.Link(
        text: say("Ajouter une participation", "Add a participation"),
        href: path(["ajouter", "participation"])))
    acts.append(
      PagePart.Link(
        text: say("Enregistrer une révision", "Record a revision"),
        href: path(["ajouter", "revision"])))
    return acts
  }

  /// What mends each lack: another part that is to be added, or a link of this one.
  var mending: [PagePart] {
    let links = diagnosis.elements.flatMap { element -> [PagePart.Link] in
      guard let kind = ElementKind(rawValue: element.kind) else { return [] }
      return element.lacks.map { lack in
        let why = Catalogue.reason(lack, visit.language)
        switch DiagnosisStep(mending: lack, of: kind) {
        case .add(let other):
          return PagePart.Link(
            text: say(
              "\(DiagnosisWords.adding(other, visit)) pour \(element.code)",
              "\(DiagnosisWords.adding(other, visit)) for \(element.code)"),
            href: PageAddress.path(
              ["diagnostic", "ajouter", DiagnosisWords.word(other)],
              query: [(name: "lie", value: element.code)]), more: "(\(why))")
        case .link:
          return PagePart.Link(
            text: say("Rattacher \(element.code)", "Link \(element.code)"),
            href: path([element.code, "modifier"]), more: "(\(why))")
        }
      }
    }
    let bases = diagnosis.bases.filter { $0.items == 0 }.map { base in
      PagePart.Link(
        text: say("Ajouter un élément d'appui", "Add an item of evidence"),
        href: PageAddress.path(
          ["diagnostic", "ajouter", "appui"], query: [(name: "volet", value: base.base)]),
        more: "(\(Catalogue.diagnosis(base.base, visit.language)))")
    }
    let all = (links + bases).prefix(Self.mostActs)
    guard !all.isEmpty else { return [] }
    return [.subheading(say("Que faire", "What to do")), .links(Array(all))]
  }

  /// Who took part, counted.
  var participations: [PagePart] {
    guard !diagnosis.participations.isEmpty else { return [] }
    let title = say("Participation", "Participation")
    return [
      .heading(title),
      .table(
        PageTable(
          title,
          [
            .init(text: say("Date et public", "Date and audience")),
            .init(text: say("Modalité", "Way")),
            .init(text: say("Personnes", "People"), isNumber: true),
          ],
          diagnosis.participations.suffix(Self.mostActs).reversed().map { one in
            let who = Catalogue.diagnosis(one.audience, visit.language)
            return PageTable.Row(cells: [
              PageTable.Cell(
                text: "\(visit.language.day(one.heldOn.iso)) \(who)",
                href: path(["participations", one.heldOn.iso, one.audience, one.way])),
              PageTable.Cell(text: Catalogue.diagnosis(one.way, visit.language)),
              .number(String(one.people)),
            ])
          })),
    ]
  }

  /// What can be done about a part: one that is to be read again is read first.
  func acts(on code: String) -> [PagePart] {
    let item = diagnosis.evidence.first { $0.code == code }
    let isAged = item?.isToRead ?? false
    var acts = [
      PagePart.Link(
        text: say("Modifier", "Change"), href: path([code, "modifier"]), isCurrent: !isAged)
    ]
    if item != nil {
      acts.append(
        PagePart.Link(
          text: say("Actualiser", "Update"), href: path([code, "relire"]), isCurrent: isAged))
    }
    let element = diagnosis.elements.first { $0.code == code }
    if let kind = element.flatMap({ ElementKind(rawValue: $0.kind) }) {
      // The part that may be linked to this one, the nearest first in the chain.
      let next = ElementKind.allCases.first {
        DiagnosisStep.targets(of: $0).contains(kind)
      }
      if let next {
        acts.append(
          PagePart.Link(
            text: DiagnosisWords.adding(next, visit),
            href: PageAddress.path(
              ["diagnostic", "ajouter", DiagnosisWords.word(next)],
              query: [(name: "lie", value: code)])))
      }
    }
    acts.append(
      PagePart.Link(
        text: say("Retirer du diagnostic", "Take out of the diagnosis"),
        href: path([code, "retirer"])))
    acts.append(
      PagePart.Link(text: say("Historique", "History"), href: path([code, "histoire"])))
    return [.acts(acts)]
  }
}
