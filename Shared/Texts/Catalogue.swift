/// The words for codes: one place for both languages; a code that is not here stands for itself.
public enum Catalogue {
  /// What a finding or a reason means, and what to do about it.
  public static func reason(_ code: String, _ language: Language) -> String {
    (allReasons[code] ?? unknown(code))?.text(language) ?? code
  }

  /// Returns the common words for `UNKNOWN_…` codes, for kinds that have no better words; nil for any other code.
  private static func unknown(_ code: String) -> Words? {
    guard code.hasPrefix("UNKNOWN_") else { return nil }
    return Words(
      "aucun enregistrement n'a ce code : charger d'abord le fichier qui le déclare",
      "no record has that code: first load the file that declares it")
  }

  /// Each subject has its words in a file of its own; no code stands in two.
  private static let allReasons = [
    reasons, fileReasons, answerReasons, territoryReasons, diagnosisReasons, measureReasons,
    needReasons, agreementReasons, duplicateReasons, mandateReasons, sessionReasons,
    comparisonReasons, sheetFault.words, renewalReasons,
  ].reduce(into: [:]) {
    $0.merge($1) { first, _ in first }
  }

  /// Returns what ``reason(_:_:)`` returns, but in words for a partner who submits rows through the exchange. A partner can neither load
  /// other files nor see everything.
  public static func remark(_ code: String, _ language: Language) -> String {
    if let words = remarks[code] { return words.text(language) }
    guard allReasons[code] == nil, unknown(code) != nil else { return reason(code, language) }
    return language.pick(
      "aucun enregistrement de ce code n'est connu de cette clé",
      "no record of that code is known to this key")
  }

  static let remarks: [String: Words] = [
    "UNKNOWN_STRUCTURE": Words(
      "aucune structure de ce code n'est connue de cette clé",
      "no structure of that code is known to this key"),
    "UNKNOWN_BODY": Words(
      "aucune instance de ce code n'est connue de cette clé",
      "no body of that code is known to this key"),
    "UNKNOWN_SESSION": Words("aucune session n'a ce code", "no session has that code"),
    "UNKNOWN_PERSON": Words("aucune personne n'a ce code", "no person has that code"),
    "UNKNOWN_CAMPAIGN": Words("aucune campagne n'a ce code", "no campaign has that code"),
    "UNKNOWN_MEETING": Words("aucune réunion n'a ce code", "no meeting has that code"),
    "KEY_TAKEN": Words(
      "ce code est celui d'une ligne d'un autre territoire ; en prendre un autre",
      "that code is of a row of another territory; take another one"),
  ]

