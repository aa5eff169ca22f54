/// The words for codes: one place for both languages; a code that is not here stands for itself.
public enum Catalogue {
  /// What a finding or a reason means, and what to do about it.
  public static func reason(_ code: String, _ language: Language) -> String {
    (allReasons[code] ?? unknown(code)).map { language.pick($0.french, $0.english) } ?? code
  }

  /// Returns the common words for `UNKNOWN_…` codes, for kinds that have no better words; nil for any other code.
  private static func unknown(_ code: String) -> Words? {
    guard code.hasPrefix("UNKNOWN_") else { return nil }
    return (
      "aucun enregistrement n'a ce code : charger d'abord le fichier qui le déclare",
      "no record has that code: first load the file that declares it"
    )
  }

  /// Each subject has its words in a file of its own; no code stands in two.
  private static let allReasons = [
    reasons, fileReasons, answerReasons, territoryReasons, diagnosisReasons, measureReasons,
    sheetReasons,
  ].reduce(into: [:]) {
    $0.merge($1) { first, _ in first }
  }

  /// Returns what ``reason(_:_:)`` returns, but in words for a partner who submits rows through the exchange. A partner can neither load
  /// other files nor see everything.
  public static func remark(_ code: String, _ language: Language) -> String {
    if let words = remarks[code] { return language.pick(words.french, words.english) }
    guard allReasons[code] == nil, unknown(code) != nil else { return reason(code, language) }
    return language.pick(
      "aucun enregistrement de ce code n'est connu de cette clé",
      "no record of that code is known to this key")
  }

  static let remarks: [String: Words] = [
    "UNKNOWN_STRUCTURE": (
      "aucune structure de ce code n'est connue de cette clé",
      "no structure of that code is known to this key"
    ),
    "UNKNOWN_BODY": (
      "aucune instance de ce code n'est connue de cette clé",
      "no body of that code is known to this key"
    ),
    "UNKNOWN_SESSION": ("aucune session n'a ce code", "no session has that code"),
    "UNKNOWN_PERSON": ("aucune personne n'a ce code", "no person has that code"),
    "UNKNOWN_CAMPAIGN": ("aucune campagne n'a ce code", "no campaign has that code"),
    "UNKNOWN_MEETING": ("aucune réunion n'a ce code", "no meeting has that code"),
    "KEY_TAKEN": (
      "ce code est celui d'une ligne d'un autre territoire ; en prendre un autre",
      "that code is of a row of another territory; take another one"
    ),
  ]

  /// What a refusal of a call means and what to do, with its arguments filled in.
  ///
  /// - Parameters:
  ///   - reason: the status's stable reason, such as `CAMPAIGN_UNKNOWN`.
  ///   - arguments: the reason's arguments by name.
  ///   - language: the language to answer in.
  /// - Returns: nil for a reason that has no words here.
  public static func refusal(
    _ reason: String, _ arguments: [String: String], _ language: Language
  ) -> String? {
    (refusals[reason] ?? territoryRefusals[reason] ?? reportRefusals[reason]).map { words in
      arguments.reduce(language.pick(words.french, words.english)) { text, argument in
        text.split(separator: "{\(argument.key)}", omittingEmptySubsequences: false)
          .joined(separator: argument.value)
      }
    }
  }

  /// What a figure is.
  public static func figure(_ code: String, _ language: Language) -> String {
    if code.hasPrefix("I0:") {
      let action = action(String(code.dropFirst(3)), language)
      return language.pick("forme par : \(action)", "trains by: \(action)")
    }
    return figures[code].map { language.pick($0.french, $0.english) } ?? code
  }

  /// What a table for publication holds.
  public static func table(_ name: String, _ language: Language) -> String {
    guard name != "I0" else { return language.pick("ce qui forme", "what is done to train") }
    return figure(name, language)
  }

  /// The name of a scope.
  public static func scope(_ name: String, _ language: Language) -> String {
    if let words = scopes[name] { return language.pick(words.french, words.english) }
    if name.hasPrefix("size:") { return language.pick("taille ", "size ") + name.dropFirst(5) }
    return name
  }

  typealias Words = (french: String, english: String)

  static let scopes: [String: Words] = [
    "all": ("ensemble", "all"), "kind:CS": ("centres sociaux", "social centres (CS)"),
    "kind:EVS": ("espaces de vie sociale", "EVS"),
    "ctcd:69M": ("Métropole de Lyon", "Métropole de Lyon"),
    "ctcd:69D": ("Département du Rhône", "Département du Rhône"),
    "federated:true": ("fédérées", "federated"),
    "federated:false": ("non fédérées", "not federated"),
    "federated:unknown": ("fédération inconnue", "federation unknown"),
    "zone:urban": ("urbaines", "urban"), "zone:rural": ("rurales", "rural"),
    "size:unknown": ("taille inconnue", "size unknown"),
    "zone:unknown": ("zone inconnue", "zone unknown"), "qpv:true": ("en QPV", "in a QPV"),
    "qpv:false": ("hors QPV", "not in a QPV"), "qpv:unknown": ("QPV inconnu", "QPV unknown"),
  ]

