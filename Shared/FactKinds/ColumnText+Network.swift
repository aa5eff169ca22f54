/// The columns of the registry, of training and of senacs.
extension ColumnText {
  static let ofNetwork: [String: ColumnText] = [
    "id": .init(
      "identifiant", "identifier",
      "L'identifiant donné par le registre",
      "The registry's identifier"),
    "fictitious": .init(
      "fictif", "fictitious",
      "Si l'enregistrement est inventé",
      "Whether it is invented"),
    "structure_code": .init(
      "code de la structure", "structure code",
      "Le code de la structure",
      "The code of the structure"),
    "person_code": .init(
      "code de la personne", "person code",
      "Le code de la personne, qui n'est nommée que dans le registre",
      "The code of the person, who is named in the registry only"),
    "kind": .init(
      "type", "kind",
      "CS pour un centre social, EVS pour un espace de vie sociale",
      "What the structure is: a centre social (CS) or an espace de vie sociale (EVS)"),
    "manager_siren": .init(
      "SIREN du gestionnaire", "manager's SIREN",
      "Le SIREN de l'organisme qui gère la structure",
      "The SIREN of the body that runs the structure"),
    "siret": .init(
      "SIRET", "SIRET",
      "Le SIRET de la structure",
      "The structure's SIRET"),
    "commune_code": .init(
      "code Insee de la commune", "commune's INSEE code",
      "Le code Insee de la commune, d'un arrondissement à Lyon",
      "The INSEE code of the commune, of an arrondissement in Lyon"),
    "commune_as_of": .init(
      "date du code Insee", "day of that code",
      "Le jour auquel ce code de commune se lit",
      "The day at which the commune's code is meant"),
    "federated": .init(
      "adhérente", "federated",
      "Si la structure adhère à la fédération",
      "Whether the structure is a member of the federation"),
    "zone": .init(
      "zone", "zone",
      "Où se trouve la structure : urbain ou rural",
      "Where the structure is"),
    "qpv": .init(
      "QPV", "QPV",
      "Si elle est dans un quartier prioritaire ou en sert un",
      "Whether it is in or serves a quartier prioritaire"),
    "closed_on": .init(
      "fermée le", "closed on",
      "Le jour de la fermeture ; vide tant qu'elle est ouverte",
      "The day on which it closed; empty while it is open"),
    "qpv_code": .init(
      "code du QPV", "QPV code",
      "Le code du quartier prioritaire où elle se trouve",
      "The code of the quartier prioritaire in which it stands"),
    "valid_from": .init(
      "valable à partir du", "valid from",
      "Le jour à partir duquel la ligne vaut ; vide si elle a toujours valu",
      "The day from which the row holds; empty for since ever"),
    "from": .init(
      "du", "from",
      "Le premier jour",
      "The first day"),
    "to": .init(
      "au", "to",
      "Le dernier jour ; vide s'il n'y en a pas encore",
      "The last day; empty while there is none"),
    "families": .init(
      "agrément familles", "families",
      "Si l'agrément est un agrément familles, ce qui suppose un référent familles",
      "Whether the approval is one for families, which means a post of family referent"),
    "family_name": .init(
      "nom", "family name",
      "Le nom de famille",
      "The family name"),
    "given_name": .init(
      "prénom", "given name",
      "Le prénom",
      "The given name"),
    "email": .init(
      "courriel", "e-mail",
      "L'adresse électronique",
      "The e-mail address"),
    "function": .init(
      "fonction", "function",
      "La fonction que la personne occupe dans cette structure",
      "The function that the person holds there"),
    "interim": .init(
      "intérim", "interim",
      "Si le poste est occupé par intérim",
      "Whether somebody holds the post for the time being only"),
    "end_reason": .init(
      "motif de départ", "reason of departure",
      "Pourquoi le mandat a pris fin",
      "Why the mandate ended"),
    "session_code": .init(
      "code de la session", "session code",
      "Le code de la session de formation",
      "The code of the training session"),
    "course": .init(
      "formation", "course",
      "La formation dont c'est une session",
      "The course of which it is a session"),
    "title": .init(
      "intitulé", "title",
      "L'intitulé de la session",
      "The session's title"),
    "qualifying": .init(
      "qualifiante", "qualifying",
      "Si la formation rend capable d'observer et de diagnostiquer son territoire",
      "Whether the course qualifies its participants in watching and diagnosing their territory"),
    "first_day": .init(
      "premier jour", "first day",
      "Le premier jour de la session",
      "The session's first day"),
    "last_day": .init(
      "dernier jour", "last day",
      "Le dernier jour de la session",
      "The session's last day"),
    "half_days": .init(
      "demi-journées", "half-days",
      "Le nombre de demi-journées de la session",
      "How many half-days the session has"),
    "half_day_hours": .init(
      "heures par demi-journée", "hours a half-day",
      "Le nombre d'heures d'une demi-journée",
      "How many hours a half-day has"),
    "organiser": .init(
      "organisateur", "organiser",
      "Qui organise la session",
      "Who organises the session"),
    "headcount": .init(
      "présents non nommés", "people counted",
      "Le nombre de présents qui ont été comptés sans être nommés",
      "How many people were present who were counted only, not named"),
    "audience": .init(
      "public", "audience",
      "À quel titre la personne participe",
      "As what the person takes part"),
    "half_days_present": .init(
      "demi-journées de présence", "half-days present",
      "Le nombre de demi-journées de présence ; vide, la ligne ne compte dans aucun chiffre",
      "How many half-days the person was present; where it is empty, the row counts in no figure"),
    "campaign": .init(
      "campagne", "campaign",
      "Le code de la campagne SENACS, par exemple 2025",
      "The code of the SENACS campaign, such as 2025"),
    "data_year": .init(
      "année des données", "data year",
      "L'année sur laquelle portent les données",
      "The year that the campaign's data are about"),
    "reference_date": .init(
      "date de référence", "reference date",
      "Le jour auquel on regarde quelles structures doivent répondre",
      "The day as of which structures are expected to answer"),
    "opens_on": .init(
      "ouverture", "opens on",
      "Le premier jour de la campagne",
      "The first day of the campaign"),
    "closes_on": .init(
      "clôture", "closes on",
      "Le dernier jour de la campagne",
      "The last day of the campaign"),
    "submission_code": .init(
      "code de la réponse", "answer code",
      "Le code de la réponse",
      "The code of the answer"),
    "received_at": .init(
      "reçue le", "received at",
      "Le moment où la réponse a été reçue",
      "When it was received"),
    "base_items": .init(
      "questions du socle", "base items",
      "Le nombre de questions du socle commun",
      "How many items of the common base the form has"),
    "base_items_answered": .init(
      "questions remplies", "items answered",
      "Le nombre de ces questions qui sont remplies",
      "How many of them are answered"),
    "sessions.csv state": .init(
      "état", "state",
      "Ce qu'il est advenu de la session",
      "What became of the session"),
    "attendance.csv status": .init(
      "présence", "presence",
      "Si la personne était présente",
      "Whether the person was present"),
    "submissions.csv status": .init(
      "état de la réponse", "state of the answer",
      "Si la réponse est un brouillon ou validée",
      "Whether the answer is a draft or validated"),
    "attendance.csv structure_code": .init(
      "code de la structure", "structure code",
      "La structure de la personne à ce moment ; vide si elle n'est pas connue",
      "The code of the person's structure at that time; empty where it is not known"),
    "structures.csv name": .init(
      "nom de la structure", "structure's name",
      "Le nom de la structure",
      "The structure's name"),
    "communes-69.csv type": .init(
      "type", "type",
      "Commune (COM) ou arrondissement (ARM)",
      "Whether it is a commune (COM) or an arrondissement (ARM)"),
    "communes-69.csv code_insee": .init(
      "code Insee", "INSEE code",
      "Son code Insee, cinq caractères",
      "Its INSEE code, five characters"),
    "communes-69.csv libelle": .init(
      "nom", "name",
      "Son nom",
      "Its name"),
    "communes-69.csv ctcd": .init(
      "collectivité", "ctcd",
      "La Métropole de Lyon (69M) ou le Département du Rhône (69D)",
      "The Métropole de Lyon (69M) or the Département du Rhône (69D)"),
    "communes-69.csv commune_parent": .init(
      "commune de rattachement", "parent",
      "La commune à laquelle appartient un arrondissement",
      "The commune to which an arrondissement belongs"),
    "communes-69.csv pop_municipale_2023": .init(
      "population municipale", "municipal population",
      "Sa population municipale ; absente si l'Insee n'en donne pas",
      "Its municipal population; absent where INSEE gives none"),
    "mouvements-69.csv MOD": .init(
      "type d'événement", "kind",
      "Le type d'événement selon l'Insee, par exemple 32 pour une fusion",
      "INSEE's kind of movement, such as 32 for a merger"),
    "mouvements-69.csv DATE_EFF": .init(
      "date d'effet", "day",
      "Le jour à partir duquel il vaut",
      "The day from which it holds"),
    "mouvements-69.csv COM_AV": .init(
      "code avant", "code before",
      "Le code de la commune avant",
      "The commune's code before"),
    "mouvements-69.csv COM_AP": .init(
      "code après", "code after",
      "Le code de la commune après",
      "The commune's code after"),
    "mouvements-69.csv LIBELLE_AV": .init(
      "nom avant", "name before",
      "Le nom de la commune avant",
      "The commune's name before"),
    "mouvements-69.csv LIBELLE_AP": .init(
      "nom après", "name after",
      "Le nom de la commune après",
      "The commune's name after"),
    "successor_code": .init(
      "code de la structure qui poursuit", "successor's code",
      "Le code de la structure qui poursuit l'activité",
      "The code of the structure that goes on"),
    "merged_on": .init(
      "fusion le", "merged on",
      "Le premier jour où elles ne font qu'une",
      "The first day on which they are one"),
  ]
}
