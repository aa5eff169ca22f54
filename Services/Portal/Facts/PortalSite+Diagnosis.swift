import Composition
import Contracts
import PortalDomain
import RPCContract
import Texts
import Values

/// The shared diagnosis of the session's structure: what it rests on, what it leads to, what is missing.
extension PortalSite {
  func diagnosis(_ visit: Visit) async throws -> WebResponse {
    guard let reply = try await ownDiagnosis(visit) else {
      return page(
        visit, title: visit.pick("Diagnostic partagé", "Shared diagnosis"),
        missingNote(["evaluation"], visit))
    }
    let text = DiagnosisPage(diagnosis: reply, visit: visit)
    return page(
      visit, title: visit.pick("Diagnostic partagé", "Shared diagnosis"),
      recordedNote(visit) + missingNote(reply.missing, visit) + text.parts)
  }

  /// `/diagnostic/E2`: one item or element.
  func diagnosisItem(_ visit: Visit) async throws -> WebResponse {
    let title = visit.pick("Diagnostic partagé", "Shared diagnosis")
    guard let reply = try await ownDiagnosis(visit) else {
      return page(visit, title: title, missingNote(["evaluation"], visit))
    }
    let text = DiagnosisPage(diagnosis: reply, visit: visit)
    guard let code = visit.parameters["code"] else { return notFound(visit) }
    guard let item = text.item(code) else { return try await endedPart(code, visit) }
    return page(
      visit, title: item.title,
      crumbs: [
        PagePart.Link(text: title, href: "/diagnostic"), PagePart.Link(text: code),
      ],
      recordedNote(visit) + item.parts + text.acts(on: code) + [
        PagePart.links([
          PagePart.Link(
            text: visit.pick("C'est inexact", "This is wrong"),
            href: KnownLine.address(KnownLine.diagnosis(code)))
        ])
      ])
  }

  /// Asks for the diagnosis; nil where the service does not answer.
  private func ownDiagnosis(_ visit: Visit) async throws -> GetDiagnosis.Reply? {
    guard let services = services(visit), let code = services.session.way.structure else {
      return nil
    }
    let today = today
    var missing: [String] = []
    return try await part("evaluation", &missing) {
      try await services.call("evaluation", GetDiagnosis(structure: code, asOf: today))
    }
  }
}
