import Contracts
import Values

/// Invented shared diagnoses and steps of the sheet's actions. They have random numbers of their own, so that the other files do
/// not change.
extension SampleNetwork {
  private static let problemTexts = [
    "Isolement des personnes âgées", "Familles monoparentales sans mode de garde",
    "Jeunes de 16 à 25 ans sans lieu", "Renoncement aux droits", "Précarité alimentaire",
    "Difficultés avec le numérique",
  ]
  private static let statements = [
    (
      "previous_project", "document", "Bilan du projet 2020-2023 (fictif)",
      "Les deux axes tenus sur trois"
    ),
    ("problems", "series", "F-MONOPARENTALES", "La part des familles monoparentales augmente"),
    (
      "problems", "senacs", "2024:nb_habitants_touches",
      "Moins d'habitants touchés que l'année d'avant"
    ),
    (
      "potentials", "document", "Inventaire des associations (fictif)",
      "Douze associations dans le quartier"
    ),
    (
      "inhabitants", "document", "Compte rendu de marche exploratoire (fictif)",
      "Les bancs manquent"
    ),
    ("professionals", "document", "Atelier de l'équipe (fictif)", "L'accueil est débordé le lundi"),
    ("partners", "document", "Comité de pilotage (fictif)", "La commune ouvre un guichet"),
  ]

  mutating func addSharedDiagnoses(seed: UInt64) {
    random = SplitMix64(seed: seed ^ 0x6469_6167_6e6f_7365)
    let readings = (files["diagnoses.csv"] ?? []).dropFirst().filter { $0[1] == "first" }
    for reading in readings where random.chance(60) {
      guard let assessed = CivilDate(reading[2]) else { continue }
      addEvidence(reading[0], by: assessed)
      addElements(
        reading[0], since: assessed.adding(days: -random.number(30...200)),
        problems: Int(reading[10]) ?? 0, withAxis: Int(reading[11]) ?? 0)
      for audience in ["inhabitants", "professionals", "partners"] where random.chance(80) {
        add(
          "diagnosis_participants.csv",
          reading[0], assessed.adding(days: -random.number(20...150)).iso, audience,
          random.pick(["meeting", "survey", "interviews", "walk"]), String(random.number(4...60)))
      }
      add(
        "diagnosis_revisions.csv", reading[0], assessed.adding(days: -400).iso, "écriture (fictif)")
      add("diagnosis_revisions.csv", reading[0], assessed.iso, "mise à jour (fictif)")
    }
    addSteps()
  }

  private mutating func addEvidence(_ structure: String, by day: CivilDate) {
    for (index, item) in Self.statements.enumerated() where random.chance(75) {
      add(
        "diagnosis_evidence.csv", structure, "E\(index + 1)", item.0, item.1, item.2,
        day.adding(days: -random.number(10...900)).iso, "", item.3, "", "")
    }
  }

  private mutating func addElements(
    _ structure: String, since day: CivilDate, problems: Int, withAxis: Int
  ) {
    for index in 1...max(1, problems) {
      add(
        "diagnosis_elements.csv", structure, "P\(index)", "problem",
        Self.problemTexts[(index - 1) % Self.problemTexts.count],
        "", "E2 E3", day.iso, "")
    }
    guard withAxis > 0 else { return }
    let linked = (1...withAxis).map { "P\($0)" }.joined(separator: " ")
    add(
      "diagnosis_elements.csv",
      structure, "A1", "axis", "Aller vers ceux qui ne viennent pas", linked, "", day.iso, "")
    for index in 1...random.number(1...3) {
      add(
        "diagnosis_elements.csv", structure, "O\(index)", "objective", "Objectif fictif \(index)",
        random.chance(85) ? "A1" : "", "", day.iso, "")
      if random.chance(70) {
        add(
          "diagnosis_elements.csv",
          structure, "R\(index)", "answer", "Réponse fictive \(index)", "O\(index)", "", day.iso,
          "")
      }
    }
  }

  private mutating func addSteps() {
    let kinds = [
      ("1", "Session « construire un diagnostic partagé »", "Fédération", "Caf"),
      ("1", "Journée des référents familles", "Caf", "Fédération, Métropole"),
      ("2", "Réunion de présentation des résultats SENACS", "Caf", "Fédération"),
      ("2", "Aide au remplissage pour les nouvelles directions", "Fédération", ""),
    ]
    for year in 2023...2026 {
      for (index, kind) in kinds.enumerated() {
        let planned = day(year, from: 40, to: 330)
        let isOver = year < 2026
        let done =
          isOver && random.chance(85) ? planned.adding(days: random.pick([0, 0, 14, 60])) : nil
        let people = random.number(10...40)
        let cost = random.number(4...30) * 100
        add(
          "action_steps.csv",
          kind.0, "F-\(year)-\(index + 1)", "\(kind.1) (fictif)", kind.2, kind.3, planned.iso,
          done?.iso ?? "", "", String(people),
          done == nil ? "" : String(people - random.number(0...8)), String(cost),
          done == nil ? "" : "\(cost - random.number(0...3) * 50).50",
          random.pick(["Caf", "Caf, Métropole"]))
      }
    }
  }
}