  static let figures: [String: Words] = [
    "I1": ("participation à SENACS", "participation in SENACS"),
    "I1-restated": ("participation, hors fermetures", "participation, closures left out"),
    "I1-on-time": ("participation dans les délais", "participation on time"),
    "I2a": ("personnes formées", "people reached by training"),
    "I2b": ("participations aux formations", "participations in training"),
    "I2c": ("heures-personnes de formation", "person-hours of training"),
    "I2d": ("structures touchées par la formation", "structures reached by training"),
    "I2e": ("salariés formés", "employees reached by training"),
    "I3a-director": ("départs de direction", "directors who left"),
    "I3a-family_referent": ("départs de référent familles", "family referents who left"),
    "I3c-director": ("vacance de direction (jours)", "director's post vacant (days)"),
    "I3c-family_referent": (
      "vacance de référent familles (jours)", "family referent's post vacant (days)"
    ),
    "I4": ("une personne formée en poste", "somebody trained in post"),
    "I5a": ("données SENACS utilisées", "SENACS data used"),
    "I5b": ("utilisées pour dire ou décider", "used to say or decide"),
    "I5-response": ("réponse à la question", "answer to the question"),
    "I6": ("diagnostic acquis (grille proposée)", "diagnosis acquired (proposed grid)"),
    "I6-coverage": ("diagnostics évalués", "diagnoses evaluated"),
    "I7a": ("intégration partenariale", "integrated with partners"),
    "I7b": ("participe à la veille", "takes part in veille"),
    "I7c": ("assiduité aux instances", "assiduity at meetings"),
  ]

