import Contracts
import PortalDomain
import RPCContract

/// A page or a form of the portal: who may have it, and what answers.
struct PortalRoute: Sendable {
  enum Who: Sendable {
    /// Everybody, signed in or not.
    case anybody
    /// Who has signed in, in whichever way.
    case signedIn
    /// Who has signed in in one of these roles.
    case roles(Set<Role>)

    func includes(_ session: Session?) -> Bool {
      switch self {
      case .anybody: true
      case .signedIn: session != nil
      case .roles(let roles): session.map { roles.contains(Role(rawValue: $0.way.role)) } ?? false
      }
    }
  }

  /// Those who run the network and those who audit it: they read the same pages.
  static let officers = Who.roles([.operator, .auditor])
  /// Those who run the network.
  static let officer = Who.roles([.operator])
  /// Those who act for a structure.
  static let directors = Who.roles([.structure])

  typealias Handler = @Sendable (PortalSite, Visit) async throws -> WebResponse

  let method: WebRequest.Method
  let path: PathPattern
  let who: Who
  let answer: Handler
  /// Answers a form that is not this browser's, such as one of an earlier session; it changes nothing. Nil for the page that says so.
  var foreign: Handler?
  /// Whether its form may have files.
  var takesFiles = false

  /// A page.
  static func get(_ path: PathPattern, _ who: Who, _ answer: @escaping Handler) -> PortalRoute {
    PortalRoute(method: .get, path: path, who: who, answer: answer)
  }

  /// A form that is sent; the site refuses one that is not its own before it comes here.
  static func post(
    _ path: PathPattern, _ who: Who, foreign: Handler? = nil, _ answer: @escaping Handler
  ) -> PortalRoute {
    PortalRoute(method: .post, path: path, who: who, answer: answer, foreign: foreign)
  }

  /// A form with files, which come to its handler in memory, by `visit.request.files`.
  static func upload(
    _ path: PathPattern, _ who: Who, _ answer: @escaping Handler
  ) -> PortalRoute {
    PortalRoute(method: .post, path: path, who: who, answer: answer, takesFiles: true)
  }

  /// All pages, in any order: no path fits two of them, except where one is fixed and stands first.
  static let all: [PortalRoute] =
    common + officerPages + directorPages + factPages + formPages

  private static let officerPages: [PortalRoute] = [
    .get("/campagne", officers) { try await $0.presentCampaign($1) },
    .get("/campagne/:year", officers) { try await $0.campaign($1) },
    .get("/campagne/:year/relance", officer) { try await $0.reminders($1) },
    .post("/campagne/:year/relance", officer) { try await $0.sendReminders($1) },
    .get("/campagne/:year/collecte", officer) { try await $0.collection($1) },
    .post("/campagne/:year/collecte", officer) { try await $0.setCollection($1) },
    .get("/campagne/:year/classeur", officer) { try await $0.returnedForm($1) },
    .upload("/campagne/:year/classeur", officer) { try await $0.takeReturnedForm($1) },
    .get("/indicateurs", officers) { try await $0.presentFigures($1) },
    .get("/indicateurs/:year", officers) { try await $0.figures($1) },
    .get("/indicateurs/:year/:figure", officers) { try await $0.figure($1) },
    .get("/indicateurs/:year/:figure/:reason", officers) { try await $0.figure($1) },
    .get("/indicateurs/:year/:figure/:reason/:member", officers) { try await $0.figure($1) },
    .get("/indicateurs/:year/:figure/:reason/:member/:record", officers) {
      try await $0.figure($1)
    },
    .get("/questions", officers) { try await $0.questions($1) },
    .get("/questions/:number", officers) { try await $0.question($1) },
    .get("/structures/:code/reponse/:year", officers) { try await $0.sentAnswer($1) },
    .post("/structures/:code/reponse/:year/lue", officer) { try await $0.markRead($1) },
    .get("/structures/:code/reponse/:year/:field", officer) { try await $0.newQuestion($1) },
    // Whose session has ended gets the page back with what was typed.
    .post(
      "/structures/:code/reponse/:year/:field", .anybody, foreign: { try await $0.askAgain($1) }
    ) { try await $0.ask($1) },
    .post("/questions/:number", .anybody, foreign: { try await $0.questionAgain($1) }) {
      try await $0.answerQuestion($1)
    },
    .get("/structures/:code", officers) { try await $0.structure($1) },
    .get("/structures/:code/portrait", officers) { try await $0.structurePortrait($1) },
    .get("/structures/:code/restitution/:year", officer) { try await $0.structureSheet($1) },
    .get("/rapports", officers) { try await $0.reports($1) },
    .post("/rapports", officer) { try await $0.freezeReport($1) },
    .get("/rapports/:digest", officers) { try await $0.report($1) },
    .get("/courriels", officer) { try await $0.failedMails($1) },
    .post("/courriels", officer) { try await $0.settleMail($1) },
    .get("/fichiers", officer) { try await $0.fileList($1) },
    .upload("/fichiers", officer) { try await $0.bringFile($1) },
    .get("/fichiers/:number", officer) { try await $0.filePage($1) },
    .get("/fichiers/:number/remarques.csv", officer) { try await $0.fileFindings($1) },
    .post("/fichiers/:number/:act", officer) { try await $0.actOnFile($1) },
  ]

