import Attack
import TestSupport
import Testing

@testable import Disclosure

@Suite("An attack by linear programming on all published tables at once", .onWaitingThreads)
struct AttackTests {
  @Test(
    "no secret of random networks is recovered, by who knows the register of structures too",
    arguments: 0..<60)
  func random(seed: Int) throws {
    let network = RandomStructures(seed: seed)
    let publication = Publication(network.figures)

    let findings = try #require(
      Attacker.attack(publication.seen, knowing: network.knowledge), "seed \(seed)")

    for finding in findings { #expect(!finding.isRecovered, "\(finding) seed \(seed)") }
  }

  @Test("where no public number is small, six values or more fit each secret", arguments: 300..<360)
  func width(seed: Int) throws {
    let network = RandomStructures(seed: seed)
    let counts = Publication.counts(network.figures)
    let organisations = counts.filter { $0.subject == .organisations }.flatMap(\.cells.values)
    guard !organisations.contains(where: { (1..<5).contains($0) }) else { return }

    let findings = try #require(
      Attacker.attack(Publication(network.figures).seen, knowing: network.knowledge))

    for finding in findings { #expect(finding.values.count >= 6, "\(finding) seed \(seed)") }
  }

  @Test("hiding what is small and no more, the same attack recovers secrets in most networks")
  func withoutProtection() throws {
    let bare = Suppression(layout: .figures, threshold: 5, protects: false)
    var broken = 0
    for seed in 0..<60 {
      let network = RandomStructures(seed: seed)
      let seen = Publication(network.figures, rule: bare).seen

      let findings = try #require(Attacker.attack(seen, knowing: network.knowledge))

      if findings.contains(where: \.isRecovered) { broken += 1 }
    }
    #expect(broken > 30, "\(broken)")
  }

  @Test("3 of 8 in one kind, hidden alone, is the total less the other kind")
  func subtraction() throws {
    let network =
      figures("I4", [23, 20, 3, 14, 9], of: [58, 50, 8, 30, 28])
      + figures("I6-coverage", [0, 0, 0, 0, 0], of: [58, 50, 8, 30, 28])
    let bare = Suppression(layout: .figures, threshold: 5, protects: false)

    let before = try #require(Attacker.attack(Publication(network, rule: bare).seen))
    let after = try #require(Attacker.attack(Publication(network).seen))

    #expect(before.map(\.cell) == ["I4 kind:EVS"] && before[0].values == 3...3)
    // The whole is 23 of 58, so anything from none to all of the 8 EVS may be among the 23.
    #expect(after.first { $0.cell == "I4 kind:EVS" }?.values == 0...8)
    #expect(after.first { $0.cell == "I4 kind:CS" }?.values == 15...23)
  }

  @Test("who answers about SENACS is not told by who answers at all, where those are the same")
  func nearlyTheSame() throws {
    let answers = [70, 40, 30, 35, 35]
    let network =
      figures("I5-response", answers, of: [82, 50, 32, 41, 41])
      + figures("I0:A", [20, 10, 10, 10, 10], of: answers)
      + figures("I6-coverage", [60, 30, 30, 30, 30], of: [120, 60, 60, 60, 60])
    var knowledge = Attacker.Knowledge()
    knowledge.expectedAreActive = true

    let findings = try #require(
      Attacker.attack(Publication(network).seen, knowing: knowledge))

    // 30 of the 32 EVS asked answered, which leaves 2: a secret. Beside the 60 active EVS it would leave 30, and be shown.
    #expect(findings.first { $0.cell == "I5-response kind:EVS" }?.values == 20...32)
    for finding in findings { #expect(!finding.isRecovered, "\(finding)") }
  }

  @Test("nothing that is shown is small, leaves few, or is among few", arguments: 0..<300)
  func shown(seed: Int) {
    let publication = Publication(RandomStructures(seed: seed).figures)
    var numbers: [String: Int] = [:]
    for table in PublishedTable.all where table.isAboutPeople {
      for row in publication.rows(table) {
        let (figure, place) = (row.figure, Comment("\(row.figure) seed \(seed)"))
        guard row.numerator == .shown else { continue }
        numbers["\(figure.code) \(figure.scope)"] = figure.numerator
        #expect(!(1..<5).contains(figure.numerator), place)
        // If nobody was at any training, I2b already shows that no structure was reached, so I2d's 0 tells nothing more.
        guard row.denominator == .shown, (table.name, figure.numerator) != ("I2d", 0) else {
          continue
        }
        #expect(!(1..<5).contains(figure.denominator - figure.numerator), place)
        #expect(!(1..<5).contains(figure.denominator), place)
      }
    }
    for (part, whole) in [("I5b", "I5a"), ("I2e", "I2a"), ("I6", "I6-coverage")] {
      for scope in Layout.figures.scopes {
        if let few = numbers["\(part) \(scope)"], let many = numbers["\(whole) \(scope)"] {
          #expect(!(1..<5).contains(many - few), "\(part) \(scope) seed \(seed)")
        }
      }
    }
  }

  @Test(
    "published again from corrected facts, each time by the rule, the tables say who was counted: so that is refused"
  )
  func difference() {
    var told = 0
    for seed in 0..<60 {
      let (network, corrected) = (
        RandomStructures(seed: seed), RandomStructures(seed: seed, withoutFirst: true)
      )
      let before = Publication(network.figures).seen
      let after = Publication(corrected.figures).seen
      let people = Set(PublishedTable.all.filter(\.isAboutPeople).map(\.name))

      let learnt = DifferenceAttacker.attack(before, after, in: network.scopesOfFirst)
      let nothing = DifferenceAttacker.attack(before, [], in: network.scopesOfFirst)

      if learnt.keys.contains(where: people.contains) { told += 1 }
      // The first publication alone tells of a structure only where nobody is counted at all: that it was not counted.
      #expect(nothing.values.allSatisfy { !$0 }, "seed \(seed)")
    }
    #expect(told > 20, "\(told)")
  }

  @Test("the attack notices tables that contradict each other")
  func contradiction() {
    let rows = Layout.figures.scopes.map {
      SeenRow(code: "I4", scope: $0, numerator: $0 == "all" ? 9 : 2, denominator: 10)
    }
    #expect(Attacker.attack(rows) == nil)
  }
}
