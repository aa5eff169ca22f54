/// The words of audits: what a line is about, and how it ended.
extension Catalogue {
  /// How a line ended.
  public static let auditOutcome = Vocabulary([
    "OK": Words("fait", "done"), "SHOWN": Words("consulté", "shown"),
    "PERMISSION_DENIED": Words("refusé", "refused"),
  ])

  /// What a line of an audit is about.
  ///
  /// A method's name stands behind its words, since an administrator looks it up in `vigie access`. What was done in the portal otherwise
  /// than by a call has words alone.
  ///
  /// - Parameters:
  ///   - method: the line's method, or the portal's word for a deed; empty for refusals of several methods.
  ///   - outcome: how it ended, by which a method without words is told.
  ///   - language: the language to answer in.
  /// - Returns: such as `ouverture d'une campagne (vigie.senacs.v1/OpenCampaign)`.
  public static func audited(_ method: String, outcome: String, _ language: Language) -> String {
    if method.isEmpty { return language.pick("demandes diverses", "various requests") }
    if let deed = portalDeeds[method] { return deed.text(language) }
    let words =
      auditedMethods.words[method]
      ?? (outcome == "OK"
        ? Words("modification", "change")
        : outcome == "SHOWN" ? Words("consultation", "look") : Words("demande", "request"))
    return "\(words.text(language)) (\(method))"
  }

