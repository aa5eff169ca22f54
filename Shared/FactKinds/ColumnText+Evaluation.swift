/// The columns of evaluation.
extension ColumnText {
  static let ofEvaluation: [String: ColumnText] = [
    "year": .init(
      "année", "year",
      "L'année évaluée",
      "The year of the evaluation"),
    "answered_on": .init(
      "répondu le", "answered on",
      "Le jour de la réponse",
      "The day of the answer"),
    "training_actions": .init(
      "actions de formation", "training actions",
      "Les codes des actions de formation suivies, séparés par une espace",
      "The codes of the training actions that the structure took part in, separated by a space"),
    "training_text": .init(
      "formation : texte", "training: text",
      "Ce que la structure dit de la formation ; texte libre",
      "What the structure says of training; a free text"),
    "senacs_use_level": .init(
      "niveau d'usage de SENACS", "level of use of SENACS",
      "À quel point SENACS est utilisé, de 0 à 3",
      "How much SENACS is used, from 0 to 3"),
    "senacs_uses": .init(
      "usages de SENACS", "uses of SENACS",
      "Les codes des usages de SENACS, séparés par une espace",
      "The codes of the uses that are made of SENACS, separated by a space"),
    "senacs_text": .init(
      "SENACS : texte", "SENACS: text",
      "Ce que la structure dit de SENACS ; texte libre",
      "What the structure says of SENACS; a free text"),
    "partnership_level": .init(
      "niveau de partenariat", "level of partnership",
      "À quel point les partenaires prennent part à la veille du territoire, de 0 à 3",
      "How much partners take part in watching the territory, from 0 to 3"),
    "veille_declared": .init(
      "participe à la veille", "takes part in veille",
      "Si la structure dit participer à une instance de veille du territoire",
      "Whether the structure says that it takes part in a body that watches the territory"),
    "assessor": .init(
      "lecteur", "assessor",
      "Qui a évalué : première ou deuxième lecture, ou avis final des deux",
      "Who assessed: the first or the second reader, or both in their final word"),
    "assessed_on": .init(
      "évalué le", "assessed on",
      "Le jour de l'évaluation",
      "The day of the assessment"),
    "first_project": .init(
      "premier projet", "first project",
      "Si c'est le premier projet de la structure, sans projet précédent sur lequel s'appuyer",
      "Whether it is the structure's first project, which has no previous one to build on"),
    "a1": .init(
      "A1", "A1",
      "Le diagnostic s'appuie sur l'évaluation du projet précédent, de 0 à 3",
      "The diagnosis builds on the evaluation of the previous project, from 0 to 3"),
    "a2": .init(
      "A2", "A2",
      "Le diagnostic énonce les problématiques du territoire, de 0 à 3",
      "The diagnosis tells the territory's problems, from 0 to 3"),
    "a3": .init(
      "A3", "A3",
      "Le diagnostic énonce les potentialités du territoire, de 0 à 3",
      "The diagnosis tells the territory's potentials, from 0 to 3"),
    "a4a": .init(
      "A4a", "A4a",
      "Des habitants ont pris part au diagnostic, de 0 à 3",
      "Inhabitants took part in the diagnosis, from 0 to 3"),
    "a4b": .init(
      "A4b", "A4b",
      "Des professionnels ont pris part au diagnostic, de 0 à 3",
      "Professionals took part in the diagnosis, from 0 to 3"),
    "a4c": .init(
      "A4c", "A4c",
      "Des partenaires ont pris part au diagnostic, de 0 à 3",
      "Partners took part in the diagnosis, from 0 to 3"),
    "problems": .init(
      "problématiques", "problems",
      "Le nombre de problématiques que le diagnostic énonce",
      "How many problems the diagnosis tells"),
    "problems_with_axis": .init(
      "problématiques avec un axe", "problems with an axis",
      "Le nombre de celles qu'un axe du projet reprend",
      "How many of them an axis of the project takes up"),
    "objectives": .init(
      "objectifs", "objectives",
      "Le nombre d'objectifs du projet",
      "How many objectives the project has"),
    "objectives_linked": .init(
      "objectifs liés", "objectives linked",
      "Le nombre de ceux qui sont liés à une problématique",
      "How many of them are linked to a problem"),
    "last_revision_on": .init(
      "dernière révision", "last revision",
      "Le jour de la dernière révision du diagnostic",
      "The day on which the diagnosis was revised last"),
    "revision_changed": .init(
      "révision modifiante", "revision changed it",
      "Si cette révision l'a modifié",
      "Whether that revision changed it"),
    "body_code": .init(
      "code de l'instance", "body code",
      "Le code de l'instance de veille",
      "The code of the body that watches the territory"),
    "commune_codes": .init(
      "codes Insee des communes", "INSEE codes",
      "Les codes Insee de ses communes, séparés par une espace",
      "The INSEE codes of its communes, separated by a space"),
    "communes_as_of": .init(
      "date de ces codes", "day of these codes",
      "La date à laquelle ces codes s'entendent",
      "The day at which these codes are meant"),
    "meeting_code": .init(
      "code de la réunion", "meeting code",
      "Le code de la réunion",
      "The code of the meeting"),
    "held_on": .init(
      "date", "held on",
      "Le jour de la réunion",
      "The day of the meeting"),
    "response": .init(
      "réponse", "response",
      "Ce qu'il est advenu de l'invitation de la structure",
      "What came of the structure's invitation"),
    "veille_meetings.csv state": .init(
      "état", "state",
      "Ce qu'il est advenu de la réunion",
      "What became of the meeting"),
    "veille_bodies.csv name": .init(
      "nom de l'instance", "body's name",
      "Le nom de l'instance",
      "The body's name"),
    "item_code": .init(
      "code de l'élément", "item code",
      "Le code de ce sur quoi le diagnostic s'appuie",
      "The code of what the diagnosis rests on"),
    "base": .init(
      "appui", "base",
      "À quel appui de la fiche il répond",
      "Which base of the sheet it serves"),
    "source": .init(
      "source", "source",
      "D'où il vient : le code d'une série ou d'une réunion, une campagne et une question, un document",
      "Where it comes from: the code of a series or a meeting, a campaign and a question, a document"
    ),
    "dated_on": .init(
      "daté du", "dated on",
      "Le jour de la source",
      "The source's day"),
    "territory": .init(
      "territoire", "territory",
      "La commune ou le quartier dont il parle ; vide pour celle de la structure",
      "The commune or neighbourhood that it is about; empty for the structure's"),
    "statement": .init(
      "constat", "statement",
      "Ce qu'il dit ; texte libre",
      "What it says; a free text"),
    "retired_on": .init(
      "retiré le", "retired on",
      "Le jour où il ne sert plus",
      "The day from which it is not used any more"),
    "since": .init(
      "depuis", "since",
      "Le jour à partir duquel il vaut",
      "The day from which it holds"),
    "until": .init(
      "jusqu'au", "until",
      "Le dernier jour où il vaut ; vide s'il n'y en a pas encore",
      "The last day on which it holds; empty while there is none"),
    "way": .init(
      "manière", "way",
      "De quelle manière ils ont pris part",
      "How they took part"),
    "people": .init(
      "personnes", "people",
      "Combien ils étaient",
      "How many they were"),
    "element_code": .init(
      "code de l'élément", "element code",
      "Le code de la problématique, de l'axe, de l'objectif ou de la réponse",
      "The code of the problem, axis, objective or answer"),
    "label": .init(
      "libellé", "label",
      "Ce qu'il dit ; texte libre",
      "What it says; a free text"),
    "action_steps.csv label": .init(
      "libellé", "label",
      "Ce qui est à faire ; texte libre",
      "What is to be done; a free text"),
    "linked_to": .init(
      "lié à", "linked to",
      "Les codes des éléments auxquels il est lié, séparés par une espace",
      "The codes of the elements that it is linked to, separated by a space"),
    "evidence": .init(
      "appuis", "evidence",
      "Les codes des éléments qui l'appuient, séparés par une espace",
      "The codes of what supports it, separated by a space"),
    "revised_on": .init(
      "révisé le", "revised on",
      "Le jour de la révision",
      "The day of the revision"),
    "note": .init(
      "note", "note",
      "Une note ; texte libre",
      "A note; a free text"),
    "action_code": .init(
      "code de l'action", "action code",
      "Le code de l'action de la fiche",
      "The code of the sheet's action"),
    "step_code": .init(
      "code de l'étape", "step code",
      "Le code de l'étape",
      "The step's code"),
    "responsible": .init(
      "responsable", "responsible",
      "Qui en est responsable",
      "Who is responsible"),
    "partners": .init(
      "partenaires", "partners",
      "Avec qui ; texte libre",
      "With whom; a free text"),
    "planned_on": .init(
      "prévue le", "planned on",
      "Le jour prévu",
      "The day that is planned"),
    "done_on": .init(
      "faite le", "done on",
      "Le jour où elle est faite ; vide avant",
      "The day on which it was done; empty before"),
    "dropped_on": .init(
      "abandonnée le", "dropped on",
      "Le jour où elle est abandonnée ; vide sinon",
      "The day on which it was dropped; empty otherwise"),
    "planned_people": .init(
      "personnes prévues", "people planned",
      "Combien de personnes sont prévues",
      "How many people are planned"),
    "reached_people": .init(
      "personnes touchées", "people reached",
      "Combien de personnes sont touchées",
      "How many people were reached"),
    "planned_cost": .init(
      "coût prévu", "planned cost",
      "Le coût prévu, en euros",
      "The planned cost, in euros"),
    "spent_cost": .init(
      "coût réel", "spent",
      "Ce qui est dépensé, en euros",
      "What was spent, in euros"),
    "funders": .init(
      "financeurs", "funders",
      "Qui finance ; texte libre",
      "Who pays; a free text"),
    "diagnosis_evidence.csv kind": .init(
      "type de source", "kind of source",
      "De quel type est la source",
      "Of which kind the source is"),
    "diagnosis_elements.csv kind": .init(
      "type", "kind",
      "Problématique, axe, objectif ou réponse",
      "A problem, an axis, an objective or an answer"),
    "diagnosis_participants.csv audience": .init(
      "public", "audience",
      "Qui a pris part : habitants, professionnels ou partenaires",
      "Who took part: inhabitants, professionals or partners"),
    "diagnosis_participants.csv held_on": .init(
      "date", "held on",
      "Le jour",
      "The day"),
  ]
}
