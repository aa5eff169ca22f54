import Contracts
import PortalDomain
import Testing
import Values

@Suite("A campaign as the portal shows it")
struct CampaignStandingTests {
  private let day = CivilDate("2025-01-01")!

  private func reply(_ missing: [(String, String)]) -> GetParticipation.Reply {
    GetParticipation.Reply(
      rows: [],
      missing: missing.map {
        GetParticipation.Missing(
          code: $0.0, name: "Centre \($0.0)", kind: "CS", commune: "Orvelle", reason: $0.1)
      },
      expected: ["A", "B", "C", "D", "E"], referenceDate: day, frozen: 5, joined: [], left: [],
      fictitious: true)
  }

  private func entry(_ code: String, _ name: String, _ kind: String) -> ListExpected.Entry {
    ListExpected.Entry(
      code: code, name: name, kind: kind, state: "EXPECTED", frozen: "EXPECTED",
      firstApproval: nil, approvedFrom: nil, approvedTo: nil)
  }

  private func reminder(_ code: String, isNew: Bool) -> ListReminders.Reminder {
    ListReminders.Reminder(
      code: code, name: code, kind: "CS", commune: "Orvelle", reason: "NO_SUBMISSION",
      lastAnswered: nil, hasNewDirector: isNew, isVacant: false, person: nil, function: nil,
      from: nil)
  }

  /// A answered in time, B after the closing day; of C and E nothing came, and C's draft has begun; D sent a draft, and its director is new.
  private func standing(
    reminders: Bool = true, drafts: [String: DraftState] = [:], opened: Set<String> = [],
    structures: [StructureSummary] = []
  ) -> CampaignStanding {
    CampaignStanding(
      reply([("C", "NO_SUBMISSION"), ("D", "DRAFT_ONLY"), ("E", "NO_SUBMISSION")]),
      atClose: reply([
        ("B", "NO_SUBMISSION"), ("C", "NO_SUBMISSION"), ("D", "DRAFT_ONLY"), ("E", "NO_SUBMISSION"),
      ]),
      entries: [
        entry("A", "École des Arts", "CS"), entry("B", "Bellevue", "EVS"),
        entry("C", "Coteaux", "CS"), entry("D", "Deux Rives", "EVS"), entry("E", "Étoile", "CS"),
      ], structures: structures,
      reminders: reminders
        ? [reminder("C", isNew: false), reminder("D", isNew: true), reminder("E", isNew: false)]
        : nil, drafts: drafts, opened: opened)
  }

  private let begun = DraftState(
    answered: 11, questions: 50, changedAt: Instant("2025-05-02T08:00:00Z")!)

  @Test("who answered late, who has begun and who has not are told apart, and counted once each")
  func states() {
    let standing = standing(drafts: ["C": begun])
    let states = Dictionary(
      uniqueKeysWithValues: standing.rows.map { ($0.code, $0.state) })
    #expect(states == ["A": .sent, "B": .late, "C": .begun, "D": .begun, "E": .notOpened])
    let counts = CampaignStanding.Counts(standing.rows)
    // 5 expected = 2 sent (1 of them late) + 2 begun + 1 not opened.
    #expect(counts.expected == 5 && counts.sent == 2 && counts.late == 1)
    #expect(counts.begun == 2 && counts.notOpened == 1)
  }

  @Test("those to call first stand on top: a new director, then nothing received, then by code")
  func order() {
    #expect(standing().rows.map(\.code) == ["D", "C", "E", "A", "B"])
    // Whoever is not told of directors gets the same list without that.
    let plain = standing(reminders: false)
    #expect(plain.rows.map(\.code) == ["C", "E", "A", "B", "D"])
    #expect(plain.rows.allSatisfy { $0.hasNewDirector == nil })
  }

  @Test(
    "a form that was opened and has nothing written is told apart; what came by a file counts more")
  func opened() {
    // C has begun, E has opened the form, and so have A and D: A's answer counts, and D sent a draft in a file.
    let standing = standing(drafts: ["C": begun], opened: ["A", "C", "D", "E"])
    let states = Dictionary(uniqueKeysWithValues: standing.rows.map { ($0.code, $0.state) })
    #expect(states == ["A": .sent, "B": .late, "C": .begun, "D": .begun, "E": .opened])
    let counts = CampaignStanding.Counts(standing.rows)
    // 5 expected = 2 sent + 2 begun + 1 opened + 0 not opened.
    #expect(counts.sent == 2 && counts.begun == 2 && counts.opened == 1 && counts.notOpened == 0)
    // D's director is new; then who has opened the form only, then by code.
    #expect(standing.rows.map(\.code) == ["D", "E", "A", "B", "C"])
  }

