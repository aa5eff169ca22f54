import Contracts
import PortalDomain
import Texts

/// A request with what is known of who sends it: what every page gets.
struct Visit: Sendable {
  let request: WebRequest
  /// What stands in the path for the parts of its pattern.
  let parameters: [String: String]
  /// The browser's secret.
  let browser: SecretToken
  /// Whether the browser has it from this answer only.
  let isNewBrowser: Bool
  /// Who has signed in; nil for nobody.
  let session: Session?
  let language: Language

  /// One of two texts.
  func pick(_ french: String, _ english: String) -> String { language.pick(french, english) }

  /// Whether the request is a form that this browser got from the portal.
  var isOwnForm: Bool {
    !isNewBrowser && !request.isFromOtherSite
      && browser.isFormToken(request.form["token"] ?? "")
  }

  /// What the form asks for that the path names; nil for a path of no form.
  var questionnaire: Questionnaire? {
    let first = request.path.split(separator: "/").first.map(String.init) ?? ""
    return Questionnaire(first, parameters["year"] ?? "")
  }

  /// In which way somebody acts, as a noun: `direction`, `référent familles`.
  func words(_ way: FindSignIns.Way) -> String {
    switch (way.role, way.function) {
    case (_, let function?): StructureText.function(function, self)
    case ("operator", _): pick("Caf, pilotage", "Caf, runs the network")
    case ("auditor", _): pick("audit, lecture seule", "auditor, reads only")
    default: pick("habilitation pour la structure", "grant for the structure")
    }
  }
}
