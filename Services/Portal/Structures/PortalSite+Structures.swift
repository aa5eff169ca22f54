import Composition
import Contracts
import Pages
import PortalDomain
import RPCContract
import ServiceKit
import Texts
import Values

/// A structure as the officer sees it, and as its own director does.
extension PortalSite {
  /// How far back trainings are told, in months: as long as a training counts (RuleBook).
  private static let trainingMonths = 48

  /// `/structures/CODE`: one structure for the officer and the auditor.
  func structure(_ visit: Visit) async throws -> WebResponse {
    guard let code = visit.parameters["code"] else { return notFound(visit) }
    return try await structure(code, visit, isOwn: false)
  }

  /// `/structure`: the one that the session is of.
  func ownStructure(_ visit: Visit) async throws -> WebResponse {
    guard let code = visit.session?.way.structure else { return notFound(visit) }
    return try await structure(code, visit, isOwn: true)
  }

  private func structure(
    _ code: String, _ visit: Visit, isOwn: Bool
  ) async throws -> WebResponse {
    guard let services = services(visit) else { return notFound(visit) }
    let today = today
    var missing: [String] = []
    let known: GetStructure.Reply?
    do {
      known = try await part("registry", &missing) {
        try await services.call("registry", GetStructure(code: code, asOf: today))
      }
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    }
    let posts = try await part("registry", &missing) {
      try await services.call("registry", ListMandates(structure: code, asOf: today))
    }
    let agreements = try await part("registry", &missing) {
      try await services.call(
        "registry", ListAgreements(asOf: today, structure: code, limit: .most))
    }
    let trainings = try await part("training", &missing) {
      try await services.call(
        "training",
        ListTrainings(
          structure: code, from: today.adding(months: -Self.trainingMonths), to: today))
    }
    let answers = try await part("senacs", &missing) {
      try await services.call("senacs", ListAnswers(structure: code, asOf: today))
    }
    let people = Set((posts?.mandates ?? []).map(\.person))
      .union((trainings?.trainings ?? []).map(\.person)).sorted()
    let contacts = try await part("registry", &missing) {
      try await services.contacts(of: people)
    }
    let text = StructureText(
      code: code, today: today, visit: visit, names: (contacts ?? [:]).mapValues(\.name),
      tellsWrong: isOwn)
    var body = missingNote(missing, visit)
    if let known { body += text.identity(known) }
    if let posts { body += text.team(posts.mandates) }
    if let agreements { body += text.agreements(agreements.rows) }
    if let trainings { body += text.trainings(trainings.trainings) }
    if let answers { body += text.answers(answers.answers, hasSheet: isOfficer(services.session)) }
    body.append(
      .links(
        isOwn
          ? text.ownLinks
          : text.officerLinks(answers?.answers ?? [], hasSheet: isOfficer(services.session))))
    let title = known?.structure.name ?? code
    return page(
      visit, title: isOwn ? visit.pick("Notre structure", "Our structure") : title, body)
  }

  /// What the next director receives.
  func handover(_ visit: Visit) async throws -> WebResponse {
    guard let services = services(visit), let code = services.session.way.structure else {
      return notFound(visit)
    }
    let language = visit.language
    let contact = configuration.contact
    return try await dossier(
      visit, visit.pick("Dossier de passation", "Hand-over file")
    ) {
      let handover = try await Handover.read(
        services, structure: code, day: today,
        contacts: contact.isEmpty ? [] : [GatewayConfiguration.Contact(role: contact)])
      var text = HandoverText(handover: handover, language: language)
      text.readerConfigures = false
      return text.dossier
    }
  }

  /// What is missing before the approval ends.
  func renewal(_ visit: Visit) async throws -> WebResponse {
    guard let services = services(visit), let code = services.session.way.structure else {
      return notFound(visit)
    }
    let language = visit.language
    return try await dossier(
      visit, visit.pick("Renouvellement de l'agrément", "Renewal of the approval")
    ) {
      let renewal = try await Renewal.read(services, structure: code, on: today)
      return RenewalText(renewal: renewal, language: language).dossier
    }
  }

  /// A document of `Pages` as a page; without it where a service that it rests on does not answer.
  private func dossier(
    _ visit: Visit, _ title: String, _ read: () async throws -> Dossier
  ) async throws -> WebResponse {
    let crumbs = [
      PagePart.Link(text: visit.pick("Notre structure", "Our structure"), href: "/structure"),
      PagePart.Link(text: title),
    ]
    do {
      let dossier = try await read()
      return page(
        visit, title: title, crumbs: crumbs,
        [PagePart.soft(dossier.subject)] + dossier.sections.flatMap(Self.parts))
    } catch let error as RPCError where error.isMissing {
      return page(
        visit, title: title, crumbs: crumbs,
        missingNote(away(of: ["evaluation", "registry"]), visit))
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    }
  }

  /// A section of a document, in the portal's own markup. A table shows its first 100 rows. A terminal's sentences and headings begin with
  /// small letters.
  static func parts(_ section: Dossier.Section) -> [PagePart] {
    var parts: [PagePart] = [.heading(section.title)]
    parts += section.sentences.map { PagePart.plain(FactFormView.capital($0)) }
    if !section.list.isEmpty {
      parts.append(.links(section.list.prefix(100).map { PagePart.Link(text: $0) }))
    }
    if !section.rows.isEmpty {
      parts.append(
        .table(
          PageTable(
            section.title, section.header.map(FactFormView.capital),
            texts: Array(section.rows.prefix(100)))))
    }
    return parts
  }
}
