import Attack

@testable import Disclosure

/// Invented structures with answers, diagnoses and people, and the figures that follow from them by the definitions.
struct RandomStructures {
  private struct Structure {
    let kind: String
    let territory: String
    var isActive, isExpected, wholeYear, families: Bool
    var participates = false
    var onTime = false
    var answers = false
    var level: Int?
    var partnership: Int?
    var actions: Set<String> = []
    var isEvaluated = false
    var isAcquired = false
    var director = false
    var referent = false
    var trained = false
    var reached = 0
  }

  private struct Presence {
    let person: Int
    let isEmployee: Bool
    let structure: Int?
  }

  let figures: [Publication.Figure]
  let knowledge: Attacker.Knowledge
  /// The scopes that the first structure is in.
  let scopesOfFirst: Set<String>

  /// Invents the network. With `withoutFirst` the facts are corrected: the first structure was not there.
  init(seed: Int, withoutFirst: Bool = false) {
    var random = Generator(seed: seed)
    // Percentages are often near 0 or 100, where the totals give most away.
    let extremes = [0, 2, 5, 12, 30, 50, 70, 90, 95, 98, 100]
    func percent() -> Int { extremes[random.below(extremes.count)] }
    let inKind = percent()
    let inTerritory = percent()
    let isTied = random.chance(20)
    let expectedAreActive = random.chance(50)
    let share = (0..<14).map { _ in percent() }
    let codes = (0..<random.below(4)).map { "I0:A\($0)" }
    var structures = (0..<(1 + random.below(70))).map { _ in
      let isCentre = random.chance(inKind)
      let inLyon = isTied ? isCentre : random.chance(inTerritory)
      let isActive = random.chance(90)
      let wholeYear = isActive && random.chance(share[0])
      var one = Structure(
        kind: isCentre ? "CS" : "EVS", territory: inLyon ? "69M" : "69D", isActive: isActive,
        isExpected: (isActive || !expectedAreActive) && random.chance(share[1]),
        wholeYear: wholeYear, families: wholeYear && isCentre && random.chance(share[2]))
      one.participates = random.chance(share[3])
      one.onTime = one.participates && random.chance(50)
      one.answers = random.chance(share[4])
      if one.answers, random.chance(share[5]) {
        one.level = random.chance(share[6]) ? 1 + random.below(3) : 0
      }
      if one.answers, random.chance(share[7]) {
        one.partnership = random.chance(share[8]) ? 2 : 1
      }
      if one.answers { one.actions = Set(codes.filter { _ in random.chance(share[9]) }) }
      one.isEvaluated = random.chance(share[10])
      one.isAcquired = one.isEvaluated && random.chance(share[11])
      one.director = random.chance(share[12])
      one.referent = random.chance(share[12])
      one.trained = random.chance(share[13])
      one.reached = random.chance(share[13]) ? random.below(4) : 0
      return one
    }
    var presences: [Presence] = []
    for (index, one) in structures.enumerated() where one.isActive {
      for _ in 0..<one.reached {
        presences.append(
          Presence(
            person: random.below(120), isEmployee: random.chance(share[6]), structure: index))
      }
    }
    for _ in 0..<(random.chance(50) ? random.below(12) : 0) {
      presences.append(
        Presence(person: random.below(120), isEmployee: random.chance(30), structure: nil))
    }
    let headcount = random.chance(50) ? random.below(30) : 0
    scopesOfFirst = ["all", "kind:\(structures[0].kind)", "ctcd:\(structures[0].territory)"]
    if withoutFirst {
      (structures[0].isActive, structures[0].isExpected) = (false, false)
      (structures[0].wholeYear, structures[0].families) = (false, false)
      presences.removeAll { $0.structure == 0 }
    }
    figures = Self.rates(structures, codes) + Self.people(structures, presences, headcount)
    var knowledge = Attacker.Knowledge()
    knowledge.expectedAreActive = expectedAreActive
    for (name, holds) in [
      ("I6-coverage of", { (one: Structure) in one.isActive }),
      ("I1 of", { (one: Structure) in one.isExpected }),
    ] {
      knowledge.crossed[name] = Dictionary(
        uniqueKeysWithValues: ["CS", "EVS"].flatMap { kind in
          ["69M", "69D"].map { territory in
            (
              "\(kind) \(territory)",
              structures.count { $0.kind == kind && $0.territory == territory && holds($0) }
            )
          }
        })
    }
    self.knowledge = knowledge
  }

  private static func belongs(_ one: Structure, _ scope: String) -> Bool {
    scope == "all" || scope == "kind:\(one.kind)" || scope == "ctcd:\(one.territory)"
  }

  private static func rates(
    _ structures: [Structure], _ codes: [String]
  ) -> [Publication.Figure] {
    func rate(
      _ code: String, among whole: (Structure) -> Bool, _ part: (Structure) -> Bool
    ) -> [Publication.Figure] {
      Layout.figures.scopes.map { scope in
        let members = structures.filter { whole($0) && belongs($0, scope) }
        return Publication.Figure(
          code: code, scope: scope, numerator: members.count(where: part),
          denominator: members.count)
      }
    }
    let active = { (one: Structure) in one.isActive }
    let expected = { (one: Structure) in one.isExpected }
    let answered = { (one: Structure) in one.isActive && one.answers }
    let levelled = { (one: Structure) in one.isExpected && one.level != nil }
    var all: [Publication.Figure] = []
    for code in codes { all += rate(code, among: answered) { $0.actions.contains(code) } }
    all += rate("I1", among: expected) { $0.participates }
    all += rate("I1-restated", among: expected) { $0.participates }
    all += rate("I1-on-time", among: expected) { $0.onTime }
    all += rate("I2d", among: active) { $0.reached > 0 }
    all += rate("I3a-director", among: { $0.wholeYear }, { $0.director })
    all += rate("I3a-family_referent", among: { $0.families }, { $0.referent })
    all += rate("I4", among: active) { $0.trained }
    all += rate("I5-response", among: expected) { $0.level != nil }
    all += rate("I5a", among: levelled) { ($0.level ?? 0) >= 1 }
    all += rate("I5b", among: levelled) { ($0.level ?? 0) >= 2 }
    all += rate("I6-coverage", among: active) { $0.isEvaluated }
    all += rate("I6", among: { $0.isActive && $0.isEvaluated }, { $0.isAcquired })
    all += rate("I7a", among: { $0.isActive && $0.partnership != nil }) {
      ($0.partnership ?? 0) >= 2
    }
    all += rate("I7b", among: { $0.isActive && $0.territory == "69M" }) { $0.onTime }
    return all
  }

  private static func people(
    _ structures: [Structure], _ presences: [Presence], _ headcount: Int
  ) -> [Publication.Figure] {
    Layout.figures.scopes.flatMap { scope in
      let rows = presences.filter { row in
        scope == "all" || row.structure.map { belongs(structures[$0], scope) } ?? false
      }
      let employees = Set(rows.filter(\.isEmployee).map(\.person)).count
      return [
        ("I2a", Set(rows.map(\.person)).count),
        ("I2b", rows.count + (scope == "all" ? headcount : 0)), ("I2e", employees),
      ].map {
        Publication.Figure(code: $0.0, scope: scope, numerator: $0.1, denominator: 1)
      }
    }
  }
}
