import Values

extension SampleNetwork {
  private static let places = [
    "Tilleuls", "Érables", "Deux Rives", "Coteaux", "Canuts", "Moulin", "Vergers", "Passerelle",
    "Horizons", "Glycines", "Marronniers", "Source", "Fabrique", "Cèdre", "Quatre Vents",
  ]
  /// Communes of both territories; some are named by an arrondissement of Lyon or by a former code.
  private static let communes = [
    "69381", "69383", "69387", "69388", "69389", "69266", "69259", "69256", "69290",
    "69029", "69034", "69282", "69286", "69275", "69199", "69152", "69149", "69264",
    "69243", "69019", "69159", "69066", "69009", "69010", "69027", "69141", "69248",
    "69135", "69296", "69297",
  ]

  mutating func addStructures(_ count: Int) {
    let centres = count * 7 / 11
    for index in 1...count {
      let isCentre = index <= centres
      let kind = isCentre ? "CS" : "EVS"
      let number = isCentre ? index : index - centres
      let code = "F-\(kind)-\(String(1000 + number).dropFirst())"
      let place = Self.places[(index * 7) % Self.places.count]
      let commune = Self.communes[(index * 11) % Self.communes.count]
      let opened = random.chance(85) ? 2015 : random.number(2021...2024)
      let closed = random.chance(4) ? day(random.number(2023...2025)) : nil
      let structure = SampleStructure(
        code: code, kind: kind, commune: commune, openedOn: .firstDay(of: opened),
        closedOn: closed, families: isCentre && random.chance(80))
      structures.append(structure)
      let siren = Self.withKey("99900" + String(1000 + index).dropFirst(), length: 9)
      let name = (isCentre ? "Centre social fictif " : "Espace de vie sociale fictif ") + place
      add(
        "structures.csv",
        code, kind, "\(name) \(number)", siren, Self.withKey(siren + "0001", length: 14),
        commune, "2021-01-01", String(random.chance(75)),
        commune < "69130" ? "rural" : "urban", String(random.chance(35)),
        closed?.iso ?? "")
      addApprovals(of: structure, from: opened)
    }
  }

  private mutating func addApprovals(of structure: SampleStructure, from opened: Int) {
    var year = opened
    while year <= Self.lastYear {
      let end = year + random.number(3...5)
      add(
        "approvals.csv",
        structure.code, CivilDate.firstDay(of: year).iso, CivilDate.lastDay(of: end - 1).iso,
        String(structure.families))
      year = end
    }
  }

  /// Pads digits with zeros and appends the last digit, which makes them pass Luhn's check.
  static func withKey(_ digits: String, length: Int) -> String {
    let padded = digits + String(repeating: "0", count: max(0, length - 1 - digits.count))
    return (0...9).lazy.map { padded + String($0) }.first { candidate in
      length == 9
        ? Siret.fault(ofSiren: candidate) == nil : Siret.fault(ofSiret: candidate) == nil
    } ?? padded
  }

  mutating func addMandates() {
    for structure in structures {
      addPost("director", in: structure, leavesInHundred: 30)
      if structure.families { addPost("family_referent", in: structure, leavesInHundred: 20) }
      if random.chance(40) { addPost("coordinator", in: structure, leavesInHundred: 15) }
    }
  }

  /// Fills a post year by year; after a departure comes sometimes a gap, sometimes an interim.
  private mutating func addPost(
    _ function: String, in structure: SampleStructure, leavesInHundred: Int
  ) {
    var person = addPerson()
    var start = max(structure.openedOn, .firstDay(of: Self.firstYear - 2))
    for year in Self.firstYear...Self.lastYear {
      guard structure.isOpen(.lastDay(of: year)), start.year < year,
        random.chance(leavesInHundred)
      else { continue }
      let end = day(year, from: 20, to: 330)
      let reason = random.pick(["contract_end", "mobility", "retirement", "not_communicated"])
      hold(person, function, structure, from: start, to: end, reason: reason)
      person = addPerson()
      start = end.adding(days: random.pick([1, 1, 1, 15, 45, 90]))
      if random.chance(30) {
        let stand = addPerson()
        add(
          "mandates.csv", stand, structure.code, function, end.adding(days: 1).iso,
          max(end.adding(days: 1), start.adding(days: -1)).iso, "true", "contract_end")
      }
    }
    hold(person, function, structure, from: start, to: structure.closedOn, reason: "")
  }

  private mutating func hold(
    _ person: String, _ function: String, _ structure: SampleStructure, from: CivilDate,
    to: CivilDate?, reason: String
  ) {
    if let to, to < from { return }
    holders.append((person, structure.code, from, to))
    add(
      "mandates.csv", person, structure.code, function, from.iso, to?.iso ?? "", "false",
      to == nil ? "" : reason.isEmpty ? "other" : reason)
  }
}
