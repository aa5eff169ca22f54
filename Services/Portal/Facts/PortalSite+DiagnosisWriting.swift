import Composition
import Contracts
import FactKinds
import PortalDomain
import RPCContract
import Texts
import Values

/// The director writes the shared diagnosis: adds parts, changes and links them, reads items again, ends them, notes a revision.
extension PortalSite {
  /// The most codes that are offered as boxes; with more of them codes are typed.
  private static let mostBoxes = 100

  // MARK: Pages

  /// `/diagnostic/ajouter/axe?lie=P5`: a new part of the diagnosis.
  func addToDiagnosis(_ visit: Visit) async throws -> WebResponse {
    try await fact(visit) { try await newPart(visit.parameters["kind"] ?? "", visit, $0) }
  }

  /// `/diagnostic/E2/modifier`, `…/relire`, `…/retirer`: an item or an element that stands.
  func changeDiagnosis(_ visit: Visit) async throws -> WebResponse {
    try await fact(visit) { try await standingPart(visit, $0) }
  }

  /// `/diagnostic/revisions/2026-03-12`: what was said of a revision.
  func changeRevision(_ visit: Visit) async throws -> WebResponse {
    let day = visit.parameters["day"] ?? ""
    return try await fact(visit) { session in
      OwnFact(
        form: FactForm(
          .revisions, asks: ["note"], fixed: own(session).merging(["revised_on": day]) { $1 }),
        isNew: false, title: visit.pick("Révision", "Revision"),
        crumbs: crumbs(visit, visit.pick("Révision", "Revision")),
        path: ["diagnostic", "revisions", day], leads: { _ in ["diagnostic"] })
    }
  }

  /// `/diagnostic/participations/2026-01-22/inhabitants/meeting`: how many took part.
  func changeParticipation(_ visit: Visit) async throws -> WebResponse {
    let key = participationKey(visit)
    return try await fact(visit) { session in
      OwnFact(
        form: FactForm(
          .participants, asks: ["people"],
          fixed: own(session).merging(
            ["held_on": key[0], "audience": key[1], "way": key[2]]) { $1 }),
        isNew: false, title: participation(visit), crumbs: crumbs(visit, participation(visit)),
        path: ["diagnostic", "participations"] + key, leads: { _ in ["diagnostic"] })
    }
  }

  // MARK: History

  /// `/diagnostic/E2/histoire`: the versions of an item, or of an element.
  func diagnosisHistory(_ visit: Visit) async throws -> WebResponse {
    guard let structure = visit.session?.way.structure, let code = visit.parameters["code"] else {
      return notFound(visit)
    }
    let title = visit.pick("\(code) : historique", "\(code): history")
    return try await factHistory(
      visit,
      [FactKind.evidence, .elements].map { kind in
        OwnRecord(
          kind: kind, key: [structure, code], title: title, crumbs: crumbs(visit, title),
          path: ["diagnostic", code, "histoire"], list: ["diagnostic"])
      })
  }

  /// `/diagnostic/revisions/2026-03-12/histoire`.
  func revisionHistory(_ visit: Visit) async throws -> WebResponse {
    guard let structure = visit.session?.way.structure, let day = visit.parameters["day"] else {
      return notFound(visit)
    }
    let title = visit.pick("Révision : historique", "Revision: history")
    return try await factHistory(
      visit,
      [
        OwnRecord(
          kind: .revisions, key: [structure, day], title: title, crumbs: crumbs(visit, title),
          path: ["diagnostic", "revisions", day, "histoire"], list: ["diagnostic"])
      ])
  }

  /// `/diagnostic/participations/2026-01-22/inhabitants/meeting/histoire`.
  func participationHistory(_ visit: Visit) async throws -> WebResponse {
    guard let structure = visit.session?.way.structure else { return notFound(visit) }
    let key = participationKey(visit)
    let title = visit.pick("Participation : historique", "Participation: history")
    return try await factHistory(
      visit,
      [
        OwnRecord(
          kind: .participants, key: [structure] + key, title: title, crumbs: crumbs(visit, title),
          path: ["diagnostic", "participations"] + key + ["histoire"], list: ["diagnostic"])
      ])
  }

  private func participationKey(_ visit: Visit) -> [String] {
    ["day", "audience", "way"].map { visit.parameters[$0] ?? "" }
  }

  private func participation(_ visit: Visit) -> String {
    let key = participationKey(visit)
    let (who, how) = (
      Catalogue.diagnosis(key[1], visit.language), Catalogue.diagnosis(key[2], visit.language)
    )
    let on = CivilDate(key[0]).map { day($0, visit) } ?? key[0]
    return visit.pick(
      "Participation du \(on) : \(who), \(how)", "Participation of \(on): \(who), \(how)")
  }

  // MARK: What forms are of

  private func own(_ session: Session?) -> [String: String] {
    ["structure_code": session?.way.structure ?? ""]
  }