  /// What a refusal of a call means and what to do, with its arguments filled in; a day is told as people write it.
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
      arguments.reduce(words.text(language)) { text, argument in
        let value =
          argument.value.wholeMatch(of: #/\d{4}-\d{2}-\d{2}/#) == nil
          ? argument.value : language.day(argument.value)
        return text.split(separator: "{\(argument.key)}", omittingEmptySubsequences: false)
          .joined(separator: value)
      }
    }
  }

  /// What a figure is.
  public static func figure(_ code: String, _ language: Language) -> String {
    if code.hasPrefix("I0:") {
      let thing = action(String(code.dropFirst(3)), language)
      return language.pick("forme par : \(thing)", "trains by: \(thing)")
    }
    return figures[code]?.text(language) ?? code
  }

  /// What a table for publication holds.
  public static func table(_ name: String, _ language: Language) -> String {
    guard name != "I0" else { return language.pick("ce qui forme", "what is done to train") }
    return figure(name, language)
  }

  /// The name of a scope.
  public static func scope(_ name: String, _ language: Language) -> String {
    if let words = scopes[name] { return words.text(language) }
    if name.hasPrefix("size:") {
      return size(String(name.dropFirst(5)), of: language.pick("ETP", "FTE"), language)
    }
    return name
  }

  /// The words for the codes of a subject; a code that is not there stands for itself.
  public struct Vocabulary: Sendable {
    /// The codes, in the order in which people are shown them.
    public let codes: [String]
    let words: [String: Words]

    init(_ words: KeyValuePairs<String, Words>) {
      codes = words.map(\.key)
      self.words = Dictionary(uniqueKeysWithValues: words.map { ($0.key, $0.value) })
    }

    /// Returns the words for a code.
    public func callAsFunction(_ code: String, _ language: Language) -> String {
      words[code]?.text(language) ?? code
    }
  }

  /// A text in both languages.
  struct Words {
    let french, english: String

    init(_ french: String, _ english: String) {
      self.french = french
      self.english = english
    }

    func text(_ language: Language) -> String { language.pick(french, english) }
  }

  static let scopes: [String: Words] = [
    "all": Words("ensemble", "all"), "kind:CS": Words("centres sociaux", "social centres (CS)"),
    "kind:EVS": Words("espaces de vie sociale", "EVS"),
    "ctcd:69M": Words("Métropole de Lyon", "Métropole de Lyon"),
    "ctcd:69D": Words("Département du Rhône", "Département du Rhône"),
    "federated:true": Words("fédérées", "federated"),
    "federated:false": Words("non fédérées", "not federated"),
    "federated:unknown": Words("fédération inconnue", "federation unknown"),
    "zone:urban": Words("urbaines", "urban"), "zone:rural": Words("rurales", "rural"),
    "size:unknown": Words("taille inconnue", "size unknown"),
    "zone:unknown": Words("zone inconnue", "zone unknown"), "qpv:true": Words("en QPV", "in a QPV"),
    "qpv:false": Words("hors QPV", "not in a QPV"),
    "qpv:unknown": Words("QPV inconnu", "QPV unknown"),
  ]

  static let figures: [String: Words] = [
    "I1": Words("participation à SENACS", "participation in SENACS"),
    "I1-restated": Words("participation, hors fermetures", "participation, closures left out"),
    "I1-on-time": Words("participation dans les délais", "participation on time"),
    "I2a": Words("personnes formées", "people reached by training"),
    "I2b": Words("participations aux formations", "participations in training"),
    "I2c": Words("heures-personnes de formation", "person-hours of training"),
    "I2d": Words("structures touchées par la formation", "structures reached by training"),
    "I2e": Words("salariés formés", "employees reached by training"),
    "I3a-director": Words("départs de direction", "directors who left"),
    "I3a-family_referent": Words("départs de référent familles", "family referents who left"),
    "I3c-director": Words("vacance de direction (jours)", "director's post vacant (days)"),
    "I3c-family_referent": Words(
      "vacance de référent familles (jours)", "family referent's post vacant (days)"),
    "I4": Words("une personne formée en poste", "somebody trained in post"),
    "I5a": Words("données SENACS utilisées", "SENACS data used"),
    "I5b": Words("utilisées pour dire ou décider", "used to say or decide"),
    "I5-response": Words("réponse à la question", "answer to the question"),
    "I6": Words("diagnostic acquis (grille proposée)", "diagnosis acquired (proposed grid)"),
    "I6-coverage": Words("diagnostics évalués", "diagnoses evaluated"),
    "I7a": Words("intégration partenariale", "integrated with partners"),
    "I7b": Words("participe à la veille", "takes part in veille"),
    "I7c": Words("assiduité aux instances", "assiduity at meetings"),
  ]

  static let reasons: [String: Words] = [
    "MISSING_VALUE": Words("cellule vide : la remplir", "the cell is empty: fill it in"),
    "BAD_DATE": Words(
      "date illisible, ou hors de 1900-2199 : écrire AAAA-MM-JJ, ou le jour d'abord comme dans le reste du fichier (instant : AAAA-MM-JJThh:mm:ssZ)",
      "not a date, or outside 1900-2199: write YYYY-MM-DD, or the day first as in the rest of the file (an instant: YYYY-MM-DDThh:mm:ssZ)"
    ),
    "BAD_NUMBER": Words(
      "nombre illisible, négatif ou trop petit, trop long, ou avec trop de décimales : des chiffres, le signe décimal du fichier (un point dans un fichier de faits)",
      "not a number, negative or too small, too long, or with too many decimals: write digits, the file's decimal character (a point in a fact file)"
    ),
    "BAD_FORMAT": Words("forme attendue non respectée", "not of the form expected"),
    "BAD_PATTERN": Words("ne suit pas le modèle du champ", "does not match the field's pattern"),
    "PATTERN_TOO_COSTLY": Words(
      "le modèle du champ demande trop de calcul pour ce texte : le simplifier",
      "the field's pattern takes too much work on this text: simplify it"),
    "NOT_UNIQUE": Words("valeur déjà présente plus haut", "the same value stands further up"),
    "EXTRA_CELL": Words("cellule au-delà de l'en-tête", "a cell beyond the header"),
    "MISSING_CELL": Words("la ligne s'arrête avant cette cellule", "the row ends before this cell"),
    "BLANK_ROW": Words("ligne vide : l'enlever", "an empty row: remove it"),
    "BLANK_HEADER": Words(
      "en-tête vide : nommer les colonnes", "the header is empty: name the columns"),
    "BLANK_COLUMN": Words("colonne sans nom", "a column without a name"),
    "BAD_VALUE": Words(
      "valeur hors de la liste permise, ou caractère qui n'y a pas sa place",
      "not one of the values allowed, or a character that has no place there"),
    "PARTY_UNCLEAR": Words(
      "ni structure ni partenaire, ou les deux : remplir un seul des deux codes",
      "neither a structure nor a partner, or both: fill in exactly one of the two codes"),
    "HALF_DAYS_UNCLEAR": Words(
      "la liste des demi-journées ne concorde pas avec leur nombre : donnez autant de numéros, croissants et séparés par une espace",
      "the list of half-days does not fit their number: give as many numbers, ascending and separated by a space"
    ),
    "INTERVAL_REVERSED": Words("la fin précède le début", "the end lies before the beginning"),
    "OUT_OF_RANGE": Words(
      "hors des limites, ou plus que le total possible",
      "beyond the bounds, or more than the whole it is part of"),
    "DUPLICATE_ROW": Words(
      "clé déjà présente plus haut : garder une seule ligne",
      "the same key stands further up: keep one row"),
    "UNKNOWN_STRUCTURE": Words(
      "structure inconnue : charger structures.csv d'abord",
      "unknown structure: load structures.csv first"),
    "UNKNOWN_PERSON": Words(
      "personne inconnue : charger people.csv d'abord", "unknown person: load people.csv first"),
    "UNKNOWN_SESSION": Words(
      "session inconnue : charger sessions.csv d'abord",
      "unknown session: load sessions.csv first"),
    "UNKNOWN_CAMPAIGN": Words(
      "campagne inconnue : charger campaigns.csv d'abord",
      "unknown campaign: load campaigns.csv first"),
    "UNKNOWN_BODY": Words(
      "instance inconnue : charger veille_bodies.csv d'abord",
      "unknown body: load veille_bodies.csv first"),
    "UNKNOWN_MEETING": Words(
      "réunion inconnue : charger veille_meetings.csv d'abord",
      "unknown meeting: load veille_meetings.csv first"),
    "UNKNOWN_PARTNER": Words(
      "partenaire inconnu : charger partners.csv d'abord",
      "unknown partner: load partners.csv first"),
    "UNKNOWN_AGREEMENT": Words(
      "convention inconnue : charger agreements.csv d'abord",
      "unknown agreement: load agreements.csv first"),
    "UNKNOWN_TOOL": Words(
      "outil inconnu : charger tools.csv d'abord", "unknown tool: load tools.csv first"),
    "UNKNOWN_COMMUNE": Words(
      "commune inconnue à cette date : vérifier le code INSEE et sa date",
      "no commune of that code on that date: check INSEE's code and its date"),
    "UNKNOWN_COLUMN": Words("colonne inconnue, ignorée", "unknown column, ignored"),
    "MISSING_COLUMN": Words("colonne absente", "the column is absent"),
    "DUPLICATE_COLUMN": Words("colonne en double", "the column stands twice"),
    "SIRET_LENGTH": Words(
      "numéro de longueur fausse (SIRET 14 chiffres, SIREN 9)",
      "a number of the wrong length (SIRET 14 digits, SIREN 9)"),
    "SIRET_CHECKSUM": Words("clé du numéro fausse", "the number's check digit is wrong"),
    "KIND_MISSING": Words("type absent", "the kind is absent"),
    "NAME_MISSING": Words("nom absent", "the name is absent"),
    "KIND_UNKNOWN": Words("type inconnu, gardé", "unknown kind, kept"),
    "SPACES": Words("espaces superflus retirés", "needless spaces taken out"),
    "TEST_RECORD": Words("semble être un essai", "seems to be a test record"),
    "STREET_POSTAL_CODE": Words("la rue contient un code postal", "the street holds a postal code"),
    "POSTAL_CODE_SPACES": Words("code postal nettoyé", "postal code cleaned"),
    "POSTAL_CODE_PADDED": Words("zéro initial rétabli", "leading zero put back"),
    "POSTAL_CODE_FORM": Words("code postal illisible", "not a postal code"),
    "POSTAL_CODE_MISSING": Words("code postal absent", "the postal code is absent"),
    "COMMUNE_UNRESOLVED": Words(
      "commune non trouvée dans le Rhône", "no commune of the Rhône has this name"),
    "COMMUNE_MISSING": Words("commune absente", "the commune is absent"),
    "WEBSITE_FORM": Words("ce n'est pas un site web", "not a website"),
    "WEBSITE_SCHEME": Words("http:// ajouté", "http:// added"),
    "SIRET_SPACES": Words("espaces retirés du SIRET", "spaces taken out of the SIRET"),
    "DATE_FORM": Words("date illisible", "not a date"),
    "DATE_SWAPPED": Words("jour et mois intervertis", "day and month were swapped"),
    "DATE_IMPLAUSIBLE": Words("date peu vraisemblable", "an unlikely date"),
    "NUMBER_FORM": Words("nombre illisible", "not a number"),
    "NUMBER_CLEANED": Words("nombre nettoyé", "number cleaned"),
    "NUMBER_IMPLAUSIBLE": Words("nombre peu vraisemblable", "an unlikely number"),
    "FLAG_FORM": Words("ni oui ni non", "neither yes nor no"),
    "LABEL_UNKNOWN": Words("libellé inconnu, gardé", "unknown label, kept"),
    "FEDERATION_REPEATED": Words(
      "répète l'adhésion à la fédération", "repeats the federation's membership"),
    "FEDERATION_CONTRADICTED": Words(
      "contredit l'adhésion à la fédération", "contradicts the federation's membership"),
    "OUT_OF_PERIMETER": Words("hors du Rhône", "outside the Rhône"),
    "NO_APPROVAL_AT_REFERENCE": Words(
      "non agréée à la date de référence", "not approved on the reference date"),
    "NO_APPROVAL_AT_OPENING": Words(
      "non agréée à l'ouverture de la campagne", "not approved when the campaign opened"),
    "FIRST_APPROVAL_TOO_RECENT": Words(
      "premier agrément de l'année : attendue à la prochaine campagne",
      "first approved this year: expected in the next campaign"),
    "EXPECTED": Words("attendue", "expected"),
    "CLOSED_BEFORE_OPENING": Words(
      "fermée avant l'ouverture de la campagne", "closed before the campaign opened"),
    "NO_SUBMISSION": Words("aucune réponse reçue", "no answer received"),
    "RECEIVED_LATER": Words(
      "réponse reçue après la date demandée", "answer received after the day asked about"),
    "DRAFT_ONLY": Words("brouillon non validé", "a draft that is not validated"),
    "TOO_FEW_ITEMS": Words(
      "réponse trop incomplète : moins d'un cinquième des questions",
      "answer too incomplete: less than a fifth of the questions"),
    "NO_ANSWER": Words("sans réponse", "no answer"),
    "NO_LEVEL": Words("question sans réponse", "question not answered"),
    "NOT_EVALUATED": Words("non évalué", "not evaluated"),
    "ARBITRATION": Words("à arbitrer", "to be arbitrated"),
    "NO_MEETING_NEARBY": Words(
      "aucune réunion de veille sociale dans la commune", "no meeting of veille in the commune"),
    "director": Words("direction", "director"), "coordinator": Words("coordination", "coordinator"),
    "family_referent": Words("référent familles", "family referent"),
    "acquired": Words("acquis", "acquired"),
    "in_progress": Words("en cours d'acquisition", "in progress"),
    "to_support": Words("à accompagner", "to support"),
    "arbitration": Words("à arbitrer", "to be arbitrated"),
    "not_evaluated": Words("non évalué", "not evaluated"),
    "UNAVAILABLE": Words("ne répond pas", "does not answer"),
    "DEADLINE_EXCEEDED": Words("n'a pas répondu à temps", "did not answer in time"),
    "UNAUTHENTICATED": Words("clé refusée", "key refused"),
    "PERMISSION_DENIED": Words("accès non permis", "not allowed"),
  ]
}
