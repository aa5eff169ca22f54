import Values

/// Answers to SENACS by the proposed base of the codebook, as a French spreadsheet writes them: decimal commas, days as
/// DD/MM/YYYY, `oui` and `non`.
extension SampleNetwork {
  /// The campaigns that have answers.
  static let answeredCampaigns = 2024...2026

  static let answerColumns =
    ("code_structure;nb_membres_ca;nb_habitants_ca;nb_benevoles_activites;nb_benevoles_gouvernance;"
    + "nb_benevoles;heures_benevolat;nb_salaries;etp_total;etp_direction;etp_referent_familles;nb_cdi;"
    + "poste_direction_vacant;population_zone;echelle;budget_total;charges_total;charges_personnel;"
    + "subv_caf;subv_commune;subv_epci_metropole;subv_departement;subv_etat_pv;subv_msa;subv_carsat;"
    + "autres;participation_usagers;resultat;action_parentalite;action_jeunesse;action_seniors;"
    + "action_acces_droits;action_numerique;nb_habitants_touches;convention_tripartite;statut;"
    + "date_validation;repondant_fonction").split(separator: ";").map(String.init)
    + unansweredColumns

  /// Optional questions that nobody answers here. A file that lacks their columns would be told of each.
  private static let unansweredColumns =
    ("zone;action_insertion;action_culture;action_ecologie;touches_0_5;touches_6_11;touches_12_17;"
    + "touches_18_25;touches_26_59;touches_60_plus;partenaire_ecoles;partenaire_missions_locales;"
    + "partenaire_ccas;partenaire_associations;partenaire_bailleurs;partenaire_sante")
    .split(separator: ";").map(String.init)

  static func answersFile(_ campaign: Int) -> String { "senacs-answers-\(campaign).csv" }

  /// What a structure is like, from year to year.
  private struct Trait {
    var employees, board, volunteers, inhabitants: Int
    /// The hours of a volunteer, the tenths of a full-time post of an employee, and the thousands of people in the area.
    let hours, tenths, population: Int
    let scale: String
  }

  /// Writes an answer for each row of `submissions.csv` that is validated and has 24 items answered at least.
  mutating func addSenacsAnswers(seed: UInt64) {
    // A random generator of its own, so that the files made before do not change.
    var random = SplitMix64(seed: seed ^ 0x5E9A_C5)
    var traits: [String: Trait] = [:]
    for campaign in Self.answeredCampaigns {
      var rows = [Self.answerColumns]
      let submitted = (files["submissions.csv"] ?? []).filter { $0[0] == String(campaign) }
      let received = Dictionary(submitted.map { ($0[1], $0) }) { first, _ in first }
      for structure in structures {
        var trait =
          traits[structure.code]
          ?? Trait(
            employees: structure.kind == "CS" ? random.number(8...42) : random.number(1...6),
            board: random.number(7...18), volunteers: random.number(12...90),
            inhabitants: random.number(300...2400), hours: random.number(20...60),
            tenths: random.number(5...8), population: random.number(2...19),
            scale: random.pick(["quartier", "quartier", "commune", "intercommunal"]))
        trait.employees = max(1, trait.employees + random.number(-1...1))
        trait.volunteers = max(10, trait.volunteers + random.number(-6...8))
        trait.inhabitants = max(100, trait.inhabitants + random.number(-90...120))
        traits[structure.code] = trait
        guard let row = received[structure.code], row[4] == "validated",
          let answered = Int(row[6]), answered >= 24
        else { continue }
        rows.append(Self.answer(structure, trait, String(row[3].prefix(10)), &random))
      }
      files[Self.answersFile(campaign)] = rows
    }
  }

  private static func answer(
    _ structure: SampleStructure, _ trait: Trait, _ received: String, _ random: inout SplitMix64
  ) -> [String] {
    let tenths = max(3, trait.employees * trait.tenths)
    let governance = random.number(3...min(10, trait.volunteers))
    let director = min(tenths, 10)
    let referent = structure.families ? min(tenths - director, 5) : 0
    let staff = tenths * random.number(3900...4700)
    let expenses = staff * 100 / random.number(58...72)
    let income = expenses + expenses * random.number(-5...4) / 100
    var rest = income
    // Shares of the income in percent; users pay what is left.
    let funders = [28, 31, 6, 4, 5, 1, 1, 9].map { share -> Int in
      let part = income * max(0, share + random.number(-1...1)) / 100
      rest -= part
      return part
    }
    let day = received.split(separator: "-").reversed().joined(separator: "/")
    func flag(_ percent: Int) -> String { random.chance(percent) ? "oui" : "non" }
    func fraction(_ tenths: Int) -> String { "\(tenths / 10),\(tenths % 10)" }
    return [
      structure.code, String(trait.board), String(random.number(2...trait.board)),
      String(trait.volunteers - governance), String(governance), String(trait.volunteers),
      "\(trait.volunteers * trait.hours),5", String(trait.employees), fraction(tenths),
      fraction(director), fraction(referent), String(trait.employees * random.number(5...9) / 10),
      flag(8), String(trait.population * 1000), trait.scale, String(income),
      String(expenses), String(staff),
    ] + funders.map(String.init) + [
      String(rest), String(income - expenses), flag(85), flag(75), flag(60), flag(70), flag(65),
      String(trait.inhabitants), flag(45), "valide", day,
      random.pick(["direction", "coordination", "comptabilité"]),
    ] + unansweredColumns.map { _ in "" }
  }
}