  private func place(_ code: String, _ ctcd: String) -> StructureSummary {
    StructureSummary(
      id: Identifier.mint(at: begun.changedAt), code: code, kind: "CS", name: code,
      commune: "69381", communeName: nil, ctcd: ctcd, federated: nil, isActive: true,
      fictitious: true)
  }

  @Test("an address chooses a circonscription, by either of its names")
  func circonscriptions() throws {
    let standing = standing(structures: [
      place("A", "69M"), place("B", "69D"), place("C", "69M"), place("D", "69D"), place("E", "69M"),
    ])
    func chosen(_ query: String) throws -> [String] {
      standing.chosen(by: CampaignFilter(try #require(FormFields(query.utf8)))).map(\.code)
    }
    #expect(try chosen("circonscription=69M") == ["C", "E"])
    #expect(try chosen("territoire=69M") == ["C", "E"])
    #expect(try chosen("circonscription=69D&territoire=69M&etat=toutes") == ["D", "B"])
    #expect(try chosen("circonscription=69D&type=EVS") == ["D"])
    #expect(try chosen("circonscription=75") == ["D", "C", "E"])
    let filter = CampaignFilter(try #require(FormFields("territoire=69D".utf8)))
    #expect(
      PageAddress.path(["campagne", "2025"], query: filter.query())
        == "/campagne/2025?circonscription=69D")
  }

  private func chosen(_ query: String) throws -> [String] {
    let filter = CampaignFilter(try #require(FormFields(query.utf8)))
    return standing(drafts: ["C": begun]).chosen(by: filter).map(\.code)
  }

  @Test(
    "an address chooses by state, kind, director and name; what it does not know chooses nothing")
  func filters() throws {
    #expect(try chosen("") == ["D", "E", "C"])
    #expect(try chosen("etat=toutes&page=2") == ["D", "E", "A", "B", "C"])
    #expect(try chosen("etat=envoyee") == ["A", "B"])
    #expect(try chosen("etat=en-retard") == ["B"])
    #expect(try chosen("etat=pas-ouverte") == ["E"])
    #expect(try chosen("etat=commencee&type=EVS") == ["D"])
    #expect(try chosen("etat=toutes&direction=nouvelle") == ["D"])
    #expect(try chosen("etat=toutes&nom=ecole") == ["A"])
    #expect(try chosen("nom=ETOILE") == ["E"])
    #expect(try chosen("etat=nonsense&type=XYZ") == ["D", "E", "C"])
  }

  @Test("a filter's address has what was chosen, encoded, and nothing else")
  func addresses() throws {
    let filter = CampaignFilter(try #require(FormFields("etat=envoyee&nom=a%26b+%C3%A9".utf8)))
    #expect(
      PageAddress.path(["campagne", "2025"], query: filter.query(page: 3), anchor: "liste")
        == "/campagne/2025?etat=envoyee&nom=a%26b%20%C3%A9&page=3#liste")
    #expect(PageAddress.path(["structures", "S/1 é"]) == "/structures/S%2F1%20%C3%A9")
    #expect(PageAddress.path(["indicateurs", "2025", "I0:FORM"]) == "/indicateurs/2025/I0:FORM")
  }

  @Test("a list has pages of 40 lines, and an address beyond them shows the nearest")
  func pages() {
    #expect(Paging(count: 0, asked: nil).range == 0..<0)
    #expect(Paging(count: 41, asked: nil).range == 0..<40)
    #expect(Paging(count: 41, asked: "2").range == 40..<41)
    for asked in ["3", "9999999", "99999999999999999999"] {
      #expect(Paging(count: 41, asked: asked).range.upperBound <= 41, "\(asked)")
    }
    #expect(Paging(count: 41, asked: "-1").page == 1 && Paging(count: 41, asked: "x").page == 1)
    #expect(Paging(count: 31, asked: "3", size: 15).range == 30..<31)
    // 5,000 lines are 125 pages, of which nine are linked at most.
    #expect(Paging(count: 5000, asked: "60").shown == [1, 57, 58, 59, 60, 61, 62, 63, 125])
  }
}
