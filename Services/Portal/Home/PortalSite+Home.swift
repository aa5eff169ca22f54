import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// The first page of who has signed in.
extension PortalSite {
  func home(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session else { return notFound(visit) }
    guard session.way.structure != nil else { return try await officerHome(visit) }
    var values: PageTemplates.Values = [
      "today": visit.language.prose(today),
      "aside": visit.pick("Notre structure", "Our structure"),
      "asideLead": visit.pick(
        "D'après le registre des structures :", "From the registry of structures:"),
      "hasStructure": session.way.structure != nil,
    ]
    let todo = try await waiting(session, visit)
    values.merge(todo) { _, new in new }
    if let structure = session.way.structure {
      do {
        values["facts"] = try await facts(structure, session, visit).map {
          [
            "name": $0.0, "value": $0.1, "wrongHref": KnownLine.address($0.2),
            "wrong": visit.pick("C'est inexact", "This is wrong"),
            "wrongLabel": visit.pick("C'est inexact : \($0.0)", "This is wrong: \($0.0)"),
          ] as PageTemplates.Values
        }
      } catch let error as RPCError where error.isAway {
        let since = awaySentence("registry", visit)
        values["away"] = visit.pick(
          "Le registre ne répond pas en ce moment. \(since)Rechargez la page dans quelques minutes.",
          "The registry does not answer now. \(since)Load the page again in a few minutes.")
      }
    }
    return page(
      visit, title: visit.pick("Ce qui vous attend", "What waits for you"), "home", values)
  }

  /// What the registry knows of a structure, as it tells it to who has signed in.
  private func facts(
    _ code: String, _ session: Session, _ visit: Visit
  ) async throws -> [(String, String, String)] {
    let today = host.database.now.parisDay
    let known = try await calls.call(
      "registry", GetStructure(code: code, asOf: today), for: session)
    let posts = try await calls.call(
      "registry", ListMandates(structure: code, asOf: today), for: session
    ).mandates.filter { $0.function != MandateFunction.other.rawValue }
    let people = Array(Set(posts.map(\.person)).sorted().prefix(GetContacts.maxPeople))
    let contacts = try await calls.call("registry", GetContacts(people: people), for: session)
    let names = Dictionary(
      contacts.contacts.map { ($0.code, "\($0.givenName) \($0.familyName)") },
      uniquingKeysWith: { first, _ in first })
    func day(_ day: CivilDate) -> String { visit.language.day(day.iso) }
    var facts = [
      (
        visit.pick("Type", "Kind"), StructureText.kind(known.structure.kind, visit),
        KnownLine.structure
      )
    ]
    if let commune = known.structure.communeName {
      facts.append((visit.pick("Commune", "Commune"), commune, KnownLine.structure))
    }
    for approval in known.approvals where approval.to.map({ $0 >= today }) ?? true {
      let label =
        approval.families
        ? visit.pick("Agrément familles", "Approval with families")
        : visit.pick("Agrément", "Approval")
      let end = approval.to.map { visit.pick(" au ", " to ") + day($0) } ?? ""
      facts.append(
        (label, visit.pick("du ", "from ") + day(approval.from) + end, KnownLine.topic(approval)))
    }
    // The director comes first.
    let order = [MandateFunction.director, .familyReferent].map(\.rawValue)
    func rank(_ function: String) -> Int { order.firstIndex(of: function) ?? order.count }
    for post in posts.sorted(by: { rank($0.function) < rank($1.function) }) {
      let since = visit.pick(", depuis le ", ", since ") + day(post.from)
      let interim = post.interim ? visit.pick(", par intérim", ", interim") : ""
      facts.append(
        (
          FactFormView.capital(StructureText.function(post.function, visit)),
          (names[post.person] ?? post.person) + interim + since,
          KnownLine.topic(post)
        ))
    }
    return facts
  }
}