  private func crumbs(_ visit: Visit, _ here: String, item code: String? = nil) -> [PagePart.Link] {
    let list = PagePart.Link(
      text: visit.pick("Diagnostic partagé", "Shared diagnosis"), href: "/diagnostic")
    let item = code.map { PagePart.Link(text: $0, href: PageAddress.path(["diagnostic", $0])) }
    return [list] + [item].compactMap(\.self) + [PagePart.Link(text: here)]
  }

  /// The form of a new part; nil for a word that names none.
  private func newPart(
    _ word: String, _ visit: Visit, _ session: Session?
  ) async throws -> OwnFact? {
    switch word {
    case "appui": return try await newItem(visit, session)
    case "participation":
      let title = visit.pick("Ajouter une participation", "Add a participation")
      return OwnFact(
        form: FactForm(
          .participants, asks: ["held_on", "audience", "way", "people"], fixed: own(session)),
        isNew: true, title: title, crumbs: crumbs(visit, title),
        path: ["diagnostic", "ajouter", word],
        about: visit.pick(
          "Nombre de personnes ayant participé, par date et par modalité, sans aucun nom.",
          "How many took part, on a day and in a way: numbers, without any name."),
        leads: { _ in ["diagnostic"] })
    case "revision":
      let title = visit.pick("Enregistrer une révision", "Record a revision")
      return OwnFact(
        form: FactForm(.revisions, asks: ["revised_on", "note"], fixed: own(session)),
        isNew: true, title: title, crumbs: crumbs(visit, title),
        path: ["diagnostic", "ajouter", word],
        about: visit.pick(
          "Le jour où vous avez relu tout le diagnostic. Vigie indique alors ce qui est nouveau, retiré ou modifié depuis la révision précédente.",
          "The day on which you read the whole diagnosis again. Vigie then tells what is new, gone or changed since the revision before."
        ), start: ["revised_on": today.iso], leads: { _ in ["diagnostic"] })
    default:
      guard let kind = DiagnosisWords.kind(word) else { return nil }
      return try await newElement(kind, visit, session)
    }
  }

  private func newItem(_ visit: Visit, _ session: Session?) async throws -> OwnFact {
    let title = visit.pick("Ajouter un élément d'appui", "Add an item of evidence")
    var start = ["base": visit.request.query["volet"] ?? ""]
    if visit.request.method == .get {
      start["item_code"] = try await freeCode(.evidence, "E", session)
    }
    return OwnFact(
      form: FactForm(
        .evidence,
        asks: ["statement", "base", "kind", "source", "dated_on", "territory", "item_code"],
        fixed: own(session)),
      isNew: true, title: title, crumbs: crumbs(visit, title),
      path: ["diagnostic", "ajouter", "appui"],
      about: visit.pick(
        "Un constat, avec sa source et la date de cette source : il est à actualiser quand la source vieillit ou change.",
        "What is found, with its source and that source's day: it is to be updated when the source ages or changes."
      ), start: start, leads: Self.shownPart("item_code", today))
  }

  private func newElement(
    _ kind: ElementKind, _ visit: Visit, _ session: Session?
  ) async throws -> OwnFact {
    let title = DiagnosisWords.adding(kind, visit)
    let isProblem = kind == .problem
    var start = ["since": today.iso, "linked_to": visit.request.query["lie"] ?? ""]
    var options: [String: [OwnFact.Option]] = [:]
    if let session {
      let diagnosis = try await knownDiagnosis(session)
      options = self.options(diagnosis, linking: DiagnosisStep.targets(of: kind), visit)
      if visit.request.method == .get {
        start["element_code"] = try await freeCode(
          .elements, DiagnosisStep.letter(of: kind), session)
      }
    }
    return OwnFact(
      form: FactForm(
        .elements,
        asks: ["label", isProblem ? "evidence" : "linked_to", "since", "element_code"],
        fixed: own(session).merging(["kind": kind.rawValue]) { $1 }),
      isNew: true, title: title, crumbs: crumbs(visit, title),
      path: ["diagnostic", "ajouter", DiagnosisWords.word(kind)],
      about: DiagnosisWords.about(kind, visit), start: start, options: options,
      leads: Self.shownPart("element_code", today))
  }

