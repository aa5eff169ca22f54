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
      arguments.reduce(words.text(language)) { text, argument in
        text.split(separator: "{\(argument.key)}", omittingEmptySubsequences: false)
          .joined(separator: argument.value)
      }
    }
  }

  /// What a figure is.
  public static func figure(_ code: String, _ language: Language) -> String {
    if code.hasPrefix("I0:") {
      let thing = action(String(code.dropFirst(3)), language)
      return language.pick("moyen de formation : \(thing)", "way of training: \(thing)")
    }
    return figures[code]?.text(language) ?? code
  }

  /// What a table for publication holds.
  public static func table(_ name: String, _ language: Language) -> String {
    guard name != "I0" else {
      return language.pick("moyens de formation cités", "ways of training named")
    }
    return figure(name, language)
  }

  /// The name of a scope.
  public static func scope(_ name: String, _ language: Language) -> String {
    if let words = scopes[name] { return words.text(language) }
    if name.hasPrefix("size:") { return language.pick("taille ", "size ") + name.dropFirst(5) }
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
    "I1": Words("taux de participation à SENACS", "rate of participation in SENACS"),
    "I1-restated": Words(
      "participation, hors structures fermées avant la clôture",
      "participation, without structures that closed before the campaign did"),
    "I1-on-time": Words("participation dans les délais", "participation on time"),
    "I2a": Words("personnes touchées par les formations", "people reached by training"),
    "I2b": Words("participations aux formations", "participations in training"),
    "I2c": Words("heures-stagiaires de formation", "trainee-hours of training"),
    "I2d": Words(
      "structures ayant au moins une personne formée", "structures with somebody trained"),
    "I2e": Words("salariés touchés par les formations", "employees reached by training"),
    "I3a-director": Words(
      "structures ayant connu un départ de direction", "structures that a director left"),
    "I3a-family_referent": Words(
      "structures ayant connu un départ de référent familles",
      "structures that a family referent left"),
    "I3c-director": Words(
      "jours de vacance du poste de direction", "days without a director in post"),
    "I3c-family_referent": Words(
      "jours de vacance du poste de référent familles", "days without a family referent in post"),
    "I4": Words(
      "structures ayant une personne formée en poste", "structures with somebody trained in post"),
    "I5a": Words("structures utilisant les données SENACS", "structures that use SENACS data"),
    "I5b": Words(
      "données SENACS utilisées pour un document, une décision ou une négociation",
      "SENACS data used for a document, a decision or a negotiation"),
    "I5-response": Words(
      "réponses à la question sur l'utilisation", "answers to the question about use"),
    "I6": Words(
      "diagnostic partagé acquis (grille proposée)", "shared diagnosis acquired (proposed grid)"),
    "I6-coverage": Words(
      "diagnostics dont le niveau est établi", "diagnoses whose level is settled"),
    "I7a": Words(
      "structures bien intégrées dans le partenariat local",
      "structures well integrated in the local partnership"),
    "I7b": Words(
      "structures présentes à une instance de veille sociale",
      "structures that take part in a body of veille"),
    "I7c": Words(
      "assiduité aux réunions de veille sociale", "attendance at meetings of veille"),
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
      "sans agrément à la date de référence", "no approval on the reference date"),
    "NO_APPROVAL_AT_OPENING": Words(
      "sans agrément à l'ouverture", "no approval on the opening day"),
    "FIRST_APPROVAL_TOO_RECENT": Words("premier agrément trop récent", "first approval too recent"),
    "EXPECTED": Words("attendue", "expected"),
    "CLOSED_BEFORE_OPENING": Words("fermée avant l'ouverture", "closed before the opening"),
    "NO_SUBMISSION": Words("rien reçu", "nothing received"),
    "RECEIVED_LATER": Words("reçu après la date demandée", "received after the day asked about"),
    "DRAFT_ONLY": Words("brouillon seulement", "a draft only"),
    "TOO_FEW_ITEMS": Words("moins d'un cinquième rempli", "less than a fifth filled in"),
    "NO_ANSWER": Words("sans réponse", "no answer"),
    "NO_LEVEL": Words("niveau non renseigné", "no level given"),
    "NOT_EVALUATED": Words("non évalué", "not evaluated"),
    "ARBITRATION": Words("en arbitrage", "in arbitration"),
    "NO_MEETING_NEARBY": Words("aucune réunion dans la commune", "no meeting in the commune"),
    "director": Words("direction", "director"), "coordinator": Words("coordination", "coordinator"),
    "family_referent": Words("référent familles", "family referent"),
    "acquired": Words("acquis", "acquired"), "in_progress": Words("en cours", "in progress"),
    "to_support": Words("à accompagner", "to support"),
    "arbitration": Words("en arbitrage", "arbitration"),
    "not_evaluated": Words("non évalué", "not evaluated"),
    "UNAVAILABLE": Words("ne répond pas", "does not answer"),
    "DEADLINE_EXCEEDED": Words("n'a pas répondu à temps", "did not answer in time"),
    "UNAUTHENTICATED": Words("clé refusée", "key refused"),
    "PERMISSION_DENIED": Words("accès non permis", "not allowed"),
  ]
}
