import FactKinds
import Tabular
import Values

/// An invented network in the fact files' form, 2021-2026: of eleven structures seven are centres sociaux and four EVS.
///
/// Sessions are planned until 2027, and agreements last until 2030.
/// Nothing in it is real but the communes' codes. A director leaves about one year in four.
struct SampleNetwork {
  /// The files' names and rows, each with its header first.
  var files: [String: [[String]]] = [:]
  var random: SplitMix64
  var people = 0
  var structures: [SampleStructure] = []
  /// Who holds which post from when to when, for those who go to trainings.
  var holders: [(person: String, structure: String, from: CivilDate, to: CivilDate?)] = []

  /// The kinds of which the sample has no file: no structure goes on in another one, nobody signs in, nobody has two entries, and no form
  /// came back.
  private static let leftOut: Set<String> = ["successions", "grants", "merges", "declarations"]

  static let firstYear = 2021
  static let lastYear = 2026

  /// How many structures there can be: each post must have somebody in it, and the codes have three digits.
  static let sizes = 110...1000

  init(seed: UInt64, structures count: Int) {
    random = SplitMix64(seed: seed)
    // Communes are real.
    for kind in FactCatalogue.vigie.kinds
    where !kind.isReference && !Self.leftOut.contains(kind.name) {
      files[kind.file] = [kind.form.columns.filter { !$0.mayBeAbsent }.map(\.name)]
    }
    addStructures(count)
    addMandates()
    addTrainings()
    addCampaigns()
    addAnswers()
    addDiagnoses()
    addVeille()
    addSenacsAnswers(seed: seed)
    addSharedDiagnoses(seed: seed)
    addAgreements(seed: seed)
    addContributions(seed: seed)
    addTools(seed: seed)
    addSessions(seed: seed)
  }

  mutating func add(_ file: String, _ cells: String...) { files[file]?.append(cells) }

  mutating func day(_ year: Int, from first: Int = 1, to last: Int = 365) -> CivilDate {
    CivilDate.firstDay(of: year).adding(days: random.number(first...last) - 1)
  }

  mutating func addPerson() -> String {
    people += 1
    let code = "P-\(String(10_000 + people).dropFirst())"
    add(
      "people.csv",
      code, "Fictif-\(people)", random.pick(["Alix", "Camille", "Dominique", "Sacha", "Noa"]),
      "\(code.lowercased())@example.org")
    return code
  }
}

/// A structure of the sample.
struct SampleStructure {
  let code: String
  let kind: String
  let commune: String
  let openedOn: CivilDate
  let closedOn: CivilDate?
  let families: Bool

  func isOpen(_ day: CivilDate) -> Bool {
    openedOn <= day && (closedOn.map { day < $0 } ?? true)
  }
}
