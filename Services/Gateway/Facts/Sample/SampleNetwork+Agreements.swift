import Values

/// Invented partners, and what they agreed on with structures and communes. They have random numbers of their own, so that the other
/// files do not change.
extension SampleNetwork {
  /// The communes of the sample outside the Métropole de Lyon.
  private static let outside: Set<String> = [
    "69009", "69010", "69019", "69027", "69066", "69135", "69141", "69159", "69243", "69248",
    "69264", "69297",
  ]

  /// The partners that are no communes, with their names and kinds.
  private static let partners = [
    ("F-PA-CAF", "Caf", "caf"), ("F-PA-METRO", "Métropole", "metropole"),
    ("F-PA-DEPT", "Département", "departement"), ("F-PA-EPCI", "Communauté de communes", "epci"),
    ("F-PA-ETAT", "État", "state"), ("F-PA-FEDE", "Fédération", "federation"),
    ("F-PA-MSA", "MSA", "msa"), ("F-PA-CARSAT", "Carsat", "carsat"),
  ]

  /// The code of a commune, and Lyon's for its arrondissements.
  private static func town(_ commune: String) -> String {
    commune.hasPrefix("6938") ? "69123" : commune
  }

  /// The partner that a structure's commune is.
  static func local(_ structure: SampleStructure) -> String {
    "F-PA-\(town(structure.commune))"
  }

  /// The partner around a commune: the Métropole, or one invented communauté de communes for all the others.
  static func around(_ commune: String) -> String {
    outside.contains(commune) ? "F-PA-EPCI" : "F-PA-METRO"
  }

  mutating func addAgreements(seed: UInt64) {
    random = SplitMix64(seed: seed ^ 0x6167_7265_656D)
    let towns = Dictionary(grouping: structures) { Self.town($0.commune) }
      .sorted { $0.key < $1.key }
    for (code, name, kind) in Self.partners { add("partners.csv", code, "\(name) (fictif)", kind) }
    for (town, _) in towns {
      add("partners.csv", "F-PA-\(town)", "Commune \(town) (fictif)", "commune")
    }
    for structure in structures where random.chance(82) { addTripartite(structure) }
    let inQPV = Set(
      (files["structures.csv"] ?? []).filter { $0[9] == "true" }.map { $0[0] })
    for (town, structures) in towns {
      let communes = Set(structures.map(\.commune)).sorted()
      if random.chance(80) { addTerritorial(town, communes) }
      let own = structures.filter { inQPV.contains($0.code) }
      if !own.isEmpty { addCityPolicy(town, communes, own) }
    }
  }

  /// Adds the agreements of a structure, one behind the other; most are renewed, and some are broken off.
  private mutating func addTripartite(_ structure: SampleStructure) {
    var year = max(structure.openedOn.year, random.number(2019...2022))
    var number = 1
    while year <= Self.lastYear + 1, structure.isOpen(.firstDay(of: year)) {
      let from = CivilDate.firstDay(of: year)
      let last = year + random.number(2...3)
      // Some end on 30 June.
      let to = CivilDate.lastDay(of: last).adding(days: random.chance(25) ? -184 : 0)
      let isDraft = random.chance(year > Self.lastYear ? 60 : 4)
      let signed = from.adding(days: random.number(-90...(year > Self.lastYear ? -35 : 45)))
      let isBroken = random.chance(5)
      let ended = isBroken ? from.adding(days: random.number(200...700)) : nil
      var partners = ["F-PA-CAF"]
      if random.chance(96) { partners.append(Self.local(structure)) }
      if random.chance(20) { partners.append(Self.around(structure.commune)) }
      addAgreement(
        "F-CT-\(structure.code.dropFirst(2))-\(number)", "tripartite",
        "Convention tripartite \(year)-\(last) (fictif)", signed: isDraft ? nil : signed,
        from: from, to: to, ended: ended, structures: [structure.code], partners: partners)
      guard !isBroken, random.chance(88) else { return }
      year = last + 1
      number += 1
    }
  }

  /// Adds the convention territoriale globale of a town, and the next one where it is due.
  private mutating func addTerritorial(_ town: String, _ communes: [String]) {
    var year = random.number(2020...2024)
    for number in 1...2 where year <= Self.lastYear + 1 {
      let from = CivilDate.firstDay(of: year)
      let isDraft = number == 2 && random.chance(60)
      let signed = from.adding(days: random.number(-90...(-35)))
      addAgreement(
        "F-CTG-\(town)-\(number)", "ctg", "CTG \(year)-\(year + 4) (fictif)",
        signed: isDraft ? nil : signed, from: from, to: .lastDay(of: year + 4),
        partners: ["F-PA-CAF", "F-PA-\(town)", Self.around(communes[0])],
        communes: random.chance(95) ? communes : [])
      year += 5
    }
  }

  /// Adds the contrats de ville of a town: the one that ended with 2023, and the one until 2030, which some have not signed.
  private mutating func addCityPolicy(
    _ town: String, _ communes: [String], _ structures: [SampleStructure]
  ) {
    for (index, years) in [(2015, 2023), (2024, 2030)].enumerated() {
      let from = CivilDate.firstDay(of: years.0)
      let isDraft = index == 1 && random.chance(20)
      let signed = from.adding(days: random.number(60...200))
      addAgreement(
        "F-CV-\(town)-\(index + 1)", "city_policy",
        "Contrat de ville \(years.0)-\(years.1) (fictif)", signed: isDraft ? nil : signed,
        from: from, to: .lastDay(of: years.1),
        structures: structures.filter { $0.isOpen(from) }.map(\.code),
        partners: ["F-PA-ETAT", "F-PA-CAF", "F-PA-\(town)", Self.around(communes[0])],
        communes: communes)
    }
  }

  private mutating func addAgreement(
    _ code: String, _ kind: String, _ title: String, signed: CivilDate?, from: CivilDate,
    to: CivilDate, ended: CivilDate? = nil, structures: [String] = [], partners: [String],
    communes: [String] = []
  ) {
    add(
      "agreements.csv", code, kind, title, signed?.iso ?? "", from.iso, to.iso, ended?.iso ?? "")
    for structure in structures { add("agreement_parties.csv", code, structure, "") }
    for partner in partners { add("agreement_parties.csv", code, "", partner) }
    for commune in communes { add("agreement_communes.csv", code, commune, "2021-01-01") }
  }
}
