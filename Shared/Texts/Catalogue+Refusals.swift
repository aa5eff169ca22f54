/// What refusals of calls mean and what to do, in full sentences; `{name}` stands for an argument of the reason.
extension Catalogue {
  static let refusals: [String: Words] = [
    "CHANGE_UNDECLARED": Words(
      "Le questionnaire diffère de celui de la campagne {campaign} sans le signaler : {changes}. Complétez ses changements (« changes »), puis recommencez.",
      "The codebook differs from that of campaign {campaign} without saying so: {changes}. Complete its “changes”, then try again."
    ),
    "COLLECTION_ENDED": Words(
      "La Caf a terminé la collecte de la campagne {campaign} le {endedOn}. Demandez-lui de la rouvrir : vigie senacs collection {campaign} --reopen",
      "The Caf ended the collection of campaign {campaign} on {endedOn}. Ask it to open it again: vigie senacs collection {campaign} --reopen"
    ),
    "COLLECTION_TOO_EARLY": Words(
      "La campagne {campaign} est ouverte jusqu'au {closesOn}. Terminez la collecte à partir du lendemain.",
      "Campaign {campaign} is open until {closesOn}. End its collection from the next day on."),
    "CODEBOOK_MISSING": Words(
      "La campagne {campaign} n'a pas encore de questionnaire. Pour le définir : vigie senacs codebook {campaign} --set FICHIER",
      "Campaign {campaign} has no codebook yet. To set it: vigie senacs codebook {campaign} --set FILE"
    ),
    "CODEBOOK_WRONG": Words(
      "Questionnaire non utilisable : {fault}. Corrigez-le, puis recommencez.",
      "The codebook cannot be used: {fault}. Correct it, then try again."),
    "IMPORT_UNKNOWN": Words(
      "Aucun chargement {import} dans ce service. Pour trouver celui d'un enregistrement : vigie history",
      "This service has no import {import}. To find that of a record: vigie history"),
    "IMPORT_OF_ANOTHER": Words(
      "Le chargement {import} n'est pas le vôtre, ou contient des données que vous ne pouvez plus charger. Demandez à la Caf de l'annuler.",
      "Import {import} was brought by somebody else, or has facts that you may not bring any more. Ask the Caf to undo it."
    ),
    "UNDO_NOT_POSSIBLE": Words(
      "Les lignes de {file} sont conservées telles qu'elles ont été reçues : leur chargement ne s'annule pas. Chargez un fichier corrigé.",
      "Rows of {file} are kept as they came: their import cannot be undone. Load a corrected file."
    ),
    "FILE_READING": Words(
      "Lecture du fichier : {fault}. Corrigez les options de lecture, puis recommencez.",
      "How the file is read: {fault}. Correct the options for reading, then try again."),
    "FIGURE_UNKNOWN": Words(
      "Indicateur {figure} inconnu de ce service, ou données nécessaires absentes. Liste : vigie evaluation measures",
      "This service has no figure {figure}, or what it needs is absent. List: vigie evaluation measures"
    ),
    "RULES_UNKNOWN": Words(
      "Règles de calcul {rules} inconnues. Choisissez parmi : {known}.",
      "There are no rules {rules}. Choose among: {known}."),
    "ROW_REFUSED": Words(
      "Enregistrement refusé. Corrigez-le, puis recommencez.",
      "The record is refused. Correct it, then try again."),
    "STORE_ELSEWHERE": Words(
      "Les données du service {service} sont dans PostgreSQL. Sauvegardez-les avec pg_dump --schema={service}",
      "The store of {service} is in PostgreSQL. Back it up with pg_dump --schema={service}"),
    "STORE_UNAVAILABLE": Words(
      "La base de données ne répond pas ; rien n'a été enregistré. Réessayez.",
      "The database does not answer; nothing was recorded. Try again."),
    "OUTCOME_UNKNOWN": Words(
      "La base de données s'est interrompue pendant l'enregistrement. Relancez la même commande : rien ne sera enregistré deux fois.",
      "The database was lost while recording. Run the same command again: nothing will be recorded twice."
    ),
    "TEXT_WITH_NUL": Words(
      "Un texte contient le caractère U+0000, qu'aucune base ne peut conserver. Supprimez-le, puis recommencez.",
      "A text holds the character U+0000, which no store can keep. Take it out, then try again."),
    "ANSWER_MISSING": Words(
      "Pas de restitution pour {structure} : sa réponse à la campagne {campaign} n'est pas arrivée, n'est pas validée ou est trop incomplète.",
      "No feedback sheet for {structure}: its answer to campaign {campaign} has not come, is not validated or is too incomplete."
    ),
    "NOBODY_ANSWERS": Words(
      "Le service {service} ne répond pas ({endpoint}) : la demande ne lui est pas parvenue.\nVérifiez qu'il est démarré : vigie status. S'il reste arrêté, prévenez votre administrateur.",
      "The service {service} does not answer ({endpoint}): the request did not reach it.\nCheck that it is started: vigie status. If it stays down, tell your administrator."
    ),
    "CONNECTION_LOST": Words(
      "Connexion perdue avec le service {service} ({endpoint}). Relancez la même commande.",
      "The connection to the service {service} was lost ({endpoint}). Run the same command again."),
    "KEY_REFUSED": Words(
      "Votre clé n'est pas autorisée par le service {service}.\nVotre clé publique est : {key}\nTransmettez votre clé publique à l'administrateur, qui l'autorisera avec vigie keys allow.",
      "Your key is not allowed by the service {service}.\nYour public key is: {key}\nGive your public key to the administrator, who allows it with vigie keys allow."
    ),
    "SERVER_KEY_MISMATCH": Words(
      "Clé du service {service} sans doute erronée : {endpoint} coupe chaque connexion.\nComparez sa clé publique à celle de votre configuration (vigie.json).",
      "The key of the service {service} is probably wrong: {endpoint} breaks off each connection.\nCompare its public key with the one in your configuration (vigie.json)."
    ),
    "ROLE_NEEDED": Words(
      "Votre clé n'a pas le rôle nécessaire : {roles}. Demandez-le à votre administrateur.",
      "Your key lacks the role that is needed: {roles}. Ask your administrator for it."),
    "ON_BEHALF_UNKNOWN": Words(
      "{name} est inconnu de ce service. Une clé doit être dans la liste des clés autorisées, une personne dans people.csv.",
      "{name} is not known to this service. A key must be in its list of allowed keys, a person in people.csv."
    ),
    "TERRITORY_ONLY": Words(
      "{name} n'agit que sur un territoire, et cette demande porte sur tous. Faites-la avec une clé qui n'est pas limitée.",
      "{name} may act on a territory only, and this request is about all of them. Make it with a key that is not limited."
    ),
    "ON_BEHALF_UNCLEAR": Words(
      "{name} peut agir à plusieurs titres : {ways}. Précisez lequel.",
      "{name} may act in several ways: {ways}. Say in which."),
    "OVERLOADED": Words(
      "Service surchargé. Réessayez plus tard.", "The service has too much to do. Try later."),
    "STORE_FULL": Words(
      "Disque du service plein ; rien n'a été enregistré. Libérez de la place, puis recommencez.",
      "The disk of the service is full; nothing was recorded. Free some of it, then try again."),
    "DRAINING": Words(
      "Service en cours d'arrêt. Réessayez.", "The service is stopping. Try again."),
    "STRUCTURE_UNKNOWN": Words(
      "Aucune structure ne porte le code {structure}. Liste : vigie registry list",
      "No structure has the code {structure}. List: vigie registry list"),
    "NO_SIGN_IN": Words(
      "{person} n'a ni fonction ni habilitation pour entrer sur le portail. Vérifiez le code (vigie people find), ou accordez un accès (vigie grant).",
      "{person} has no post and no grant by which one enters the portal. Check the code (vigie people find), or give access (vigie grant)."
    ),
    "TOOL_UNKNOWN": Words(
      "Aucun outil ne porte le code {tool}. Liste : vigie registry tools",
      "No tool has the code {tool}. List: vigie registry tools"),
    "TOOL_PRIVATE": Words(
      "L'outil {tool} est réservé : seules la structure qui le possède et la Caf voient qui l'utilise. Adressez-vous à elles.",
      "The tool {tool} is private: only the structure that owns it and the Caf see who uses it. Ask them."
    ),
    "COMMUNE_UNKNOWN": Words(
      "Aucune commune ne porte le code {commune} à cette date. Communes qui ont une structure : {known}.",
      "No commune has the code {commune} on that day. Communes with a structure: {known}."),
    "UNKNOWN_SESSION": Words(
      "Aucune session ne porte le code {session}. Liste : vigie training sessions --from JOUR --to JOUR",
      "No session has the code {session}. List: vigie training sessions --from DAY --to DAY"),
    "SESSION_NOT_PLANNED": Words(
      "La session {session} est déjà tenue ou annulée : inscriptions et désistements sont clos. Pour corriger une inscription : vigie change enrolments",
      "Session {session} is {state}: people register and cancel only while it is planned. To correct an enrolment: vigie change enrolments"
    ),
    "NOT_ENROLLED": Words(
      "Aucune inscription de {person} à la session {session}. Liste des inscrits : vigie training session {session}",
      "{person} is not enrolled in session {session}. Who is: vigie training session {session}"),
    "SESSION_NOT_HELD": Words(
      "La session {session} est prévue ou annulée : seule une session tenue donne droit à des attestations. Si elle a eu lieu : vigie change sessions session_code={session} state=held",
      "Session {session} is {state}: only a session that was held has certificates. If it was held: vigie change sessions session_code={session} state=held"
    ),
    "CAMPAIGN_UNKNOWN": Words(
      "Aucune campagne {campaign}. Vérifiez le code, ou chargez-la avec campaigns.csv ; avec --known-on, elle n'était peut-être pas encore enregistrée.",
      "There is no campaign {campaign}. Check the code, or load it with campaigns.csv; with --known-on it may not have been recorded yet."
    ),
    "CAMPAIGN_OTHER_YEAR": Words(
      "La campagne {campaign} ouvre le {opensOn}, et non en {year}. Demandez son année, ou indiquez la campagne de {year} avec --campaign.",
      "Campaign {campaign} opens on {opensOn}, not in {year}. Ask for its year, or name the campaign of {year} with --campaign."
    ),
    "NATURE_MIXED": Words(
      "Rien n'a été chargé : données fictives et données réelles ne se mélangent pas, et {file} n'est pas de même nature que ce réseau.\nSi ces données sont fictives, ajoutez --fictitious. Sinon, utilisez un autre réseau.",
      "Nothing was loaded: fictitious and real data are not mixed, and {file} is of another kind than this network.\nIf these data are fictitious, add --fictitious. Otherwise use another network."
    ),
    // The same, where the service tells what the file is announced as.
    "NATURE_MIXED.real": Words(
      "Rien n'a été chargé : ce réseau contient des données fictives, et {file} est annoncé comme réel.\nSi ces données sont fictives, ajoutez --fictitious. Si elles sont réelles, utilisez un autre réseau.",
      "Nothing was loaded: this network holds fictitious data, and {file} is announced as real.\nIf these data are fictitious, add --fictitious. If they are real, use another network."
    ),
    "NATURE_MIXED.fictitious": Words(
      "Rien n'a été chargé : ce réseau contient des données réelles, et {file} est annoncé comme fictif.\nSi ces données sont réelles, retirez --fictitious. Si elles sont fictives, utilisez un autre réseau.",
      "Nothing was loaded: this network holds real data, and {file} is announced as fictitious.\nIf these data are real, take --fictitious away. If they are fictitious, use another network."
    ),
    "SUBJECT_MISSING": Words(
      "Colonne « {column} » vide : sans elle, les lignes ne se rattachent à rien. Complétez-la, puis recommencez.",
      "Column “{column}” is empty: without it the rows are about nothing. Fill it in, then try again."
    ),
    "FILE_UNKNOWN": Words(
      "Ce service ne reçoit pas de fichier « {file} ». Liste des fichiers : vigie help facts",
      "This service takes no file “{file}”. List of files: vigie help facts"),
    "FILE_DIGEST": Words(
      "Fichier altéré pendant l'envoi. Recommencez le chargement.",
      "The file was altered on its way. Begin the import again."),
    "UPLOADS_UNFINISHED": Words(
      "Trop de fichiers envoyés avec cette clé et pas encore validés ({most} au plus). Validez-en, puis recommencez.",
      "Too many files were sent with this key and not yet committed ({most} at most). Commit some, then try again."
    ),
    "FILE_INCOMPLETE": Words(
      "Fichier reçu incomplet. Recommencez le chargement.",
      "The file has not arrived whole. Begin the import again."),
    "IDEMPOTENCY_KEY_REUSED": Words(
      "Cette clé anti-doublon a déjà servi à une autre demande. Utilisez-en une nouvelle.",
      "This idempotency key came with another request before. Use a new one."),
  ]
}
