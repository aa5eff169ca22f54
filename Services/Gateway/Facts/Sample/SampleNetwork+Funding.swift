import Values

/// Invented contributions and tools. They have random numbers of their own, so that the other files do not change.
extension SampleNetwork {
  /// The kinds of funders that an answer to SENACS names, and what they give of a hundred where there is no answer.
  private static let funders = [
    ("subv_caf", 28), ("subv_commune", 31), ("subv_epci_metropole", 0), ("subv_departement", 0),
    ("subv_etat_pv", 0), ("subv_msa", 0), ("subv_carsat", 0),
  ]

  /// Writes what each structure got in 2024 and 2025: mostly what its answer of the year after says. In 2026 some is paid in advance.
  mutating func addContributions(seed: UInt64) {
    random = SplitMix64(seed: seed ^ 0x6D6F_6E65_79)
    for year in 2024...Self.lastYear {
      let rows = files[Self.answersFile(year + 1)] ?? []
      let answers = Dictionary(rows.map { ($0[0], $0) }) { first, _ in first }
      for structure in structures where structure.isOpen(.firstDay(of: year)) {
        addFunding(of: structure, in: year, answers[structure.code])
      }
    }
  }

  private mutating func addFunding(
    of structure: SampleStructure, in year: Int, _ answer: [String]?
  ) {
    let partners = [
      "F-PA-CAF", Self.local(structure), Self.around(structure.commune), "F-PA-DEPT", "F-PA-ETAT",
      "F-PA-MSA", "F-PA-CARSAT",
    ]
    // Thousands of euros, for a structure without an answer.
    let budget = structure.kind == "CS" ? random.number(400...1200) : random.number(60...200)
    for (index, funder) in Self.funders.enumerated() {
      var rest = budget * funder.1 * 10
      if let answer, let column = Self.answerColumns.firstIndex(of: funder.0) {
        rest = Int(answer[column]) ?? 0
      }
      if index == 0, random.chance(40) {
        let part = rest * random.number(3...12) / 100
        rest -= part
        fund(structure, year, partners[index], random.pick(["action_1", "action_2"]), part)
      }
      let isProject = index > 2 || index == 2 && random.chance(50)
      fund(structure, year, partners[index], isProject ? "project" : "functioning", rest)
    }
    if random.chance(12) {
      fund(structure, year, "F-PA-FEDE", "action_1", random.number(5...30) * 100)
    }
  }

  /// Adds a contribution; a few were never paid, and of a few it is not known.
  private mutating func fund(
    _ structure: SampleStructure, _ year: Int, _ partner: String, _ purpose: String, _ amount: Int
  ) {
    guard amount > 0 else { return }
    let more = random.chance(10) ? random.number(1...9) * 100 : 0
    let isPaid = random.chance(year < Self.lastYear ? 94 : 45)
    let isKnown = random.chance(50)
    let paid = year < Self.lastYear ? String(amount) : "\(amount * 7 / 10).50"
    add(
      "contributions.csv", structure.code, String(year), partner, purpose, String(amount + more),
      isPaid ? paid : isKnown ? "0" : "")
  }

  private static let titles = [
    ("survey", "Questionnaire aux habitants"), ("interview", "Guide d'entretien"),
    ("statistics", "Tableau de bord du quartier"), ("map", "Carte des ressources"),
    ("workshop", "Atelier de diagnostic en marchant"), ("veille", "Fiche de signalement"),
    ("other", "Carnet de bord de l'accueil"),
  ]

  /// Adds tools, one for nine structures; the first belongs to nobody and is open. A tool that is not shared is used by its owner alone.
  mutating func addTools(seed: UInt64) {
    random = SplitMix64(seed: seed ^ 0x746F_6F6C)
    let open = structures.filter { $0.closedOn == nil }
    var shared: [String] = []
    var owned: [String: [String]] = [:]
    for index in 0..<structures.count / 9 {
      let code = "F-O-\(String(1001 + index).dropFirst())"
      let title = Self.titles[index % Self.titles.count]
      let owner = index > 0 && random.chance(75) ? random.pick(open).code : ""
      let sharing = owner.isEmpty ? "open" : random.pick(["open", "on_request", "private"])
      if sharing != "private" { shared.append(code) }
      if !owner.isEmpty { owned[owner, default: []].append(code) }
      add("tools.csv", code, "\(title.1) \(index + 1) (fictif)", title.0, owner, sharing)
    }
    for structure in open {
      var used = owned[structure.code] ?? []
      if random.chance(65) {
        for _ in 1...random.number(1...3) {
          let tool = random.pick(shared)
          if !used.contains(tool) { used.append(tool) }
        }
      }
      for tool in used {
        let from = max(structure.openedOn, day(random.number(2021...2025)))
        let to = random.chance(20) ? from.adding(days: random.number(90...700)) : nil
        add("tool_uses.csv", tool, structure.code, from.iso, to?.iso ?? "")
      }
    }
  }
}