  /// The methods whose calls have a line of their own: those that change something, and those that tell of people.
  public static let auditedMethods = Vocabulary([
    "vigie.registry.v1/FindPeople": Words("recherche de personnes", "search for people"),
    "vigie.registry.v1/FindSignIns": Words(
      "recherche de personnes pouvant se connecter", "search for people who may sign in"),
    "vigie.registry.v1/GetContacts": Words(
      "noms et adresses de personnes", "names and addresses of people"),
    "vigie.registry.v1/GetEntries": Words(
      "données enregistrées sur des personnes", "what is recorded of people"),
    "vigie.registry.v1/ListDuplicates": Words("doublons possibles", "possible duplicates"),
    "vigie.registry.v1/ListMandates": Words("postes d'une structure", "posts of a structure"),
    "vigie.registry.v1/ListMerges": Words(
      "codes d'une même personne", "codes of the same person"),
    "vigie.registry.v1/ListToolsNear": Words(
      "outils de structures comparables", "tools of comparable structures"),
    "vigie.registry.v1/PrepareArrival": Words(
      "préparation d'une prise de poste", "preparing somebody's arrival in a post"),
    "vigie.registry.v1/RecordParticipant": Words(
      "enregistrement d'une nouvelle personne", "somebody new recorded"),
    "vigie.training.v1/CancelRegistration": Words(
      "annulation d'une inscription", "cancelling a registration"),
    "vigie.training.v1/CountTrainings": Words(
      "nombre de sessions par personne", "number of sessions by person"),
    "vigie.training.v1/GetSatisfaction": Words(
      "satisfaction après une session", "satisfaction with a session"),
    "vigie.training.v1/ListAttendance": Words(
      "personnes inscrites et présentes à une session",
      "people registered for a session, present at it"),
    "vigie.training.v1/ListCertificates": Words(
      "personnes ayant droit à l'attestation d'une session", "people who qualified in a session"),
    "vigie.training.v1/ListNeeds": Words(
      "structures sans personne formée en poste", "structures with nobody trained in post"),
    "vigie.training.v1/ListTrainings": Words(
      "formations des personnes d'une structure", "trainings of a structure's people"),
    "vigie.training.v1/RecordAttendance": Words(
      "présence à une session", "attendance at a session"),
    "vigie.training.v1/RegisterForSession": Words(
      "inscription à une session", "registration for a session"),
    "vigie.senacs.v1/GetAnswer": Words("réponse à SENACS", "answer to SENACS"),
    "vigie.senacs.v1/ListAnswers": Words(
      "campagnes auxquelles une structure a répondu", "campaigns that a structure answered"),
    "vigie.senacs.v1/ListReminders": Words("structures à relancer", "structures to be reminded"),
    "vigie.senacs.v1/OpenCampaign": Words("ouverture d'une campagne", "opening a campaign"),
    "vigie.senacs.v1/PrepareForms": Words("préremplissage de formulaires", "prefilling forms"),
    "vigie.senacs.v1/SendAnswer": Words(
      "envoi d'une réponse à SENACS", "sending an answer to SENACS"),
    "vigie.senacs.v1/SetCodebook": Words(
      "questionnaire d'une campagne", "codebook of a campaign"),
    "vigie.senacs.v1/SetCollection": Words(
      "fin ou réouverture de la collecte", "ending or reopening the collection"),
    "vigie.evaluation.v1/ConfirmMeeting": Words(
      "confirmation d'une réunion déclarée", "confirming a declared meeting"),
    "vigie.evaluation.v1/GetDiagnosis": Words("diagnostic partagé", "shared diagnosis"),
    "vigie.evaluation.v1/KeepPublication": Words(
      "tableaux publiables d'une année", "tables of a year for publication"),
    "vigie.evaluation.v1/KeepReport": Words("rapport figé", "frozen report"),
    "vigie.evaluation.v1/NoteChange": Words(
      "valeur d'une série ajoutée au diagnostic partagé",
      "a series' value added to a shared diagnosis"),
    "vigie.evaluation.v1/ReadLatestAnswers": Words(
      "dernières réponses à la fiche action", "latest answers to the action sheet"),
    "vigie.evaluation.v1/RecordDiagnosis": Words(
      "lignes d'un diagnostic partagé ou de réponses à la fiche action",
      "rows of a shared diagnosis, or of answers to the action sheet"),
    "vigie.evaluation.v1/SendSheetAnswers": Words(
      "envoi de réponses à la fiche action", "sending answers to the action sheet"),
    "vigie.evaluation.v1/SetSeries": Words("description d'une série", "description of a series"),
    "vigie.exchange.v1/CreateSubscription": Words(
      "création d'un abonnement", "making a subscription"),
    "vigie.exchange.v1/DeleteSubscription": Words(
      "suppression d'un abonnement", "deleting a subscription"),
    "vigie.exchange.v1/ExportMessages": Words(
      "copie des messages du service d'échange", "copy of the exchange's messages"),
    "vigie.exchange.v1/ImportMessages": Words(
      "reprise de messages d'une copie", "bringing messages back from a copy"),
    "vigie.exchange.v1/ReplayMessages": Words(
      "nouvelle livraison de messages", "replay of messages"),
    "vigie.exchange.v1/SettleDeadLetters": Words(
      "messages mis de côté, relivrés ou supprimés",
      "messages set aside, delivered again or deleted"),
    "vigie.exchange.v1/SubmitFacts": Words(
      "envoi de données par un partenaire", "submission of facts by a partner"),
    "vigie.portal.v1/ForgetPerson": Words(
      "effacement d'une personne du portail", "forgetting a person in the portal"),
    "vigie.portal.v1/MakeLink": Words(
      "lien de connexion à remettre en main propre", "sign-in link to be handed over"),
    "vigie.files.v1/BeginImport": Words("préparation d'un chargement", "preparing an import"),
    "vigie.files.v1/CommitImport": Words("chargement d'un fichier", "import of a file"),
    "vigie.files.v1/ListVersions": Words("historique d'un enregistrement", "history of a record"),
    "vigie.files.v1/ReadReport": Words("remarques d'un chargement", "findings of an import"),
    "vigie.files.v1/RecordFact": Words("saisie d'un enregistrement", "entering a record"),
    "vigie.files.v1/RehearseFact": Words(
      "vérification d'une saisie, sans enregistrer", "checking a record without recording it"),
    "vigie.files.v1/RehearseRows": Words(
      "vérification de lignes, sans enregistrer", "checking rows without recording them"),
    "vigie.files.v1/SubmitRows": Words("enregistrement de lignes", "recording rows"),
    "vigie.files.v1/UndoImport": Words("annulation d'un chargement", "taking an import back"),
    "vigie.figures.v1/Explain": Words("détail d'un indicateur", "explanation of a figure"),
    "vigie.figures.v1/ReadFacts": Words(
      "enregistrements et leur origine", "records and what brought them"),
    "vigie.feed.v1/ListSetAside": Words("événements mis de côté", "events set aside"),
    "vigie.feed.v1/Read": Words("journal des événements", "feed of events"),
    "vigie.store.v1/Copy": Words("sauvegarde de la base de données", "backup of the store"),
  ])

  /// What is done in the portal otherwise than by a call, by the portal's word for it (`ServiceHost.audit`).
  private static let portalDeeds: [String: Words] = [
    "sign in": Words("connexion au portail", "signing in to the portal"),
    "link by mail": Words("lien de connexion envoyé par courriel", "sign-in link sent by mail"),
    "link by hand": Words("lien de connexion remis en main propre", "sign-in link handed over"),
    "end sessions": Words(
      "fin de toutes les connexions d'une personne", "ending all sessions of a person"),
    "read answer": Words("réponse marquée comme lue", "answer marked as read"),
    "conversation said": Words("message dans un échange", "message in a conversation"),
    "conversation settled": Words("échange réglé", "conversation settled"),
    "conversation reopened": Words("correction demandée", "correction asked for"),
    "conversation sent": Words("envoi d'une réponse corrigée", "sending a corrected answer"),
    "load file": Words("chargement d'un fichier déposé", "import of an uploaded file"),
    "undo file": Words(
      "annulation du chargement d'un fichier déposé", "taking the import of an uploaded file back"),
    "send reminders": Words("envoi de relances", "sending reminders"),
    "settle mail": Words("courriel non arrivé, réglé", "undelivered mail, settled"),
  ]
}