  static let reasons: [String: Words] = [
    "MISSING_VALUE": ("cellule vide : la remplir", "the cell is empty: fill it in"),
    "BAD_DATE": (
      "date illisible, ou hors de 1900-2199 : écrire AAAA-MM-JJ, ou le jour d'abord comme dans le reste du fichier (instant : AAAA-MM-JJThh:mm:ssZ)",
      "not a date, or outside 1900-2199: write YYYY-MM-DD, or the day first as in the rest of the file (an instant: YYYY-MM-DDThh:mm:ssZ)"
    ),
    "BAD_NUMBER": (
      "nombre illisible, négatif, ou décimal là où il faut un entier : des chiffres, le signe décimal du fichier (un point dans un fichier de faits)",
      "not a number, negative, or with decimals where a whole one is due: write digits, the file's decimal character (a point in a fact file)"
    ),
    "BAD_FORMAT": ("forme attendue non respectée", "not of the form expected"),
    "BAD_PATTERN": ("ne suit pas le modèle du champ", "does not match the field's pattern"),
    "PATTERN_TOO_COSTLY": (
      "le modèle du champ demande trop de calcul pour ce texte : le simplifier",
      "the field's pattern takes too much work on this text: simplify it"
    ),
    "NOT_UNIQUE": ("valeur déjà présente plus haut", "the same value stands further up"),
    "EXTRA_CELL": ("cellule au-delà de l'en-tête", "a cell beyond the header"),
    "MISSING_CELL": ("la ligne s'arrête avant cette cellule", "the row ends before this cell"),
    "BLANK_ROW": ("ligne vide : l'enlever", "an empty row: remove it"),
    "BLANK_HEADER": ("en-tête vide : nommer les colonnes", "the header is empty: name the columns"),
    "BLANK_COLUMN": ("colonne sans nom", "a column without a name"),
    "BAD_VALUE": (
      "valeur hors de la liste permise, ou caractère qui n'y a pas sa place",
      "not one of the values allowed, or a character that has no place there"
    ),
    "INTERVAL_REVERSED": ("la fin précède le début", "the end lies before the beginning"),
    "OUT_OF_RANGE": (
      "hors des limites, ou plus que le total possible",
      "beyond the bounds, or more than the whole it is part of"
    ),
    "DUPLICATE_ROW": (
      "clé déjà présente plus haut : garder une seule ligne",
      "the same key stands further up: keep one row"
    ),
    "UNKNOWN_STRUCTURE": (
      "structure inconnue : charger structures.csv d'abord",
      "unknown structure: load structures.csv first"
    ),
    "UNKNOWN_PERSON": (
      "personne inconnue : charger people.csv d'abord", "unknown person: load people.csv first"
    ),
    "UNKNOWN_SESSION": (
      "session inconnue : charger sessions.csv d'abord",
      "unknown session: load sessions.csv first"
    ),
    "UNKNOWN_CAMPAIGN": (
      "campagne inconnue : charger campaigns.csv d'abord",
      "unknown campaign: load campaigns.csv first"
    ),
    "UNKNOWN_BODY": (
      "instance inconnue : charger veille_bodies.csv d'abord",
      "unknown body: load veille_bodies.csv first"
    ),
    "UNKNOWN_MEETING": (
      "réunion inconnue : charger veille_meetings.csv d'abord",
      "unknown meeting: load veille_meetings.csv first"
    ),
    "UNKNOWN_COMMUNE": (
      "commune inconnue à cette date : vérifier le code INSEE et sa date",
      "no commune of that code on that date: check INSEE's code and its date"
    ),
    "UNKNOWN_COLUMN": ("colonne inconnue, ignorée", "unknown column, ignored"),
    "MISSING_COLUMN": ("colonne absente", "the column is absent"),
    "DUPLICATE_COLUMN": ("colonne en double", "the column stands twice"),
    "SIRET_LENGTH": (
      "numéro de longueur fausse (SIRET 14 chiffres, SIREN 9)",
      "a number of the wrong length (SIRET 14 digits, SIREN 9)"
    ),
    "SIRET_CHECKSUM": ("clé du numéro fausse", "the number's check digit is wrong"),
    "KIND_MISSING": ("type absent", "the kind is absent"),
    "NAME_MISSING": ("nom absent", "the name is absent"),
    "KIND_UNKNOWN": ("type inconnu, gardé", "unknown kind, kept"),
    "SPACES": ("espaces superflus retirés", "needless spaces taken out"),
    "TEST_RECORD": ("semble être un essai", "seems to be a test record"),
    "STREET_POSTAL_CODE": (
      "la rue contient un code postal", "the street holds a postal code"
    ),
    "POSTAL_CODE_SPACES": ("code postal nettoyé", "postal code cleaned"),
    "POSTAL_CODE_PADDED": ("zéro initial rétabli", "leading zero put back"),
    "POSTAL_CODE_FORM": ("code postal illisible", "not a postal code"),
    "POSTAL_CODE_MISSING": ("code postal absent", "the postal code is absent"),
    "COMMUNE_UNRESOLVED": (
      "commune non trouvée dans le Rhône", "no commune of the Rhône has this name"
    ),
    "COMMUNE_MISSING": ("commune absente", "the commune is absent"),
    "WEBSITE_FORM": ("ce n'est pas un site web", "not a website"),
    "WEBSITE_SCHEME": ("http:// ajouté", "http:// added"),
    "SIRET_SPACES": ("espaces retirés du SIRET", "spaces taken out of the SIRET"),
    "DATE_FORM": ("date illisible", "not a date"),
    "DATE_SWAPPED": ("jour et mois intervertis", "day and month were swapped"),
    "DATE_IMPLAUSIBLE": ("date peu vraisemblable", "an unlikely date"),
    "NUMBER_FORM": ("nombre illisible", "not a number"),
    "NUMBER_CLEANED": ("nombre nettoyé", "number cleaned"),
    "NUMBER_IMPLAUSIBLE": ("nombre peu vraisemblable", "an unlikely number"),
    "FLAG_FORM": ("ni oui ni non", "neither yes nor no"),
    "LABEL_UNKNOWN": ("libellé inconnu, gardé", "unknown label, kept"),
    "FEDERATION_REPEATED": (
      "répète l'adhésion à la fédération", "repeats the federation's membership"
    ),
    "FEDERATION_CONTRADICTED": (
      "contredit l'adhésion à la fédération", "contradicts the federation's membership"
    ),
    "OUT_OF_PERIMETER": ("hors du Rhône", "outside the Rhône"),
    "NO_APPROVAL_AT_REFERENCE": (
      "sans agrément à la date de référence", "no approval on the reference date"
    ),
    "NO_APPROVAL_AT_OPENING": ("sans agrément à l'ouverture", "no approval on the opening day"),
    "FIRST_APPROVAL_TOO_RECENT": ("premier agrément trop récent", "first approval too recent"),
    "EXPECTED": ("attendue", "expected"),
    "CLOSED_BEFORE_OPENING": ("fermée avant l'ouverture", "closed before the opening"),
    "NO_SUBMISSION": ("rien reçu", "nothing received"),
    "RECEIVED_LATER": ("reçu après la date demandée", "received after the day asked about"),
    "DRAFT_ONLY": ("brouillon seulement", "a draft only"),
    "TOO_FEW_ITEMS": ("moins d'un cinquième rempli", "less than a fifth filled in"),
    "NO_ANSWER": ("sans réponse", "no answer"),
    "NO_LEVEL": ("niveau non renseigné", "no level given"),
    "NOT_EVALUATED": ("non évalué", "not evaluated"),
    "ARBITRATION": ("en arbitrage", "in arbitration"),
    "NO_MEETING_NEARBY": ("aucune réunion dans la commune", "no meeting in the commune"),
    "director": ("direction", "director"), "coordinator": ("coordination", "coordinator"),
    "family_referent": ("référent familles", "family referent"),
    "acquired": ("acquis", "acquired"), "in_progress": ("en cours", "in progress"),
    "to_support": ("à accompagner", "to support"), "arbitration": ("en arbitrage", "arbitration"),
    "not_evaluated": ("non évalué", "not evaluated"),
    "UNAVAILABLE": ("ne répond pas", "does not answer"),
    "DEADLINE_EXCEEDED": ("n'a pas répondu à temps", "did not answer in time"),
    "UNAUTHENTICATED": ("clé refusée", "key refused"),
    "PERMISSION_DENIED": ("accès non permis", "not allowed"),
  ]
}
