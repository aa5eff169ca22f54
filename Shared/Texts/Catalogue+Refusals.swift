/// What refusals of calls mean and what to do; `{name}` stands for an argument of the reason.
extension Catalogue {
  static let refusals: [String: Words] = [
    "CHANGE_UNDECLARED": Words(
      "à côté de la campagne {campaign}, les changements du questionnaire ne disent pas : {changes}",
      "beside campaign {campaign} the codebook's changes do not say: {changes}"),
    "COLLECTION_ENDED": Words(
      "la Caf a terminé la collecte de la campagne {campaign} le {endedOn} ; lui demander de la rouvrir : vigie senacs collection {campaign} --reopen",
      "the Caf ended the collection of campaign {campaign} on {endedOn}; ask it to open it again: vigie senacs collection {campaign} --reopen"
    ),
    "COLLECTION_TOO_EARLY": Words(
      "la campagne {campaign} est ouverte jusqu'au {closesOn} : la collecte peut être terminée à partir du lendemain",
      "campaign {campaign} is open until {closesOn}: its collection can be ended from the next day on"
    ),
    "CODEBOOK_MISSING": Words(
      "la campagne {campaign} n'a pas encore de questionnaire ; le donner : vigie senacs codebook {campaign} --set FICHIER",
      "campaign {campaign} has no codebook yet; set it: vigie senacs codebook {campaign} --set FILE"
    ),
    "CODEBOOK_WRONG": Words(
      "le questionnaire ne peut pas servir : {fault}", "the codebook cannot be used: {fault}"),
    "IMPORT_UNKNOWN": Words(
      "aucun chargement {import} ici ; vigie history montre de quels chargements vient un enregistrement",
      "there is no import {import} here; vigie history shows which imports brought a record"),
    "IMPORT_OF_ANOTHER": Words(
      "le chargement {import} n'est pas le vôtre, ou contient des données que vous ne pouvez plus charger : demandez à la Caf de l'annuler",
      "import {import} was brought by somebody else, or has facts that you may not bring any more: ask the officer to undo it"
    ),
    "UNDO_NOT_POSSIBLE": Words(
      "les lignes de {file} sont gardées telles qu'elles sont venues : charger les bonnes",
      "rows of {file} are kept for good, each as it came: load the right ones"),
    "FILE_READING": Words("comment le fichier est lu : {fault}", "how the file is read: {fault}"),
    "FIGURE_UNKNOWN": Words(
      "{figure} n'est pas un chiffre de ce service, ou ce qu'il lui faut manque",
      "{figure} is no figure of this service, or what it needs cannot be had"),
    "RULES_UNKNOWN": Words(
      "il n'y a pas de règles {rules} ; celles qui sont connues : {known}",
      "there are no rules {rules}; known are {known}"),
    "ROW_REFUSED": Words("{column} « {value} » : {code}", "{column} “{value}”: {code}"),
    "STORE_ELSEWHERE": Words(
      "les données de {service} sont dans PostgreSQL : pg_dump --schema={service}",
      "the store of {service} is in PostgreSQL: pg_dump --schema={service}"),
    "STORE_UNAVAILABLE": Words(
      "le serveur de la base ne répond pas ; rien n'a changé, réessayer",
      "the store's server cannot do this now; nothing was changed, try again"),
    "OUTCOME_UNKNOWN": Words(
      "le serveur de la base a été perdu pendant l'écriture ; réessayer avec la même clé dit ce qu'il en est",
      "the store's server was lost while writing; trying again with the same key tells what came of it"
    ),
    "TEXT_WITH_NUL": Words(
      "un texte contient U+0000, qu'aucune base ne peut garder ; l'enlever",
      "a text holds U+0000, which no store can keep; remove it"),
    "ANSWER_MISSING": Words(
      "Pas de restitution pour {structure} : sa réponse à la campagne {campaign} n'est pas arrivée, n'est pas validée ou est trop incomplète.",
      "No feedback for {structure}: its answer to campaign {campaign} has not come, is not validated or is too incomplete."
    ),
    "NOBODY_ANSWERS": Words("personne ne répond à {endpoint}", "nobody answers at {endpoint}"),
    "CONNECTION_LOST": Words(
      "la connexion à {endpoint} a été perdue", "the connection to {endpoint} was lost"),
    "KEY_REFUSED": Words(
      "clé refusée : {endpoint} n'accepte pas la clé de ce client ; la faire autoriser là-bas",
      "key refused: {endpoint} does not accept this client's key; have it allowed there"),
    "SERVER_KEY_MISMATCH": Words(
      "clé du serveur sans doute fausse : {endpoint} rompt chaque ouverture ; comparer sa clé "
        + "publique à celle qui est configurée ici",
      "server key mismatch suspected: {endpoint} breaks off each handshake; compare its public "
        + "key with the one configured here"),
    "ROLE_NEEDED": Words(
      "cette clé n'a pas le rôle qu'il faut : {roles}",
      "this key lacks the role it takes: {roles}"),
    "ON_BEHALF_UNKNOWN": Words(
      "{name} est inconnu ici : une clé doit être dans la liste des clés admises de ce service, une personne dans people.csv",
      "{name} is not known here: a key must be in this service's allow-list, a person in people.csv"
    ),
    "TERRITORY_ONLY": Words(
      "{name} n'agit que sur un territoire, et cette méthode ne peut pas s'y limiter",
      "{name} may act on a territory only, and this method cannot keep to it"),
    "ON_BEHALF_UNCLEAR": Words(
      "{name} peut agir à plusieurs titres : {ways} ; précisez lequel",
      "{name} may act in several ways: {ways}; say in which"),
    "OVERLOADED": Words(
      "le service a trop à faire ; réessayer plus tard",
      "the service has too much to do; try later"),
    "STORE_FULL": Words(
      "le disque de ce service est plein, rien n'a été changé ; y faire de la place, puis recommencer",
      "the disk of this service is full, nothing was changed; free some of it, then try again"),
    "DRAINING": Words(
      "le service s'arrête et ne prend plus rien ; réessayer",
      "the service is stopping and takes no new calls; try again"),
    "STRUCTURE_UNKNOWN": Words(
      "aucune structure n'a le code {structure} ; voir : vigie registry list",
      "no structure has the code {structure}; see: vigie registry list"),
    "NO_SIGN_IN": Words(
      "{person} n'a ni fonction ni habilitation pour entrer sur le portail ; voir : vigie people find, vigie grant",
      "{person} has no post and no grant by which one enters the portal; see: vigie people find, vigie grant"
    ),
    "TOOL_UNKNOWN": Words(
      "aucun outil n'a le code {tool} ; voir : vigie registry tools",
      "no tool has the code {tool}; see: vigie registry tools"),
    "TOOL_PRIVATE": Words(
      "l'outil {tool} est privé : seules la structure qui le possède et la Caf voient qui l'utilise",
      "the tool {tool} is private: only the structure that owns it and the Caf see who uses it"),
    "COMMUNE_UNKNOWN": Words(
      "aucune commune n'a le code {commune} ce jour-là ; communes qui ont une structure : {known}",
      "no commune has the code {commune} on that day; communes with a structure: {known}"),
    "UNKNOWN_SESSION": Words(
      "aucune session n'a le code {session} ; voir : vigie training sessions --from JOUR --to JOUR",
      "no session has the code {session}; see: vigie training sessions --from DAY --to DAY"),
    "SESSION_NOT_PLANNED": Words(
      "la session {session} est tenue ou annulée ({state}) : on ne peut plus s'y inscrire ni s'en désister ; pour corriger une inscription : vigie change enrolments",
      "session {session} is {state}: people register and cancel only while it is planned; to correct an enrolment: vigie change enrolments"
    ),
    "NOT_ENROLLED": Words(
      "{person} n'a pas d'inscription à la session {session} ; voir : vigie training session {session}",
      "{person} is not enrolled in session {session}; see: vigie training session {session}"),
    "SESSION_NOT_HELD": Words(
      "la session {session} est prévue ou annulée ({state}) : seule une session tenue (held) donne droit à des attestations",
      "session {session} is {state}: only a session that was held has certificates"),
    "CAMPAIGN_UNKNOWN": Words(
      "aucune campagne n'a le code {campaign}, ou elle n'était pas connue au jour dit (--known-on) ; la charger par campaigns.csv",
      "no campaign has the code {campaign}, or it was not known on the day said (--known-on); load it with campaigns.csv"
    ),
    "CAMPAIGN_OTHER_YEAR": Words(
      "la campagne {campaign} ouvre le {opensOn} et non en {year} ; demander son année, ou nommer la campagne de {year} (--campaign)",
      "campaign {campaign} opens on {opensOn}, not in {year}; ask for its year, or name the campaign of {year} (--campaign)"
    ),
    "NATURE_MIXED": Words(
      "un réseau est réel ou inventé en entier, et {file} est de l'autre nature ; le charger dans "
        + "un autre réseau",
      "a network is real or invented as a whole, and {file} is of the other kind; load it into "
        + "another network"),
    "SUBJECT_MISSING": Words(
      "aucune ligne ne dit de quoi il s'agit : remplir {column}",
      "no row says what they are about: fill in {column}"),
    "FILE_UNKNOWN": Words(
      "{file} n'est pas un fichier de ce service", "{file} is no file of this service"),
    "FILE_DIGEST": Words(
      "l'empreinte du fichier n'est pas celle annoncée ; recommencer l'import",
      "the file's digest is not the one announced; begin the import again"),
    "UPLOADS_UNFINISHED": Words(
      "trop de fichiers envoyés et pas encore validés avec cette clé ({most} au plus) ; en valider",
      "too many files were sent with this key and not yet committed ({most} at most); commit some"),
    "FILE_INCOMPLETE": Words(
      "le fichier n'est pas arrivé en entier ; recommencer l'import",
      "the file has not arrived whole; begin the import again"),
    "IDEMPOTENCY_KEY_REUSED": Words(
      "cette clé a déjà servi pour une autre demande ; en prendre une nouvelle",
      "this key came with another request before; take a new key for a new request"),
  ]
}