  private static let directorPages: [PortalRoute] = [
    .get("/fiche", directors) { site, visit in site.presentSheetForm(visit) },
    .get("/restitution", directors) { try await $0.latestSheet($1) },
    .get("/restitution/:year", directors) { try await $0.ownSheet($1) },
    .get("/diagnostic", directors) { try await $0.diagnosis($1) },
    .get("/diagnostic/:code", directors) { try await $0.diagnosisItem($1) },
    .get("/messages", directors) { try await $0.messages($1) },
    .get("/messages/nouveau", directors) { try await $0.newMessage($1) },
    .post("/messages/nouveau", .anybody, foreign: { try await $0.tellAgain($1) }) {
      try await $0.tell($1)
    },
    .get("/messages/:number", directors) { try await $0.message($1) },
    .post("/messages/:number", .anybody, foreign: { try await $0.messageAgain($1) }) {
      try await $0.answerMessage($1)
    },
    .get("/structure", directors) { try await $0.ownStructure($1) },
    .get("/structure/portrait", directors) { try await $0.ownPortrait($1) },
    .get("/structure/passation", directors) { try await $0.handover($1) },
    .get("/structure/renouvellement", directors) { try await $0.renewal($1) },
  ]

  /// A form of a fact of the own structure, and where it is sent. Whose session has ended gets the page back with what was typed.
  private static func form(_ path: PathPattern, _ answer: @escaping Handler) -> [PortalRoute] {
    [.get(path, directors, answer), .post(path, .anybody, foreign: answer, answer)]
  }

  /// The versions of a record of the own structure, and taking the last change back.
  private static func history(_ path: PathPattern, _ answer: @escaping Handler) -> [PortalRoute] {
    [.get(path, directors, answer), .post(path, directors, answer)]
  }

  private static let factPages: [PortalRoute] = [
    form("/diagnostic/ajouter/:kind") { try await $0.addToDiagnosis($1) },
    form("/diagnostic/revisions/:day") { try await $0.changeRevision($1) },
    history("/diagnostic/revisions/:day/histoire") { try await $0.revisionHistory($1) },
    form("/diagnostic/participations/:day/:audience/:way") {
      try await $0.changeParticipation($1)
    },
    history("/diagnostic/participations/:day/:audience/:way/histoire") {
      try await $0.participationHistory($1)
    },
    history("/diagnostic/:code/histoire") { try await $0.diagnosisHistory($1) },
    form("/diagnostic/:code/:act") { try await $0.changeDiagnosis($1) },
    [.get("/veille", directors) { try await $0.watch($1) }],
    form("/veille/ajouter") { try await $0.addToWatch($1) },
    form("/veille/:body/:day") { try await $0.changeDeclaration($1) },
    history("/veille/:body/:day/histoire") { try await $0.declarationHistory($1) },
  ].flatMap { $0 }

  private static let common: [PortalRoute] = [
    .get("/", .signedIn) { try await $0.home($1) },
    .get("/senacs", .roles([.structure])) { try await $0.senacs($1) },
    .get("/senacs/:year/classeur", directors) { try await $0.workbook($1) },
    .upload("/senacs/:year/classeur", directors) { try await $0.takeWorkbook($1) },
    .get("/senacs/:year/classeur/fichier", directors) { try await $0.ownWorkbook($1) },
    .get("/entrer", .anybody) { site, visit in site.enter(visit) },
    .post("/entrer", .anybody) { try await $0.sendLink($1) },
    .get("/entrer/:link", .anybody) { try await $0.showLink($1) },
    .post("/entrer/:link", .anybody) { try await $0.useLink($1) },
    .post("/sortir", .anybody) { try await $0.leave($1) },
    .get("/sessions", .signedIn) { try await $0.sessions($1) },
    .post("/sessions/fin", .signedIn) { try await $0.endSessions($1) },
    .get("/aide", .anybody) { site, visit in site.help(visit) },
    .get("/aide/:task", .anybody) { site, visit in site.helpTask(visit) },
    .get("/accessibilite", .anybody) { site, visit in site.accessibility(visit) },
    .get("/donnees", .anybody) { site, visit in site.data(visit) },
  ]
}