  /// The form of a part that stands; nil for an act that there is not.
  private func standingPart(_ visit: Visit, _ session: Session?) async throws -> OwnFact? {
    guard let code = visit.parameters["code"], let act = visit.parameters["act"],
      let words = DiagnosisWords.act(act, visit)
    else { return nil }
    let isElement = try await isElement(code, visit, session)
    var (kind, column, asks) = (FactKind.evidence, "item_code", [String]())
    var options: [String: [OwnFact.Option]] = [:]
    switch (act, isElement) {
    case ("modifier", false):
      asks = ["statement", "base", "kind", "source", "dated_on", "territory"]
    case ("relire", false): asks = ["statement", "source", "dated_on"]
    case ("retirer", false): asks = ["retired_on"]
    case ("modifier", true): asks = ["label", "linked_to", "evidence", "since"]
    case ("retirer", true): asks = ["until"]
    default: return nil
    }
    if isElement { (kind, column) = (.elements, "element_code") }
    if isElement, act == "modifier", let session {
      let diagnosis = try await knownDiagnosis(session)
      let element = diagnosis?.elements.first { $0.code == code }
      let targets =
        element.flatMap { ElementKind(rawValue: $0.kind) }
        .map(DiagnosisStep.targets) ?? ElementKind.allCases
      options = self.options(diagnosis, linking: targets, visit)
      asks.removeAll { name in
        // A problem is linked to nothing; only problems rest on items. What is there all the same stays to be seen.
        switch name {
        case "linked_to": targets.isEmpty && element?.linkedTo.isEmpty ?? false
        case "evidence": !targets.isEmpty && element?.evidence.isEmpty ?? false
        default: false
        }
      }
    }
    let end = ["retired_on", "until"].filter { asks.contains($0) }
    var leads = Self.shownPart(column, today)
    if act == "retirer" { leads = { _ in ["diagnostic", code, "histoire"] } }
    return OwnFact(
      form: FactForm(
        kind, asks: asks, fixed: own(session).merging([column: code]) { $1 }, needed: Set(end)),
      isNew: false, title: visit.pick("\(code) : \(words.title)", "\(code): \(words.title)"),
      crumbs: crumbs(visit, words.title, item: code), path: ["diagnostic", code, act],
      about: words.about,
      start: Dictionary(uniqueKeysWithValues: end.map { ($0, today.iso) }), options: options,
      leads: leads)
  }

  /// Whether a code is an element's: as the form says that is sent, else as the service does.
  private func isElement(
    _ code: String, _ visit: Visit, _ session: Session?
  ) async throws -> Bool {
    let said = visit.request.form["fait"]
    guard let session, said == nil else { return said == FactKind.elements.file }
    let item = try await calls.call(
      "evaluation",
      RehearseFact(
        file: FactKind.evidence.file, cells: own(session).merging(["item_code": code]) { $1 },
        isNew: false), for: session)
    return item.before == nil
  }

  // MARK: What is there

  /// The diagnosis of today; nil where the service does not answer: a form is written on without it.
  private func knownDiagnosis(_ session: Session) async throws -> GetDiagnosis.Reply? {
    guard let structure = session.way.structure else { return nil }
    let today = today
    var missing: [String] = []
    return try await part("evaluation", &missing) {
      try await calls.call(
        "evaluation", GetDiagnosis(structure: structure, asOf: today), for: session)
    }
  }

  /// The codes that a form offers.
  private func options(
    _ diagnosis: GetDiagnosis.Reply?, linking kinds: [ElementKind], _ visit: Visit
  ) -> [String: [OwnFact.Option]] {
    guard let diagnosis else { return [:] }
    func label(_ code: String, _ text: String) -> String { "\(code) \(text.prefix(160))" }
    let names = Set(kinds.map(\.rawValue))
    let elements = diagnosis.elements.filter { names.contains($0.kind) }
    var options: [String: [OwnFact.Option]] = [:]
    if elements.count <= Self.mostBoxes {
      options["linked_to"] = elements.map {
        OwnFact.Option(code: $0.code, label: label($0.code, $0.label))
      }
    }
    if diagnosis.evidence.count <= Self.mostBoxes {
      options["evidence"] = diagnosis.evidence.map {
        OwnFact.Option(code: $0.code, label: label($0.code, $0.statement))
      }
    }
    return options
  }

  /// A code that no record of a kind has had; nothing where that is not known.
  private func freeCode(
    _ kind: FactKind, _ letter: String, _ session: Session?
  ) async throws -> String {
    guard let session, let structure = session.way.structure else { return "" }
    var missing: [String] = []
    let versions = try await part("evaluation", &missing) {
      try await calls.call(
        "evaluation", ListVersions(file: kind.file, key: [structure]), for: session)
    }
    guard let versions, !versions.hasMore else { return "" }
    return NextCode.after(versions.versions.compactMap(\.key.last), letter: letter)
  }

  /// Leads to the part that was written; to the list where it is no part of the diagnosis today.
  private static func shownPart(
    _ column: String, _ today: CivilDate
  ) -> @Sendable ([String: String]) -> [String] {
    { cells in
      let begins = ["since", "dated_on"].compactMap { CivilDate(cells[$0] ?? "") }
      let ends = ["until", "retired_on"].compactMap { CivilDate(cells[$0] ?? "") }
      let holds = begins.allSatisfy { $0 <= today } && ends.allSatisfy { $0 > today }
      guard holds, let code = cells[column] else { return ["diagnostic"] }
      return ["diagnostic", code]
    }
  }
}
