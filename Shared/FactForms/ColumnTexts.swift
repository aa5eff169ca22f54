/// What the columns of fact files mean, in one line, for those who write or read their rows in messages. Source: acceptance/formats.md.
public enum ColumnTexts {
  /// The text of a column; nil for one that no message has.
  public static func text(of column: String, in file: String) -> String? {
    byFile["\(file) \(column)"] ?? shared[column]
  }

  /// Columns that mean the same wherever they are.
  private static let shared = [
    "structure_code": "The code of the structure",
    "person_code": "The code of the person, who is named in the registry only",
    "kind": "What the structure is: a centre social (CS) or an espace de vie sociale (EVS)",
    "name": "The name",
    "manager_siren": "The SIREN of the body that runs the structure",
    "siret": "The structure's SIRET",
    "commune_code": "The INSEE code of the commune, of an arrondissement in Lyon",
    "commune_as_of": "The day at which the commune's code is meant",
    "federated": "Whether the structure is a member of the federation",
    "zone": "Where the structure is",
    "qpv": "Whether it is in or serves a quartier prioritaire",
    "closed_on": "The day on which it closed; empty while it is open",
    "from": "The first day",
    "to": "The last day; empty while there is none",
    "families": "Whether the approval is one for families, which means a post of family referent",
    "family_name": "The family name",
    "given_name": "The given name",
    "email": "The e-mail address",
    "function": "The function that the person holds there",
    "interim": "Whether it is held for somebody else meanwhile",
    "end_reason": "Why it ended",
    "session_code": "The code of the training session",
    "course": "The course of which it is a session",
    "title": "The session's title",
    "qualifying":
      "Whether the course qualifies its participants in watching and diagnosing their territory",
    "first_day": "The session's first day",
    "last_day": "The session's last day",
    "half_days": "How many half-days the session has",
    "half_day_hours": "How many hours a half-day has",
    "organiser": "Who organises the session",
    "headcount": "How many people were present who were counted only, not named",
    "audience": "As what the person takes part",
    "half_days_present":
      "How many half-days the person was present; a row without counts in no figure",
    "campaign": "The code of the SENACS campaign, such as 2025",
    "data_year": "The year that the campaign's data are about",
    "reference_date": "The day as of which structures are expected to answer",
    "opens_on": "The first day of the campaign",
    "closes_on": "The last day of the campaign",
    "submission_code": "The code of the answer",
    "received_at": "When it was received",
    "base_items": "How many items of the common base the form has",
    "base_items_answered": "How many of them are answered",
    "year": "The year of the evaluation",
    "answered_on": "The day of the answer",
    "training_actions":
      "The codes of the training actions that the structure took part in, separated by a space",
    "training_text": "What the structure says of training; a free text",
    "senacs_use_level": "How much SENACS is used, from 0 to 3",
    "senacs_uses": "The codes of the uses that are made of SENACS, separated by a space",
    "senacs_text": "What the structure says of SENACS; a free text",
    "partnership_level": "How much partners take part in watching the territory, from 0 to 3",
    "veille_declared":
      "Whether the structure says that it takes part in a body that watches the territory",
    "assessor": "Who assessed: the first or the second reader, or both in their final word",
    "assessed_on": "The day of the assessment",
    "first_project":
      "Whether it is the structure's first project, which has no previous one to build on",
    "a1": "The diagnosis builds on the evaluation of the previous project, from 0 to 3",
    "a2": "The diagnosis tells the territory's problems, from 0 to 3",
    "a3": "The diagnosis tells the territory's potentials, from 0 to 3",
    "a4a": "Inhabitants took part in the diagnosis, from 0 to 3",
    "a4b": "Professionals took part in the diagnosis, from 0 to 3",
    "a4c": "Partners took part in the diagnosis, from 0 to 3",
    "problems": "How many problems the diagnosis tells",
    "problems_with_axis": "How many of them an axis of the project takes up",
    "objectives": "How many objectives the project has",
    "objectives_linked": "How many of them are linked to a problem",
    "last_revision_on": "The day on which the diagnosis was revised last",
    "revision_changed": "Whether that revision changed it",
    "body_code": "The code of the body that watches the territory",
    "commune_codes": "The INSEE codes of its communes, separated by a space",
    "communes_as_of": "The day at which these codes are meant",
    "meeting_code": "The code of the meeting",
    "held_on": "The day of the meeting",
    "response": "What came of the structure's invitation",
  ]

  /// Columns of one name that mean something else in a file.
  private static let byFile = [
    "sessions.csv state": "What became of the session",
    "veille_meetings.csv state": "What became of the meeting",
    "attendance.csv status": "Whether the person was present",
    "submissions.csv status": "Whether the answer is a draft or validated",
    "attendance.csv structure_code":
      "The code of the person's structure at that time; empty where it is not known",
    "veille_bodies.csv name": "The body's name",
    "structures.csv name": "The structure's name",
  ]
}
