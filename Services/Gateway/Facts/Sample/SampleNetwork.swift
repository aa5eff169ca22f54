import Values

/// An invented network in the fact files' form, 2021-2026: about 70 centres sociaux and 40 EVS.
///
/// Nothing in it is real but the communes' codes. A director leaves about one year in four.
struct SampleNetwork {
  /// The files' names and rows, each with its header first.
  var files: [String: [[String]]] = [:]
  var random: SplitMix64
  var people = 0
  var structures: [SampleStructure] = []
  /// Who holds which post from when to when, for those who go to trainings.
  var holders: [(person: String, structure: String, from: CivilDate, to: CivilDate?)] = []

  static let firstYear = 2021
  static let lastYear = 2026
  static let columns: [String: String] = [
    "structures.csv": "structure_code;kind;name;manager_siren;siret;commune_code;commune_as_of;"
      + "federated;zone;qpv;closed_on",
    "approvals.csv": "structure_code;from;to;families",
    "people.csv": "person_code;family_name;given_name;email",
    "mandates.csv": "person_code;structure_code;function;from;to;interim;end_reason",
    "sessions.csv": "session_code;course;title;qualifying;state;first_day;last_day;half_days;"
      + "half_day_hours;organiser;headcount",
    "attendance.csv": "session_code;person_code;structure_code;audience;status;half_days_present",
    "campaigns.csv": "campaign;data_year;reference_date;opens_on;closes_on",
    "submissions.csv": "campaign;structure_code;submission_code;received_at;status;base_items;"
      + "base_items_answered",
    "evaluation_answers.csv": "year;structure_code;answered_on;training_actions;training_text;"
      + "senacs_use_level;senacs_uses;senacs_text;partnership_level;veille_declared",
    "diagnoses.csv": "structure_code;assessor;assessed_on;first_project;a1;a2;a3;a4a;a4b;a4c;"
      + "problems;problems_with_axis;objectives;objectives_linked;last_revision_on;revision_changed",
    "veille_bodies.csv": "body_code;name;commune_codes;communes_as_of",
    "veille_meetings.csv": "meeting_code;body_code;held_on;state",
    "veille_attendance.csv": "meeting_code;structure_code;response",
    "diagnosis_evidence.csv": "structure_code;item_code;base;kind;source;dated_on;territory;"
      + "statement;retired_on;since",
    "diagnosis_participants.csv": "structure_code;held_on;audience;way;people",
    "diagnosis_elements.csv":
      "structure_code;element_code;kind;label;linked_to;evidence;since;until",
    "diagnosis_revisions.csv": "structure_code;revised_on;note",
    "action_steps.csv": "action_code;step_code;label;responsible;partners;planned_on;done_on;"
      + "dropped_on;planned_people;reached_people;planned_cost;spent_cost;funders",
  ]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    files = Self.columns.mapValues { [$0.split(separator: ";").map(String.init)] }
    addStructures()
    addMandates()
    addTrainings()
    addCampaigns()
    addAnswers()
    addDiagnoses()
    addVeille()
    addSenacsAnswers(seed: seed)
    addSharedDiagnoses(seed: seed)
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
