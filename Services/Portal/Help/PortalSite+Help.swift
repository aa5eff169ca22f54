import Contracts
import PortalDomain
import Texts

/// The help: a list of tasks, and a page for each.
extension PortalSite {
  /// All tasks, those of the person's own kind first.
  func help(_ visit: Visit) -> WebResponse {
    let isStructure = visit.session.map { $0.way.structure != nil }
    let own: [HelpTask.Who] =
      isStructure == false ? [.everybody, .caf, .structure] : [.everybody, .structure, .caf]
    var body: [PagePart] = []
    for who in own {
      body.append(.heading(heading(who, visit)))
      body.append(
        .links(
          HelpTask.all.filter { $0.who == who }.map { task in
            PagePart.Link(
              text: words(task.title, visit), href: PageAddress.path(["aide", task.code]))
          }))
    }
    body.append(.heading(visit.pick("Besoin d'aide ?", "Do you need help?")))
    body.append(.plain(callText(visit)))
    return page(
      visit, title: visit.pick("Aide", "Help"),
      top: [
        .lead(
          visit.pick(
            "Une page par tâche : à quoi elle sert, les étapes, le résultat.",
            "A page for each task: what it is for, its steps, its result."))
      ], body)
  }

  private func heading(_ who: HelpTask.Who, _ visit: Visit) -> String {
    switch who {
    case .everybody: visit.pick("Pour tout le monde", "For everybody")
    case .structure:
      visit.pick(
        "Pour les directions, référents familles et coordinations",
        "For directors, family referents and coordinators")
    case .caf: visit.pick("Pour la Caf", "For the Caf")
    }
  }

  private func callText(_ visit: Visit) -> String {
    let contact = configuration.contact
    return contact.isEmpty
      ? visit.pick("Appelez la Caf.", "Call the Caf.")
      : visit.pick("Appelez : \(contact).", "Call: \(contact).")
  }

  private func words(_ words: HelpWords, _ visit: Visit) -> String {
    visit.pick(words.french, words.english)
  }

  /// The page of a task.
  func helpTask(_ visit: Visit) -> WebResponse {
    guard let task = HelpTask.named(visit.parameters["task"] ?? "") else { return notFound(visit) }
    var body: [PagePart] = []
    let picture = pictures.byTask[task.code]
    if let picture, let alt = task.picture {
      body.append(
        .picture(
          path: picture.path, alt: words(alt, visit),
          caption: visit.pick("Exemple fictif", "A fictitious example")))
    }
    body.append(.heading(visit.pick("Les étapes", "The steps")))
    body.append(.ordered(task.steps.map { words($0, visit) }))
    body.append(.heading(visit.pick("Le résultat", "The result")))
    body.append(.plain(words(task.result, visit)))
    body.append(.heading(visit.pick("En cas de difficulté", "If something is not right")))
    for one in task.cases {
      body.append(.subheading(words(one.question, visit)))
      body.append(.plain(words(one.answer, visit)))
    }
    body.append(.subheading(visit.pick("Une autre question ?", "Another question?")))
    body.append(.plain(callText(visit)))
    let related = task.related.compactMap { HelpTask.named($0) }
    if !related.isEmpty {
      body.append(.heading(visit.pick("À lire aussi", "See also")))
      body.append(
        .links(
          related.map {
            PagePart.Link(text: words($0.title, visit), href: PageAddress.path(["aide", $0.code]))
          }))
    }
    let crumbs = [
      PagePart.Link(text: visit.pick("Aide", "Help"), href: "/aide"),
      PagePart.Link(text: words(task.title, visit)),
    ]
    var response = page(
      visit, title: words(task.title, visit), crumbs: crumbs,
      top: [.lead(words(task.purpose, visit))], body)
    response.hasPictures = picture != nil
    return response
  }

  /// The links of a page's foot: the help on the page itself where a task fits, the help, and the statements.
  func foot(_ visit: Visit, at path: String?) -> [PageTemplates.Values] {
    var links: [(path: String, label: String)] = []
    let isStructure = visit.session.map { $0.way.structure != nil }
    if let path, let task = HelpTask.about(path, isStructure: isStructure) {
      let label = visit.pick("Aide sur cette page", "Help on this page")
      links.append((PageAddress.path(["aide", task.code]), label))
    }
    links.append(("/aide", visit.pick("Aide", "Help")))
    links.append(
      (
        "/accessibilite",
        visit.pick(
          "Accessibilité : non conforme (audit à faire)",
          "Accessibility: not compliant (to be audited)")
      ))
    links.append(
      (
        "/donnees",
        visit.pick("Vos données, et qui en répond", "Your data, and who answers for them")
      ))
    return links.map { ["href": $0.path, "label": $0.label] }
  }
}
